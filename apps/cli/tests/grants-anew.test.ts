import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { sourceMigrationsFolder } from '@atelier/lifecycle/migrate/migration-files.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import { notCovered, startExternalPostgres } from '@atelier/testkit/external-postgres.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

// Whatever makes tables anew, or moves them, gives the app's role what it needs of them: the app goes on.

const external = await startExternalPostgres();
const fixtures = join(import.meta.dirname, '../../../packages/lifecycle/tests');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-grants-'));
});
afterAll(async () => {
  await external?.stop();
  await rm(folder, { recursive: true });
});

function urlAs(connectionString: string, name: string): string {
  const url = new URL(connectionString);
  url.username = name;
  url.password = 'a-secret';
  return url.href;
}

/** Runs a command, and gives what the app's role lacks after it. */
async function lackingAfter(words: string, environment: Readonly<Record<string, string>>) {
  const done = await runInProcess([...words.split(' '), '--yes'], environment);
  expect([words, done.code, done.errors]).toEqual([words, 0, done.errors]);
  const { printed } = await runInProcess(['roles', '--json'], environment);
  return JSON.parse(printed.join('')).statements;
}

if (external === undefined) test('db restore', () => console.warn(notCovered));
else
  test('the running app goes on after a restore, whether a setting names its role or not', async () => {
    const { adminUrl, tools } = external;
    // Restored with --no-owner: a dump gives the grants back otherwise, if it was made when they were there.
    const admin = connect({ connectionString: adminUrl, poolSize: 1 });
    await admin.raw('CREATE DATABASE house');
    await admin.destroy();
    const owner = inDatabase(adminUrl, 'house');
    const appUrl = urlAs(owner, 'atelier_app');
    const owned = { ATELIER_BACKUP_DIR: folder, ATELIER_PG_BIN: tools.folder, DATABASE_URL: owner };
    const both = { ...owned, DATABASE_URL: appUrl, DATABASE_OWNER_URL: owner };
    await lackingAfter('up', both);
    expect(await lackingAfter('roles --apply', both)).toEqual([]);
    const app = connect({ connectionString: appUrl, poolSize: 1 });
    try {
      await lackingAfter('backup', both);
      for (const environment of [both, owned]) {
        expect(await lackingAfter('restore latest --no-owner', environment)).toEqual([]);
        expect(await app('identity.audit_log').count()).toEqual([{ count: '0' }]);
      }
    } finally {
      await app.destroy();
    }
  });

test.each([
  [
    'adopt/fixtures/time-legacy.sql',
    true,
    [
      'adopt time-legacy --repair --accept-all --no-backup',
      'adopt time-legacy --release --no-backup',
      'adopt time-legacy --accept-all --no-backup',
    ],
  ],
  [
    'convert/fixtures/foreign.sql',
    false,
    [
      'convert-ids time --to uuid --not-reference=public.shifts.place_id --no-backup',
      'convert-ids time --to integer --online --no-backup',
      'down --no-backup',
    ],
  ],
] as const)('nothing is lacking after what is done to %s', async (fixture, empty, commands) => {
  const { db, connectionString, drop } = await createTestDatabase({ empty });
  const name = `atelier_anew_${process.pid}`;
  const environment = {
    DATABASE_URL: urlAs(connectionString, name),
    DATABASE_OWNER_URL: connectionString,
    ATELIER_BACKUP_DIR: folder,
  };
  try {
    await db.raw((await readFile(join(fixtures, fixture), 'utf8')).replaceAll('?', '\\?'));
    await lackingAfter('roles --apply', environment);
    for (const words of commands) expect(await lackingAfter(words, environment)).toEqual([]);
  } finally {
    await db.raw(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
    await drop();
  }
});

test.each([
  ['rolled back', 'SELECT 1 / 0', ''],
  [
    'half done',
    'CREATE TABLE miniatures.kept_two (); SELECT 1 / 0',
    'export const config = { transaction: false };',
  ],
])('nothing is lacking of what `up` made before a migration was %s', async (_, sql, config) => {
  const { db, connectionString, drop } = await createTestDatabase();
  const name = `atelier_failed_${process.pid}`;
  const appUrl = urlAs(connectionString, name);
  const environment = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: connectionString };
  const migrations = join(folder, 'migrations');
  const write = (file: string, statements: string) =>
    writeFile(
      join(migrations, `${file}.js`),
      `${config}
      export async function up(knex) {
        for (const sql of ${JSON.stringify(statements.split('; '))}) await knex.raw(sql);
      }
      export async function down() {}`,
    );
  try {
    await lackingAfter('roles --apply', environment);
    await cp(sourceMigrationsFolder, migrations, { recursive: true });
    await write('20990101000000_miniatures_add_kept', 'CREATE TABLE miniatures.kept ()');
    await write('20990102000000_miniatures_fail', sql);
    const { code } = await runInProcess(['up', '--yes', '--no-backup'], environment, migrations);
    expect(code).toBe(1);
    const tables = await db('pg_tables').where('tablename', 'like', 'kept%').pluck('tablename');
    expect(tables).toHaveLength(config === '' ? 1 : 2);
    const { printed } = await runInProcess(['roles', '--json'], environment);
    expect(JSON.parse(printed.join('')).statements).toEqual([]);
  } finally {
    await rm(migrations, { recursive: true });
    await db.raw(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
    await drop();
  }
});

test('a repair gives the role what it lacked, as whatever else changes tables does', async () => {
  const { db, connectionString, drop } = await createTestDatabase({ empty: true });
  const name = `atelier_repaired_${process.pid}`;
  const environment = {
    DATABASE_URL: urlAs(connectionString, name),
    DATABASE_OWNER_URL: connectionString,
    ATELIER_BACKUP_DIR: folder,
  };
  try {
    const sql = await readFile(join(fixtures, 'adopt/fixtures/time-legacy.sql'), 'utf8');
    await db.raw(sql.replaceAll('?', '\\?'));
    await lackingAfter('roles --apply', environment);
    expect(await lackingAfter('adopt time-legacy --accept-all --no-backup', environment)).toEqual(
      [],
    );
    await db.raw(`REVOKE SELECT ON time.roles FROM ${name}`);
    const repaired = await lackingAfter('repair --no-backup', environment);
    expect(repaired).toEqual([]);
  } finally {
    await db.raw(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
    await drop();
  }
});
