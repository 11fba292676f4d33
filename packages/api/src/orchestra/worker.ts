import { hostname } from 'node:os';
import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import { testRunKind } from '@atelier/db/orchestra/suite-run-writes.ts';
import { forgetWorker, reportWorker } from '@atelier/db/orchestra/worker-writes.ts';
import { startWorker } from '@atelier/engine/worker.ts';
import type { Knex } from 'knex';
import { everySoOften } from '../kernel/every-so-often.ts';
import { type DriverTable, drivers } from './execution/drivers/drivers.ts';
import { createPlanCache } from './execution/plan-cache.ts';
import { createSecretCache } from './execution/secret-cache.ts';
import { createTestRunHandler } from './execution/test-run-handler.ts';
import { testRunQueue } from './execution/test-run-queue.ts';
import type { ManualItems } from './execution/waits/manual-items.ts';
import { fireSchedules } from './fire-schedules.ts';
import { startMailReceiver } from './mail/mail-receiver.ts';
import type { MailAddress } from './mail/smtp-listener.ts';

export interface OrchestraWorkerOptions {
  /** A pool of its own. */
  readonly db: Knex;
  readonly notifier: Notifier;
  readonly secretsKey: Buffer;
  /** Test runs at the same time; 50 unless told. */
  readonly concurrency?: number | undefined;
  readonly leaseMs?: number | undefined;
  readonly drivers?: DriverTable;
  readonly manualItems?: ManualItems;
  /** Where this process takes letters in for steps that wait for one; nowhere unless told. */
  readonly mail?: MailAddress | undefined;
  /** For the log. */
  readonly onError: (error: unknown, what: string) => void;
}

export interface OrchestraWorker {
  /** Lets go of what it holds, and ends. */
  drain(limitMs?: number): Promise<void>;
}

const reportMs = 5_000;
const scheduleMs = 1_000;

/** Carries test runs out, and starts what time plans are due, until it is drained. */
export function startOrchestraWorker(options: OrchestraWorkerOptions): OrchestraWorker {
  const { db, notifier, secretsKey, concurrency = 50, leaseMs, onError } = options;
  const services = {
    ...{ db, notifier, drivers: options.drivers ?? drivers },
    plans: createPlanCache(),
    secrets: createSecretCache(secretsKey),
    manualItems: options.manualItems,
  };
  const worker = startWorker({
    ...{ db, queue: testRunQueue, concurrency, ...(leaseMs !== undefined && { leaseMs }), onError },
    handlers: { [testRunKind]: createTestRunHandler(services) },
  });
  const { mail: address } = options;
  const mail = address && startMailReceiver({ db, secretsKey, address, onError });
  let isDraining = false;
  const report = () =>
    reportWorker(db, {
      ...{ id: worker.id, host: hostname(), processId: process.pid, concurrency, isDraining },
      ...worker.stats(),
    }).catch((error: unknown) => onError(error, 'report'));
  const reporting = everySoOften(reportMs, report);
  const firing = everySoOften(scheduleMs, () =>
    fireSchedules(db, notifier).catch((error: unknown) => onError(error, 'schedules')),
  );
  return {
    async drain(limitMs) {
      isDraining = true;
      const drained = worker.drain(limitMs);
      await Promise.all([reporting(), firing(), mail?.close()]);
      await report();
      await drained;
      await forgetWorker(db, worker.id).catch((error: unknown) => onError(error, 'report'));
    },
  };
}
