import { chmod, cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { attachedEmbeddedUrl } from '@atelier/lifecycle/embedded/connection-url.ts';
import { sourceMigrationsFolder } from '@atelier/lifecycle/migrate/migration-files.ts';
import { applyAppRole } from '@atelier/lifecycle/roles/app-role.ts';
import { readSettings } from '@atelier/lifecycle/session/env.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../../src/start-app.ts';

const folders = {
  migrationsFolder: sourceMigrationsFolder,
  program: 'atelier',
  webRoot: undefined,
};
let folder: string;
let notes: string[];
const apps: RunningApp[] = [];
beforeEach(async () => {
  notes = [];
  folder = await mkdtemp(join(tmpdir(), 'atelier-own-role-'));
  // Open to the user that runs the server for root.
  await chmod(folder, 0o755);
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  await rm(folder, { recursive: true });
});

async function start(
  environment: Readonly<Record<string, string>>,
  from = folders,
): Promise<RunningApp> {
  const nothing = () => undefined;
  const stages = { begin: nothing, update: nothing, finish: nothing, fail: nothing };
  const progress = { ...stages, note: (text: string) => notes.push(text) };
  const settings = readSettings({ PORT: '0', ATELIER_DATA_DIR: 'data', ...environment }, folder);
  const app = await startApp(settings, from, progress);
  apps.push(app);
  return app;
}

/** Adds a type, and looks at the page of the database, which needs the owner. */
async function use({ url }: RunningApp): Promise<readonly unknown[]> {
  const post = (path: string, body: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const added = await post('/api/v1/types', { name: `Orks ${Date.now()}` });
  const checked = await fetch(`${url}/api/trpc/lifecycle.checkDrift`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  const { result, error } = (await checked.json()) as {
    readonly result?: { readonly data: { readonly differences?: readonly unknown[] } };
    readonly error?: unknown;
  };
  return [added.status, checked.status, error ?? Object.keys(result?.data ?? {}).length > 0];
}

/** Which of the app's connections are a role's. */
async function connectionsOf(db: TestDatabase['db'], role: string): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `SELECT DISTINCT application_name AS name FROM pg_stat_activity
    WHERE usename = ? AND datname = current_database() ORDER BY name`,
    [role],
  );
  return rows.map(({ name }) => name);
}

const ofTheApp = ['atelier', 'atelier listener', 'atelier worker', 'atelier worker listener'];

test('on its own server the app works as a role that owns nothing, from the first start on', async () => {
  for (const restart of [false, true]) {
    const app = await start({});
    expect(await use(app)).toEqual([201, 200, true]);
    expect(notes).toEqual([]);
    const owner = connect({ connectionString: await attachedEmbeddedUrl(join(folder, 'data')) });
    try {
      expect(await connectionsOf(owner, 'atelier_app')).toEqual(ofTheApp);
      const { rows } = await owner.raw(`
        SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication AS mighty,
          has_table_privilege('atelier_app', 'identity.audit_log', 'UPDATE') AS changes
        FROM pg_roles WHERE rolname = 'atelier_app'`);
      expect(rows).toEqual([{ mighty: false, changes: false }]);
    } finally {
      await owner.destroy();
    }
    expect((await stat(join(folder, 'data/postgres-app-password'))).mode & 0o777).toBe(0o600);
    await apps.pop()?.close();
    // Lost, it is made anew: the role gets it at the start.
    if (!restart) await rm(join(folder, 'data/postgres-app-password'));
  }
  expect(await readdir(join(folder, 'data'))).toContain('postgres-app-password');
});

test('on another server it does with DATABASE_OWNER_URL, and says so where it works as the owner', async () => {
  const database = await createTestDatabase();
  const name = `atelier_own_role_${process.pid}`;
  const url = new URL(database.connectionString);
  const owner = decodeURIComponent(url.username);
  url.username = name;
  url.password = 'a-secret';
  try {
    await start({ DATABASE_URL: database.connectionString });
    expect(notes).toEqual([
      `Works as ${owner}, who owns the tables; \`atelier db roles\` gives the app a role that cannot change them`,
    ]);
    await apps.pop()?.close();
    notes = [];

    await applyAppRole(database.db, { name, password: 'a-secret' });
    await database.db.raw(`REVOKE ALL ON ALL TABLES IN SCHEMA miniatures FROM ${name}`);
    const environment = {
      DATABASE_URL: url.href,
      DATABASE_OWNER_URL: database.connectionString,
    };
    expect(await use(await start(environment))).toEqual([201, 200, true]);
    expect(await connectionsOf(database.db, name)).toEqual(ofTheApp);
    await apps.pop()?.close();

    // Somebody else migrates.
    await start({ DATABASE_URL: url.href, DB_BOOTSTRAP: '0' });
    expect(notes).toEqual([]);
    await apps.pop()?.close();

    const elsewhere = new URL(database.connectionString);
    elsewhere.pathname = '/postgres';
    await expect(
      start({ DATABASE_URL: elsewhere.href, DATABASE_OWNER_URL: database.connectionString }),
    ).rejects.toMatchObject({
      code: 'ERR_SETTING_INVALID',
      params: { name: 'DATABASE_OWNER_URL' },
    });
  } finally {
    for (const app of apps.splice(0)) await app.close();
    await database.db.raw(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
    await database.drop();
  }
});

test('a start that fails halfway lets the app’s role use what was made before', async () => {
  const database = await createTestDatabase();
  const name = `atelier_halfway_${process.pid}`;
  const url = new URL(database.connectionString);
  url.username = name;
  url.password = 'a-secret';
  const migrationsFolder = join(folder, 'migrations');
  const write = (file: string, sql: string) =>
    writeFile(
      join(migrationsFolder, `${file}.js`),
      `export const up = (knex) => knex.raw('${sql}');\nexport const down = async () => {};\n`,
    );
  try {
    await applyAppRole(database.db, { name, password: 'a-secret' });
    await cp(sourceMigrationsFolder, migrationsFolder, { recursive: true });
    await write('20990101000000_miniatures_add_kept', 'CREATE TABLE miniatures.kept ()');
    await write('20990102000000_miniatures_fail', 'SELECT 1 / 0');
    const environment = {
      DATABASE_URL: url.href,
      DATABASE_OWNER_URL: database.connectionString,
      DB_BACKUP: '0',
    };
    await expect(start(environment, { ...folders, migrationsFolder })).rejects.toThrow();
    const app = connect({ connectionString: url.href, poolSize: 1 });
    expect(await app('miniatures.kept').finally(() => app.destroy())).toEqual([]);
  } finally {
    await database.db.raw(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
    await database.drop();
  }
});
