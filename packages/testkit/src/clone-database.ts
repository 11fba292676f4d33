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
}

/** A database cloned from the migrated template of a server that the caller started. */
export async function cloneTemplate(
  { adminUrl, runId }: TestPostgres,
  { poolSize = 10, empty = false }: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const name = databaseNames.clone(runId, randomBytes(6).toString('hex'));
  const template = empty ? 'template0' : databaseNames.template(runId);
  // Copied as files. By itself PostgreSQL writes each page of a new database to its log and then once more,
  // which spares a busy server a checkpoint, and costs twice the processor's time.
  await withAdmin(adminUrl, (admin) =>
    admin.raw('CREATE DATABASE ?? TEMPLATE ?? STRATEGY FILE_COPY', [name, template]),
  );

  const connectionString = withDatabase(adminUrl, name);
  const db = connect({ connectionString, poolSize });
  return {
    connectionString,
    db,
    async drop() {
      await db.destroy();
      await withAdmin(adminUrl, (admin) => dropDatabase(admin, name));
    },
  };
}

async function withAdmin(
  adminUrl: string,
  work: (admin: ReturnType<typeof connect>) => Promise<unknown>,
): Promise<void> {
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  try {
    await work(admin);
  } finally {
    await admin.destroy();
  }
}
