import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMigrationFiles, sourceMigrationsFolder } from '../../src/migrate/migration-files.ts';
import { generateRows } from '../generated-rows.ts';
import { schemaSignature } from '../schema-signature.ts';

// Every migration goes up, down and up again on a database in which every table holds rows.

const names = (await readMigrationFiles(sourceMigrationsFolder)).map(({ name }) => name);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
});

afterAll(() => database.drop());

const rowsOf = async ({ db }: TestDatabase) =>
  (await tableFingerprints(db)).filter(({ schema }) => schema !== 'lifecycle');

test.each(names)('%s', async (name) => {
  const { db } = database;
  const before = names[names.indexOf(name) - 1] ?? null;
  const schemaBefore = await schemaSignature(db);
  const rowsBefore = await rowsOf(database);
  expect((await migrateUp(db, { to: name })).changed).toEqual([name]);
  const schemaAfter = await schemaSignature(db);
  // What it made itself is filled as well, and goes with it.
  await generateRows(db);
  await migrateDown(db, { to: before });
  expect(await schemaSignature(db)).toEqual(schemaBefore);
  expect(await rowsOf(database)).toEqual(rowsBefore);
  await migrateUp(db, { to: name });
  expect(await schemaSignature(db)).toEqual(schemaAfter);
  // What a migration adds to a row is no loss: without it the rows are as they were.
  await migrateDown(db, { to: before });
  expect(await rowsOf(database)).toEqual(rowsBefore);
  await migrateUp(db, { to: name });
  await generateRows(db);
});
