import type { InDoubt } from '@atelier/lifecycle/migrate/checkpointed-statements.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { CommandInput, OptionDefinition } from '../kernel/command.ts';

/** An option of the commands that go on with a half-done migration. */
export const resolveOption = {
  resolve: {
    value: 'done|again',
    help: 'Whether an interrupted statement that nobody else can judge took effect.',
  },
} as const satisfies Record<string, OptionDefinition>;

/** What `--resolve` says. */
export function readInDoubt(input: CommandInput): InDoubt {
  const text = input.text('resolve');
  if (text === undefined || text === 'done' || text === 'again') return text;
  throw new UsageError('--resolve takes done or again.');
}
