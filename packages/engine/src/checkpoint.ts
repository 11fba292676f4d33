import type { Advance, Handler } from './handler.ts';
import type { HeldRun } from './held-run.ts';
import type { RunWrite } from './rules/read-advance.ts';

/** One run's checkpoint, as it waits to be written. */
export interface Checkpoint {
  readonly run: HeldRun;
  readonly write: RunWrite;
  readonly also?: Advance['also'];
  /** Where it is the end: told of it in the same transaction. */
  readonly onFinished?: Handler['onFinished'];
}
