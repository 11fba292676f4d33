import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { startEmbeddedPostgres } from '@atelier/lifecycle/embedded/server.ts';
import {
  readMigrationFiles,
  sourceMigrationsFolder,
} from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import { readSettings } from '@atelier/lifecycle/session/env.ts';
import { notCovered, startExternalPostgres } from '@atelier/testkit/external-postgres.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../../src/start-app.ts';

// Told at once: whether a test is registered at all hangs on it.
const external = await startExternalPostgres();
afterAll(() => external?.stop());

const folders = {
  migrationsFolder: sourceMigrationsFolder,
  program: 'atelier',
  webRoot: undefined,
};
const apps: RunningApp[] = [];
let folder: string;
let notes: string[];
let stages: string[];

beforeEach(async () => {
  notes = [];
  stages = [];
  folder = await mkdtemp(join(tmpdir(), 'atelier-at-start-'));
  // Open to the user that runs the server for root.
  await chmod(folder, 0o755);
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  await rm(folder, { recursive: true });
});

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  const settings = { PORT: '0', ATELIER_BACKUP_DIR: join(folder, 'backups'), ...environment };
  const nothing = () => undefined;
  const begin = (stage: string) => stages.push(stage);
  const progress = { begin, update: nothing, finish: nothing, fail: nothing };
  // That it works as the owner is told at each start.
  const note = (text: string) => /^Works as/.test(text) || notes.push(text);
  apps.push(await startApp(readSettings(settings, folder), folders, { ...progress, note }));
}

/** Applies all migrations but the last, with something in them that a backup can lose. */
async function leaveBehind(db: ReturnType<typeof connect>): Promise<void> {
  const before = (await readMigrationFiles(sourceMigrationsFolder)).at(-2)?.name;
  await migrateUp(db, { to: before });
  await db.raw(
    `INSERT INTO miniatures.miniature_types (id, name) VALUES (gen_random_uuid(), 'Orc')`,
  );
}

const pendingOf = async (db: ReturnType<typeof connect>) => (await migrationStatus(db)).pending;
const backups = (): Promise<string[]> => readdir(join(folder, 'backups')).catch(() => []);

test('the embedded database is copied before the start migrates it, and only then', async () => {
  const dataDir = join(folder, 'data');
  const server = await startEmbeddedPostgres({ dataDir });
  const db = connect({ connectionString: server.connectionString, poolSize: 1 });
  await leaveBehind(db);
  await db.destroy();
  await server.stop();

  await start({ ATELIER_DATA_DIR: dataDir });
  const [made] = await backups();
  expect(notes).toEqual([`Backup: ${made}`]);
  const [app] = apps;
  expect(await (await fetch(`${app?.url}/api/v1/types`)).text()).toContain('Orc');

  await apps.pop()?.close();
  stages = [];
  await start({ ATELIER_DATA_DIR: dataDir });
  expect(await backups()).toEqual([made]);
  expect(stages.slice(1)).toEqual([
    'Connecting to the database',
    'Migrating the database',
    'Opening the web server',
  ]);
});

test('what the role may not do is refused before a backup is tried, with the owner', async () => {
  const role = `atelier_start_${process.pid}`;
  const { db, connectionString, drop } = await createTestDatabase({ poolSize: 1 });
  try {
    await db.raw(`CREATE ROLE ${role} LOGIN CREATEDB PASSWORD 'a-secret' IN ROLE pg_read_all_data;
      GRANT USAGE ON SCHEMA lifecycle TO ${role};
      DELETE FROM lifecycle.schema_migrations
      WHERE name = (SELECT max(name) FROM lifecycle.schema_migrations)`);
    const url = new URL(connectionString);
    url.username = role;
    url.password = 'a-secret';
    await expect(start({ DATABASE_URL: url.href })).rejects.toMatchObject({
      code: 'ERR_OWNER_NEEDED',
      params: { role, objects: expect.stringContaining('lifecycle.schema_migrations') },
    });
    expect(notes).toEqual([]);
  } finally {
    await db.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await drop();
  }
});

