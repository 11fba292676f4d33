import { startAppProcess } from '@atelier/testkit/app-process.ts';
import {
  hasPgBouncer,
  type PgBouncer,
  poolerNotCovered,
  startPgBouncer,
} from '@atelier/testkit/pgbouncer.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStream } from '../kernel/live/open-stream.ts';

const isThere = await hasPgBouncer();
if (!isThere) console.warn(poolerNotCovered);

let empty: TestDatabase;
let pooler: PgBouncer | undefined;
beforeAll(async () => {
  empty = await createTestDatabase({ empty: true, poolSize: 2 });
});
afterAll(() => empty.drop());
afterEach(async () => {
  await pooler?.stop();
  pooler = undefined;
});

/** The address through a pooler with these settings and else its defaults. */
async function pooled(settings: Readonly<Record<string, string>>): Promise<string> {
  pooler = await startPgBouncer(empty.connectionString, settings);
  return pooler.url(empty.connectionString);
}

/** The one line in which a start is refused. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const app = startAppProcess(env);
  expect(await app.ended()).toBe(1);
  const lines = app.errors().trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

/** Starts the app, has `work` done with its address, and ends it. */
async function withApp(
  env: Readonly<Record<string, string>>,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const app = startAppProcess(env);
  try {
    await work(await app.url());
  } finally {
    app.process.kill('SIGTERM');
    expect(await app.ended()).toBe(0);
  }
  expect(app.errors()).toBe('');
}

async function post<Body>(url: string, body: unknown): Promise<Body> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([200, 201]).toContain(response.status);
  return (await response.json()) as Body;
}

/** Makes a type with miniatures, and moves them one by one, all at once. */
async function moveMany(url: string, name: string): Promise<void> {
  const types = `${url}/api/v1/types`;
  const { id } = await post<{ id: string }>(types, { name });
  await post(`${types}/${id}/add`, { qty: 20 });
  const move = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
  await Promise.all(Array.from({ length: 20 }, () => post(`${types}/${id}/move`, move)));
  const { counts } = (await (await fetch(`${types}/${id}`)).json()) as {
    counts: Record<string, number>;
  };
  expect(counts).toMatchObject({ in_box: 0, building: 20 });
}

const locks = async (): Promise<number> => {
  const { rows } = await empty.db.raw(
    `SELECT count(*)::int AS held FROM pg_locks
     WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0].held;
};

test.skipIf(!isThere)('transactions of a pooler are refused, and no lock stays', async () => {
  for (const ignored of ['', 'options, extra_float_digits']) {
    const DATABASE_URL = await pooled({
      pool_mode: 'transaction',
      ignore_startup_parameters: ignored,
    });
    expect(await refusal({ DATABASE_URL })).toMatch(
      /name the server’s own address in DATABASE_DIRECT_URL.*\[ERR_DATABASE_POOLED\]$/,
    );
    expect(await locks()).toBe(0);
    await pooler?.stop();
    pooler = undefined;
  }
});

test.skipIf(!isThere)('a parameter that a pooler does not pass on is told as that', async () => {
  const url = await pooled({});
  expect(await refusal({ DATABASE_URL: `${url}?options=-c%20work_mem%3D8MB` })).toMatch(
    /\[ERR_DATABASE_POOLED: says unsupported startup parameter: options\]$/,
  );
});

test.skipIf(!isThere)('sessions of a pooler are as good as none, with its defaults', async () => {
  await withApp({ DATABASE_URL: await pooled({}) }, (url) => moveMany(url, 'By session'));
  expect(await locks()).toBe(0);
});

test.skipIf(!isThere)('beside a direct address the pool goes by transactions', async () => {
  const DATABASE_URL = await pooled({ pool_mode: 'transaction', default_pool_size: '3' });
  const env = { DATABASE_URL, DATABASE_DIRECT_URL: empty.connectionString };
  await withApp(env, async (url) => {
    const { events, close } = await openStream(url);
    await expect.poll(() => events.map(({ kind }) => kind)).toContain('missed');
    await moveMany(url, 'By transaction');
    await expect.poll(() => events.at(-1)).toMatchObject({ kind: 'changed', entity: 'type' });
    close();

    const exported = await fetch(`${url}/api/v1/export`);
    expect(exported.status).toBe(200);
    const file = await exported.text();
    expect(file).toContain('By transaction');
    const imported = await fetch(`${url}/api/v1/import?large=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: file,
    });
    expect([200, 201]).toContain(imported.status);
  });
  expect(await locks()).toBe(0);
  // What was done went through it, and left its sessions as they were.
  const { rows } = await empty.db.raw(
    `SELECT count(*)::int AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'atelier'`,
  );
  expect(rows[0].sessions).toBeGreaterThan(0);
});

test.skipIf(!isThere)('a direct address of another database is refused', async () => {
  const other = await createTestDatabase({ empty: true, poolSize: 1 });
  try {
    const DATABASE_URL = await pooled({ pool_mode: 'transaction' });
    const line = await refusal({ DATABASE_URL, DATABASE_DIRECT_URL: other.connectionString });
    expect(line).toContain('[ERR_SETTING_INVALID: name DATABASE_DIRECT_URL, expected the address');
    const { rows } = await other.db.raw("SELECT to_regnamespace('lifecycle') AS found");
    expect(rows).toEqual([{ found: null }]);
  } finally {
    await other.drop();
  }
});
