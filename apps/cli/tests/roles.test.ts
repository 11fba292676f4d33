import { connect } from '@atelier/db/kernel/connection.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

const name = `atelier_cli_app_${process.pid}`;
let database: TestDatabase;
let appUrl: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.connectionString);
  url.username = name;
  url.password = 'a-secret';
  appUrl = url.href;
});
afterAll(async () => {
  await database.db.raw(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
  await database.drop();
});

const environment = () => ({
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: database.connectionString,
});

test('db roles prints what it would do, does it, and is done', async () => {
  const printed = await runInProcess(['roles'], environment());
  expect(printed.code).toBe(0);
  const sql = printed.printed.join('\n');
  expect(sql).toContain(`CREATE ROLE "${name}" LOGIN;`);
  expect(sql).toContain(`GRANT SELECT, INSERT ON TABLE identity.audit_log TO "${name}";`);
  expect(sql).not.toContain('a-secret');

  const applied = await runInProcess(['roles', '--apply', '--yes'], environment());
  expect(applied.code).toBe(0);
  const app = connect({ connectionString: appUrl, poolSize: 1 });
  try {
    expect(await app('identity.audit_log').count()).toEqual([{ count: '0' }]);
    await expect(app('identity.audit_log').delete()).rejects.toMatchObject({ code: '42501' });
  } finally {
    await app.destroy();
  }
  const again = await runInProcess(['roles', '--json'], environment());
  expect(JSON.parse(again.printed.join(''))).toMatchObject({ role: name, statements: [] });
});

test('db up grants the role what new tables need', async () => {
  const down = await runInProcess(['down', '--yes', '--no-backup'], environment());
  expect(down.code).toBe(0);
  const up = await runInProcess(['up', '--yes', '--no-backup'], environment());
  expect(up.code).toBe(0);
  const again = await runInProcess(['roles', '--json'], environment());
  expect(JSON.parse(again.printed.join(''))).toMatchObject({ statements: [] });
});

test('the role that the command works as is none for the app, nor may the app’s grant itself anything', async () => {
  const { username } = new URL(database.connectionString);
  const own = await runInProcess(['roles', '--role', decodeURIComponent(username)], environment());
  expect(own.code).toBe(2);
  await database.db.raw(`REVOKE DELETE ON identity.users FROM ${name}`);
  const asApp = await runInProcess(['roles', '--role', 'another', '--apply', '--yes'], {
    DATABASE_URL: appUrl,
  });
  expect(asApp.errors).toContain('ERR_OWNER_NEEDED');
});
