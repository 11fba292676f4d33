import type { Knex } from 'knex';

/** What a person decided about a run that was FAILED_STUCK. */
export interface Decision {
  /** The action is to be done again, it was done, or the run has failed. */
  readonly as: 'retry' | 'done' | 'fail';
  readonly note?: string;
  /** Who decided. */
  readonly by?: string;
  /** With `done`: what the action gave. */
  readonly result?: unknown;
}

/** A run as its handler is given it: as of its last checkpoint. */
export interface ClaimedRun {
  readonly id: string;
  readonly kind: string;
  /** Steps committed. */
  readonly position: number;
  /** Results written. */
  readonly sequence: number;
  /** JSON; what the last checkpoint, or whoever enqueued it, put there. */
  readonly context: unknown;
  /**
   * The first call since it was claimed, and it had been held before, or was interrupted here: what the context
   * intends may have happened. Not where whoever held it let go of it between two steps.
   */
  readonly resumed: boolean;
  readonly takeovers: number;
  readonly control: 'cancel' | 'pause' | null;
  /** Until the next checkpoint. */
  readonly decision: Decision | null;
  /** A bigint. */
  readonly fence: string;
}

/** What is written down of a step, once and for ever. */
export interface StepResult {
  readonly stepKey: string;
  readonly status: string;
  readonly position: number;
  /** From 1. */
  readonly attempt?: number;
  /** By a steady clock (`performance.now`); the database takes it from its own time. */
  readonly durationMs?: number;
  /** JSON. */
  readonly result?: unknown;
}

/** How a run goes on behind a checkpoint. */
export type StepOutcome =
  | 'next'
  | 'pass'
  | 'cancelled'
  | { readonly fail: unknown }
  | { readonly stuck: unknown; readonly waitsFor?: unknown }
  | { readonly wait: unknown; readonly inMs?: number };

/** One checkpoint: all of it is committed together, or, where the lease was lost, nothing. */
export interface Advance {
  readonly results?: readonly StepResult[];
  /** Unchanged unless given. */
  readonly position?: number;
  /** JSON; unchanged unless given. */
  readonly context?: unknown;
  /** Further writes behind the fence, in the same transaction. It may be repeated: it changes the database alone. */
  readonly also?: (trx: Knex.Transaction) => Promise<void>;
  /**
   * - `next`: it is called again, as soon as this is committed
   * - `wait`: the run holds no worker until `release`, or until so many milliseconds are over on the database's
   *   clock. Being woken is a hint: the handler looks again
   * - `stuck`: a person decides; `waitsFor` is `{ kind: 'person' }` unless given
   */
  readonly outcome: StepOutcome;
}

export interface FinishedRun {
  readonly id: string;
  readonly kind: string;
  readonly status: 'PASSED' | 'FAILED' | 'CANCELLED';
  readonly error: unknown;
}

/** What a step is given besides its run. */
export interface StepTools {
  /** Aborted when it is to stop; its reason is a {@link StepAborted}. */
  readonly signal: AbortSignal;
  /**
   * Whether the run is still this worker's, by the steady clock and with time to spare. A process that was frozen
   * is asked nothing and told nothing until its next turn: ask right before what must not be done twice.
   */
  isHeld(): boolean;
}

/** What runs of one kind do. */
export interface Handler {
  /** Does the next step; what it returns is committed before it is called again. */
  advance(run: ClaimedRun, tools: StepTools): Promise<Advance>;
  /**
   * In the transaction in which runs end, many at once. Where it throws each is tried alone, a few times; one that
   * still cannot end becomes FAILED_STUCK.
   */
  readonly onFinished?: (trx: Knex.Transaction, finished: readonly FinishedRun[]) => Promise<void>;
  /**
   * Has something to clean up: on cancel it is called once more, with `control: 'cancel'`, and answers
   * `cancelled`. Otherwise the engine ends the run between two steps.
   */
  readonly endsItself?: boolean;
  /**
   * A step that takes longer has hung, and its run fails, within a tenth of the lease. Ten minutes unless told; 0
   * for no limit.
   */
  readonly stepLimitMs?: number;
}

/** What an aborted signal of a step gives as its reason. */
export class StepAborted extends Error {
  /**
   * - `cancel`: somebody asked for it
   * - `lost`: the lease; nothing that the step returns will be written
   * - `limit`: the step took longer than its handler allows
   * - `drain`: the worker ends, and waits no longer
   */
  readonly why: 'cancel' | 'lost' | 'limit' | 'drain';

  constructor(why: StepAborted['why']) {
    super(`the step was aborted: ${why}`);
    this.name = 'StepAborted';
    this.why = why;
  }
}