if (external === undefined) test('a dump before the start', () => console.warn(notCovered));
else {
  const { adminUrl, tools } = external;
  test('of two apps that start at once on a server, one makes the dump', async () => {
    const admin = connect({ connectionString: adminUrl, poolSize: 1 });
    await admin.raw('CREATE DATABASE started');
    const connectionString = inDatabase(adminUrl, 'started');
    const db = connect({ connectionString, poolSize: 1 });
    try {
      await leaveBehind(db);
      const environment = { DATABASE_URL: connectionString, ATELIER_PG_BIN: tools.folder };
      await Promise.all([start(environment), start(environment)]);
      expect(await backups()).toEqual([expect.stringContaining('before-start')]);
      expect(await pendingOf(db)).toEqual([]);
    } finally {
      for (const app of apps.splice(0)) await app.close();
      await db.destroy();
      await admin.raw('DROP DATABASE started WITH (FORCE)');
      await admin.destroy();
    }
  });

  test.each([
    [
      'CREATE EXTENSION pg_stat_statements',
      [/^Left out of the trial.*: extension pg_stat_/, /^Backup/],
    ],
    [
      'CREATE EXTENSION earthdistance CASCADE; CREATE TABLE places (at earth)',
      [/^No backup is made \(ERR_BACKUP_BEYOND_ROLE\)/],
    ],
  ])('what only a superuser may make does not stop an owner: %s', async (made, noted) => {
    const admin = connect({ connectionString: adminUrl, poolSize: 1 });
    await admin.raw("CREATE ROLE keeper LOGIN PASSWORD 'secret' CREATEDB");
    await admin.raw('CREATE DATABASE started OWNER keeper');
    const above = connect({ connectionString: inDatabase(adminUrl, 'started'), poolSize: 1 });
    const url = new URL(inDatabase(adminUrl, 'started'));
    [url.username, url.password] = ['keeper', 'secret'];
    const db = connect({ connectionString: url.href, poolSize: 1 });
    try {
      await leaveBehind(db);
      await above.raw(made);
      await above.raw('GRANT SELECT ON ALL TABLES IN SCHEMA public TO keeper');
      await start({ DATABASE_URL: url.href, ATELIER_PG_BIN: tools.folder });
      expect(notes).toEqual(noted.map((words) => expect.stringMatching(words)));
      expect(await pendingOf(db)).toEqual([]);
    } finally {
      for (const app of apps.splice(0)) await app.close();
      await db.destroy();
      await above.destroy();
      await admin.raw('DROP DATABASE started WITH (FORCE)');
      await admin.raw('DROP ROLE keeper');
      await admin.destroy();
    }
  });
}

test('without the tools the start says so and goes on; a backup that fails stops it', async () => {
  const { db, connectionString, drop } = await createTestDatabase({ empty: true });
  try {
    await leaveBehind(db);
    await writeFile(join(folder, 'file'), '');
    const denied = {
      DATABASE_URL: connectionString,
      ATELIER_BACKUP_DIR: join(folder, 'file/below'),
    };
    await expect(start(denied)).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_BACKUP_FOLDER_DENIED' }),
    );
    expect(await pendingOf(db)).toHaveLength(1);

    await start({ DATABASE_URL: connectionString, ATELIER_PG_BIN: folder });
    expect(notes).toEqual([
      'No backup is made (ERR_BACKUP_TOOLS_MISSING); `atelier db backup` says what it lacks.',
    ]);
    expect(await pendingOf(db)).toEqual([]);
  } finally {
    for (const app of apps.splice(0)) await app.close();
    await drop();
  }
});

test('DB_BACKUP=0 makes none', async () => {
  const { db, connectionString, drop } = await createTestDatabase({ empty: true });
  try {
    await leaveBehind(db);
    await start({ DATABASE_URL: connectionString, ATELIER_PG_BIN: folder, DB_BACKUP: '0' });
    expect(notes).toEqual([]);
    expect(await pendingOf(db)).toEqual([]);
  } finally {
    for (const app of apps.splice(0)) await app.close();
    await drop();
  }
});
