import { openFiles } from '@atelier/api/identity/files/files.ts';
import type { JobKind } from '@atelier/api/kernel/jobs/job-kind.ts';
import { startJobWorker } from '@atelier/api/kernel/jobs/job-worker.ts';
import { databaseJobs, fileJobs, fileUses } from '@atelier/api/root.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll } from 'vitest';

interface Options {
  readonly folder?: string;
  readonly suiteRunDays?: number;
  readonly leaseMs?: number;
  /** In place of those of the house. */
  readonly kinds?: readonly JobKind<never>[];
  readonly onError?: (error: unknown, what: string) => void;
}

/** A worker of the house's jobs, until the tests of the file are done, or it is drained. */
export function startJobs(
  { connectionString }: Pick<TestDatabase, 'connectionString'>,
  { folder = '/nowhere', suiteRunDays, leaseMs, kinds, onError = () => {} }: Options = {},
) {
  const db = connect({ connectionString });
  const files = openFiles(db, { folder, userBytes: 2 ** 30 }, fileUses);
  const services = { db, files, secret: Buffer.alloc(32, 1), suiteRunDays };
  const worker = startJobWorker({
    ...{ services, leaseMs, onError },
    kinds: (kinds as readonly JobKind<typeof services>[] | undefined) ?? [
      ...databaseJobs,
      ...fileJobs,
    ],
  });
  let drained: Promise<void> | undefined;
  const drain = () => {
    drained ??= worker.drain(2000).then(async () => {
      files.close();
      await db.destroy();
    });
    return drained;
  };
  afterAll(drain);
  return { drain };
}
