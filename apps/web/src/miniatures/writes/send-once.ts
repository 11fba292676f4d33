import { callError } from '@atelier/sdk/errors.ts';
import { type KeyedOptions, keyed, newKey } from '@atelier/sdk/idempotency-key.ts';

export interface Command<Input, Result> {
  readonly name: string;
  /** The types that it is about. */
  readonly ids: readonly string[];
  readonly input: Input;
  readonly mutate: (input: Input, options: KeyedOptions) => Promise<Result>;
}

/** Without an answer, or when the database went away meanwhile: it may have been done, or not. */
const unanswered = new Set(['ERR_OFFLINE', 'ERR_UNAVAILABLE']);
/** A repeat that waits for its own first attempt is told that others are busy. */
const undecided = new Set([...unanswered, 'ERR_BUSY']);

/** Whether a command failed in a way that passes: given again it may well be done. */
export function isUndecided(error: unknown): boolean {
  return undecided.has(callError(error).code);
}

/** Whoever presses again later than this means something new. */
const againMs = 60_000;

/**
 * Sends commands so that none is done twice: each has a key of its own and is repeated under it when no
 * answer comes. When that fails too, the same command given again is taken for one more repeat, unless
 * its types were read anew since, so that it was seen whether it had been done.
 *
 * @param readsOf how often a type was read; grows
 * @param pausesMs before each repeat
 */
export function createSendOnce(
  readsOf: (id: string) => number,
  pausesMs: readonly number[] = [300, 900],
) {
  const open = new Map<string, { readonly key: string; readonly until: number }>();
  const fingerprint = ({ name, ids, input }: Omit<Command<unknown, unknown>, 'mutate'>) =>
    JSON.stringify([name, input, ids.map(readsOf)]);

  /** Call it when the user gives the command; what it gives sends it, when its turn has come. */
  return function prepare<Input, Result>(command: Command<Input, Result>): () => Promise<Result> {
    const { input, mutate } = command;
    const last = open.get(fingerprint(command));
    open.delete(fingerprint(command));
    const key = last !== undefined && Date.now() < last.until ? last.key : newKey();

    return async () => {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await mutate(input, keyed(key));
        } catch (error) {
          const { code } = callError(error);
          const pause = pausesMs[attempt];
          if (!unanswered.has(code) || pause === undefined) {
            if (isUndecided(error)) {
              open.set(fingerprint(command), { key, until: Date.now() + againMs });
            }
            throw error;
          }
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
      }
    };
  };
}
