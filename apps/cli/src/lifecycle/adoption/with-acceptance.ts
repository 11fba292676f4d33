import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { shellWord } from '@atelier/lifecycle/terminal/shell-word.ts';
import type { CommandInput } from '../../kernel/command.ts';

/** A difference that the rows do not allow to fix: with the whole command that accepts it and goes on. */
export function withAcceptance(error: unknown, profile: string, input: CommandInput): unknown {
  if (!(error instanceof DomainError) || error.code !== 'ERR_FIX_FAILED') return error;
  const { code, kind, message, params } = error;
  const flags = ['accept-all', 'repair', 'fix-functions', 'no-backup', 'no-wait'];
  const words = [
    ...['db', 'adopt', profile],
    ...flags.filter((flag) => input.flag(flag)).map((flag) => `--${flag}`),
    ...[...input.texts('accept'), String(params.id)].flatMap((id) => ['--accept', shellWord(id)]),
  ];
  const wayOn = `With it accepted: \`${words.join(' ')}\`.`;
  const whole = new DomainError(code, { kind, message: `${message} ${wayOn}` }, params);
  whole.cause = error;
  return whole;
}
