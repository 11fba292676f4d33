import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { Handler } from '@atelier/engine/handler.ts';
import { jobQueue } from '@atelier/engine/queue.ts';
import { startWorker } from '@atelier/engine/worker.ts';
import { everySoOften } from '../every-so-often.ts';
import { enqueuePeriodic } from './enqueue-job.ts';
import { createJobHandler } from './job-handler.ts';
import type { JobKind, JobServices } from './job-kind.ts';

export interface JobWorkerOptions<Services extends JobServices> {
  /** Its pool is the worker's as well. */
  readonly services: Services;
  readonly kinds: readonly JobKind<Services>[];
  readonly leaseMs?: number | undefined;
  /** For the log. */
  readonly onError: (error: unknown, what: string) => void;
}

export interface JobWorker {
  /** Lets go of what it holds, and ends. */
  drain(limitMs?: number): Promise<void>;
}

/** Most are work of one processor, or of the disk. */
const concurrency = 4;
const periodMs = 60_000;

/** Carries the jobs of the house out, and asks for what is to be done from time to time, until it is drained. */
export function startJobWorker<Services extends JobServices>({
  services,
  kinds,
  leaseMs,
  onError,
}: JobWorkerOptions<Services>): JobWorker {
  const { db } = services;
  const notifier = createNotifier(db);
  const handlers = new Map<string, Handler>();
  for (const kind of kinds) {
    if (handlers.has(kind.name)) throw new TypeError(`two kinds of jobs are called ${kind.name}`);
    handlers.set(kind.name, createJobHandler(kind, services, notifier));
  }
  const worker = startWorker({
    ...{ db, queue: jobQueue, concurrency, ...(leaseMs !== undefined && { leaseMs }), onError },
    handlers: Object.fromEntries(handlers),
  });
  const asking = everySoOften(periodMs, async () => {
    for (const kind of kinds) {
      await enqueuePeriodic(db, kind).catch((error: unknown) => onError(error, kind.name));
    }
  });
  return {
    async drain(limitMs) {
      await Promise.all([worker.drain(limitMs), asking()]);
      await notifier.flush();
    },
  };
}
