import { randomBytes } from 'node:crypto';
import { connect } from '@atelier/db/kernel/connection.ts';
import { dropDatabase } from '@atelier/lifecycle/scratch/drop-database.ts';
import { databaseNames, withDatabase } from './database-names.ts';
import type { TestPostgres } from './test-postgres.ts';

export interface TestDatabase {
  readonly connectionString: string;
  readonly db: ReturnType<typeof connect>;
  /** Closes `db` and drops the database, with whoever is still connected to it. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Connections of `db`; 10 unless told. */
  readonly poolSize?: number;
  /** An empty database instead of a migrated one: for tests of the migrations themselves. */
  readonly empty?: boolean;
  /** One in which the role of the app has its rights, where there is that role. */
  readonly forApp?: boolean;
}

/** A database cloned from the migrated template of a server that the caller started. */
export async function cloneTemplate(
  { adminUrl, runId, hasAppRole }: TestPostgres,
  { poolSize = 10, empty = false, forApp = false }: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const name = databaseNames.clone(runId, randomBytes(6).toString('hex'));
  const migrated = forApp && hasAppRole ? databaseNames.appTemplate : databaseNames.template;
  const template = empty ? 'template0' : migrated(runId);
  // Kept for the drop: a connection costs about as much as the copy of a small database.
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  try {
    // Copied as files. By itself PostgreSQL writes each page of a new database to its log and then once more,
    // which spares a busy server a checkpoint, and costs twice the processor's time.
    await admin.raw('CREATE DATABASE ?? TEMPLATE ?? STRATEGY FILE_COPY', [name, template]);
  } catch (error) {
    await admin.destroy();
    throw error;
  }

  const connectionString = withDatabase(adminUrl, name);
  const db = connect({ connectionString, poolSize });
  const drop = async () => {
    await db.destroy();
    try {
      await dropDatabase(admin, name);
    } finally {
      await admin.destroy();
    }
  };
  let dropped: Promise<void> | undefined;
  return {
    connectionString,
    db,
    drop() {
      dropped ??= drop();
      return dropped;
    },
  };
}
