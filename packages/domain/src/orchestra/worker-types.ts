import type { Instant } from './types.ts';

/** A process that carries test runs out. */
export interface WorkerState {
  readonly id: string;
  readonly host: string;
  readonly processId: number;
  /** How many test runs it holds at the most, and how many it does. */
  readonly concurrency: number;
  readonly held: number;
  /** Test runs since it started that it ended, that it left waiting, and whose lease it lost. */
  readonly parked: number;
  readonly finished: number;
  readonly lost: number;
  readonly isDraining: boolean;
  /** Whether nothing was heard of it for half a minute. */
  readonly isSilent: boolean;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
  /** When the first of its leases runs out if it is not renewed. */
  readonly oldestLeaseUntil: Instant | null;
}

/** Test runs by what they wait for, and how fast they are done. */
export interface QueueState {
  /** When it was so, by the database's clock: what is measured against it needs no other clock. */
  readonly at: Instant;
  readonly queued: number;
  readonly inProgress: number;
  readonly waiting: number;
  readonly stuck: number;
  readonly oldestDueAt: Instant | null;
  /** Over the last five minutes. */
  readonly finishedPerMinute: number;
  /** Of each of the last thirty minutes, the one that is not over included; the oldest first. */
  readonly minutes: readonly { readonly at: Instant; readonly finished: number }[];
}
