import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import type { Knex } from 'knex';

/** Makes all tables in a database that a test has made by itself. */
export async function migrateDatabase(db: Knex): Promise<void> {
  await migrateUp(db);
}
