import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { attachedEmbeddedUrl } from '@atelier/lifecycle/embedded/connection-url.ts';
import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Variables that people have in their shells for other databases.

let folder: string;
let given: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-shell-'));
  // Open to the user that runs the server for root.
  await chmod(folder, 0o755);
  given = await createTestDatabase({ poolSize: 1 });
});
afterAll(async () => {
  await given.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Every variable that libpq or the driver reads, with a value that ends or bends a connection. */
const bent = {
  PGHOST: 'nowhere.invalid',
  PGHOSTADDR: '192.0.2.1',
  PGPORT: '1',
  PGDATABASE: 'other',
  PGUSER: 'other',
  PGPASSWORD: 'wrong',
  PGPASSFILE: '/nowhere',
  PGSERVICE: 'none',
  PGSERVICEFILE: '/nowhere',
  PGSSLMODE: 'require',
  PGSSLNEGOTIATION: 'direct',
  PGSSLROOTCERT: '/nowhere',
  PGSSLCERT: '/nowhere',
  PGSSLKEY: '/nowhere',
  PGREQUIRESSL: '1',
  PGOPTIONS: '-c search_path=nowhere -c default_transaction_read_only=on',
  PGAPPNAME: 'other',
  PGCLIENTENCODING: 'LATIN1',
  PGCLIENT_ENCODING: 'latin1',
  PGREPLICATION: 'database',
  PGBINARY: '1',
  PGCONNECT_TIMEOUT: '1',
  PGDATESTYLE: 'German',
  PGTZ: 'Asia/Tokyo',
  PGDATA: '/nowhere',
  PGTARGETSESSIONATTRS: 'standby',
  PGCHANNELBINDING: 'require',
};

test('none of them reaches our own server, from its making on', async () => {
  const ATELIER_DATA_DIR = join(folder, 'data');
  // The second start finds a database, and makes a connection at once.
  for (const start of ['first', 'second']) {
    const app = startAppProcess({ ...bent, ATELIER_DATA_DIR });
    const url = await app.url();
    const created = await fetch(`${url}/api/v1/types`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `Größe ${start}` }),
    });
    expect(created.status).toBe(201);
    const db = connect({ connectionString: await attachedEmbeddedUrl(ATELIER_DATA_DIR) });
    const { rows } = await db.raw(
      "SELECT count(*)::int AS others FROM pg_stat_activity WHERE application_name = 'other'",
    );
    const names = await db('miniatures.miniature_types').pluck('name');
    await db.destroy();
    expect(rows).toEqual([{ others: 0 }]);
    expect(names).toContain(`Größe ${start}`);
    app.process.kill('SIGTERM');
    expect(await app.ended()).toBe(0);
    expect(app.errors()).toBe('');
  }
});

test('to a given address they say what it leaves out, or why it is refused, in one line', async () => {
  const DATABASE_URL = given.connectionString;
  const app = startAppProcess({ DATABASE_URL, PGOPTIONS: '-c application_name=x -c work_mem=9MB' });
  await app.url();
  const { rows } = await given.db.raw(
    `SELECT count(*)::int AS ours FROM pg_stat_activity
     WHERE application_name = 'atelier' AND datname = current_database()`,
  );
  expect(rows[0].ours).toBeGreaterThan(0);
  app.process.kill('SIGTERM');
  expect(await app.ended()).toBe(0);

  for (const [variables, line] of [
    [{ PGSSLMODE: 'require' }, 'ERR_DATABASE_TLS: '],
    [{ PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/nowhere' }, 'ERR_SETTING_INVALID: '],
    [{ PGSSLNEGOTIATION: 'sideways' }, 'ERR_SETTING_INVALID: '],
    [{ PGOPTIONS: '-c no_such_setting=1' }, 'ERR_DATABASE_FAILED: '],
    [{ PGOPTIONS: '-c default_transaction_read_only=on' }, 'ERR_DATABASE_READ_ONLY: '],
  ] as const) {
    const refused = startAppProcess({ DATABASE_URL, ...variables });
    expect(await refused.ended()).toBe(1);
    const lines = refused.errors().trimEnd().split('\n');
    expect(lines).toEqual([expect.stringContaining(`[${line}`)]);
  }
});
