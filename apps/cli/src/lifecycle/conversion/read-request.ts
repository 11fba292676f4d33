import type { ConversionRequest } from '@atelier/lifecycle/convert/conversions.ts';
import { conversionProfiles } from '@atelier/lifecycle/convert/profiles/profiles.ts';
import { meantName } from '@atelier/lifecycle/errors/meant-name.ts';
import { UsageError } from '../../kernel/arguments.ts';
import type { CommandInput } from '../../kernel/command.ts';

/** What a conversion is asked for, from the command line. */
export function readRequest(input: CommandInput): ConversionRequest {
  const target = meantName(['uuid', 'integer'], input.text('to') ?? '');
  const [profile = ''] = input.positionals;
  const known = conversionProfiles.flatMap(({ names }) => names);
  if (target !== 'uuid' && target !== 'integer') {
    throw new UsageError('Say what the ids become: --to uuid or --to integer.');
  }
  return {
    profile: meantName(known, profile) ?? profile,
    target,
    references: pairs(input.texts('reference'), '--reference'),
    notReferences: input.texts('not-reference'),
    parameters: {
      ...pairs(input.texts('parameter'), '--parameter'),
      ...Object.fromEntries(input.texts('not-parameter').map((name) => [name, null])),
    },
  };
}

/** `public.okrs.task=tasks` */
function pairs(texts: readonly string[], option: string): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, table] = /^(.+)=([^=]+)$/.exec(text) ?? [];
      if (name === undefined || table === undefined) {
        throw new UsageError(`${option} takes <name>=<table>, not: ${text}`);
      }
      return [name, table];
    }),
  );
}
