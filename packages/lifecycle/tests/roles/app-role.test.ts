import { connect } from '@atelier/db/kernel/connection.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import {
  applyAppRole,
  appRoleStatements,
  roleExists,
  run,
} from '@atelier/lifecycle/roles/app-role.ts';
import { connectedAs } from '@atelier/lifecycle/roles/connected-as.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRole } from '../limited-role.ts';

/** With letters that SQL and Knex could misread. */
const name = `app "of" ?${process.pid}`;
const role = { name, password: 'secret' };
let database: TestDatabase;
let app: TestDatabase['db'];
beforeAll(async () => {
  database = await createTestDatabase();
  await applyAppRole(database.db, role);
  app = connect({ connectionString: asRole(database.connectionString, name) });
  await database.db.raw(`
    INSERT INTO miniatures.miniature_types (id, name)
      VALUES ('00000000-0000-7000-8000-000000000001', 'Orks');
    INSERT INTO miniatures.history_logs (id, type_id, kind, to_stage, qty)
      VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001',
        'add', 'IN_BOX', 1);
    INSERT INTO identity.audit_log (actor_id, action, area, command, entity_type, door)
      VALUES ('ann', 'create', 'a', 'a.b', 'thing', 'house')`);
});
afterAll(async () => {
  await app.destroy();
  await run(database.db, `DROP OWNED BY ${quoted}`);
  await run(database.db, `DROP ROLE ${quoted}`);
  await database.drop();
});

const quoted = `"${name.replaceAll('"', '""')}"`;
const denied = '42501';
async function codeOf(sql: string): Promise<string | undefined> {
  try {
    await app.raw(sql);
  } catch (error) {
    return databaseErrorCode(error);
  }
  return 'done';
}

const appendOnly = ['identity.audit_log', 'miniatures.history_logs'];
const records = ['lifecycle.schema_migrations', 'lifecycle.migration_attempts'];
const schemas = ['kernel', 'identity', 'miniatures', 'lifecycle', 'public'];
test.each([
  ...appendOnly.flatMap((table) => [
    `UPDATE ${table} SET created_at = now()`,
    `DELETE FROM ${table}`,
    `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
    `SELECT FROM ${table} FOR UPDATE`,
  ]),
  ...[...appendOnly, 'identity.users', 'kernel.idempotency_keys'].flatMap((table) => [
    `TRUNCATE ${table} CASCADE`,
    `DROP TABLE ${table} CASCADE`,
    `ALTER TABLE ${table} ADD COLUMN extra text`,
    `CREATE INDEX ON ${table} (created_at)`,
    `CREATE TRIGGER extra BEFORE INSERT ON ${table} EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
  ]),
  ...records.flatMap((table) => [
    `INSERT INTO ${table} DEFAULT VALUES`,
    `UPDATE ${table} SET name = name`,
    `DELETE FROM ${table}`,
  ]),
  ...schemas.flatMap((schema) => [
    `CREATE TABLE ${schema}.extra (id integer)`,
    `CREATE FUNCTION ${schema}.extra() RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
    `DROP SCHEMA ${schema} CASCADE`,
  ]),
  'CREATE SCHEMA extra',
  'CREATE DATABASE extra',
  'CREATE ROLE extra',
  'SET session_replication_role = replica',
  "COPY identity.users TO '/tmp/users'",
  'DROP FUNCTION identity.refuse_audit_change CASCADE',
  "CREATE OR REPLACE FUNCTION identity.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
])('the app may not: %s', async (sql) => {
  const owner = database.db;
  const before = await owner('identity.audit_log').count();
  expect(await codeOf(sql)).toBe(denied);
  expect(await owner('identity.audit_log').count()).toEqual(before);
});

test.each([
  'SELECT * FROM identity.audit_log, miniatures.history_logs, lifecycle.schema_migrations',
  "INSERT INTO identity.audit_log (actor_id, action, area, command, entity_type, door) VALUES ('a', 'create', 'a', 'a.b', 'c', 'rest')",
  "INSERT INTO identity.users (id, display_name) VALUES (gen_random_uuid(), 'Ann')",
  "UPDATE identity.users SET display_name = 'Eve'",
  'DELETE FROM identity.users',
  'SELECT display_name FROM identity.users ORDER BY display_name COLLATE kernel.name_ru FOR UPDATE',
  'CREATE TEMPORARY TABLE staged (id integer)',
  "SELECT pg_notify('atelier_changes', '{}')",
  'LISTEN atelier_changes',
])('the app may: %s', async (sql) => {
  expect(await codeOf(sql)).toBe('done');
});

test('a database that is as it should be is not changed again', async () => {
  expect(await roleExists(database.db, name)).toBe(true);
  expect(await appRoleStatements(database.db, role)).toEqual([]);
});

test('a table that comes later is granted, and what was granted besides is taken back', async () => {
  const { db } = database;
  await db.raw(`
    CREATE TABLE kernel.later (id integer GENERATED ALWAYS AS IDENTITY, name text);
    CREATE TABLE kernel.log (id integer);
    CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE ON kernel.log
      FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_audit_change()`);
  await run(db, `GRANT ALL ON kernel.log, identity.audit_log TO ${quoted}`);
  expect(await codeOf('TRUNCATE kernel.log')).not.toBe(denied);
  await applyAppRole(db, role);
  expect(await codeOf("INSERT INTO kernel.later (name) VALUES ('one')")).toBe('done');
  expect(await codeOf("UPDATE kernel.later SET name = 'two'")).toBe('done');
  expect(await codeOf('TRUNCATE kernel.later')).toBe(denied);
  expect(await codeOf('INSERT INTO kernel.log VALUES (1)')).toBe('done');
  expect(await codeOf('DELETE FROM kernel.log')).toBe(denied);
  expect(await codeOf('TRUNCATE identity.audit_log')).toBe(denied);
  expect(await appRoleStatements(db, role)).toEqual([]);
});

test('ten who grant at once do not get in each other’s way', async () => {
  await run(database.db, `REVOKE ALL ON ALL TABLES IN SCHEMA kernel FROM ${quoted}`);
  // With connections that stand: else the first is done before the others begin.
  await Promise.all(Array.from({ length: 10 }, () => database.db.raw('SELECT pg_sleep(0.2)')));
  const all = Array.from({ length: 10 }, () => applyAppRole(database.db, role));
  expect((await Promise.all(all)).filter((done) => done.length > 0)).toHaveLength(1);
});

test('it is known who owns the tables, and who does not', async () => {
  expect(await connectedAs(database.db)).toMatchObject({ owns: true });
  expect(await connectedAs(app)).toEqual({ role: name, owns: false });
});
