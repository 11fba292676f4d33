import { randomInt } from 'node:crypto';
import { connect } from '@atelier/db/kernel/connection.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { dropDatabase } from '@atelier/lifecycle/scratch/drop-database.ts';
import type { Knex } from 'knex';
import { grantTestAppRole, makeTestAppRole } from './app-role.ts';
import { databaseNames, withDatabase } from './database-names.ts';
import { dropDatabasesOfDeadRuns, holdRunLock } from './run-databases.ts';

/** What a test needs to clone the migrated template: plain data, it crosses to the workers. */
export interface TestPostgres {
  /** Connects to the maintenance database, from which others are created and dropped. */
  readonly adminUrl: string;
  /** Tells this run's databases from those of another run on the same server. */
  readonly runId: number;
  /** Whether there is a role of the app, and a second template in which it has its rights. */
  readonly hasAppRole: boolean;
}

export interface StartedTestPostgres extends TestPostgres {
  /** Drops every database of this run and, where it was started here, stops the server. */
  stop(): Promise<void>;
}

/**
 * One real PostgreSQL with a migrated template database, for a whole test run.
 * It is the server in TEST_DATABASE_URL (any version from 15, a role that may create databases),
 * or an embedded one in a temporary folder.
 */
export async function startTestPostgres(): Promise<StartedTestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { connectionString: given, stop: async () => {} } : await startThrowAway();
  try {
    const runId = randomInt(1, 2 ** 30);
    const releaseRunLock = await holdRunLock(server.connectionString, runId);
    await dropDatabasesOfDeadRuns(server.connectionString);
    const hasAppRole = await createTemplates(server.connectionString, runId);
    return {
      adminUrl: server.connectionString,
      runId,
      hasAppRole,
      async stop() {
        await releaseRunLock();
        await dropDatabasesOfDeadRuns(server.connectionString);
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Gives whether there is one for the role of the app too. */
async function createTemplates(adminUrl: string, runId: number): Promise<boolean> {
  const name = databaseNames.template(runId);
  const appName = databaseNames.appTemplate(runId);
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  try {
    for (const each of [name, appName]) await dropDatabase(admin, each);
    await admin.raw(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
    await workIn(name, adminUrl, migrateUp);
    if (!(await makeTestAppRole(admin))) return false;
    await admin.raw(`CREATE DATABASE ${appName} TEMPLATE ${name}`);
    await workIn(appName, adminUrl, grantTestAppRole);
    return true;
  } finally {
    await admin.destroy();
  }
}

/** A database with an open connection cannot be cloned. */
async function workIn(
  name: string,
  adminUrl: string,
  work: (db: Knex) => Promise<unknown>,
): Promise<void> {
  const db = connect({ connectionString: withDatabase(adminUrl, name), poolSize: 1 });
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

/** Only where it is needed: with TEST_DATABASE_URL the optional embedded package need not be there. */
async function startThrowAway() {
  const { startThrowAwayPostgres } = await import('./throw-away-postgres.ts');
  return startThrowAwayPostgres();
}
