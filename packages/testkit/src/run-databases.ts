import { connect } from '@atelier/db/kernel/connection.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import { dropDatabase } from '@atelier/lifecycle/scratch/drop-database.ts';
import { databaseNames, runIdOf } from './database-names.ts';

type Connection = ReturnType<typeof connect>;

/** The first key of the advisory locks that say "this test run is alive"; the second is its id. */
const RUN_LOCK = 0x41544c52;

/**
 * Holds a session advisory lock for as long as the run lives. The server releases it when the run's process
 * dies, however it dies, and the next run then knows which databases are left over.
 *
 * @returns a function that releases the lock
 */
export async function holdRunLock(adminUrl: string, runId: number): Promise<() => Promise<void>> {
  const holder = singleConnection(connect({ connectionString: adminUrl }));
  await holder.raw('SELECT pg_advisory_lock(?, ?)', [RUN_LOCK, runId]);
  return () => holder.destroy();
}

/** Drops the databases of every run whose lock nobody holds any more. */
export async function dropDatabasesOfDeadRuns(adminUrl: string): Promise<void> {
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  try {
    const { rows } = await admin.raw<{ rows: { datname: string }[] }>(
      'SELECT datname FROM pg_database WHERE datname LIKE ? ORDER BY datname',
      [databaseNames.likePattern],
    );
    for (const { datname } of rows) {
      const runId = runIdOf(datname);
      if (runId !== undefined && !(await isAlive(admin, runId))) await dropDatabase(admin, datname);
    }
  } finally {
    await admin.destroy();
  }
}

async function isAlive(admin: Connection, runId: number): Promise<boolean> {
  const { rows } = await admin.raw<{ rows: { free: boolean }[] }>(
    'SELECT pg_try_advisory_xact_lock(?, ?) AS free',
    [RUN_LOCK, runId],
  );
  return rows[0]?.free === false;
}
