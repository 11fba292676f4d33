import type { ErrorKind, ErrorParams } from './errors.ts';

/** How far a job has come, in whatever it counts. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
}

/** Why a job failed, or is tried again: a coded error, as far as it can be kept. */
export interface JobError {
  readonly code: string;
  /** English, for logs and programs. */
  readonly message: string;
  readonly kind?: ErrorKind | undefined;
  readonly params?: ErrorParams | undefined;
}

/** A job of the house, as pages show it. */
export interface ShownJob {
  readonly id: string;
  /** `waiting` is also one that is tried again after an error; a `failed` one may be asked for once more. */
  readonly status: 'waiting' | 'working' | 'done' | 'failed';
  readonly progress: JobProgress | null;
  readonly error: JobError | null;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  readonly finishedAt: string | null;
}
