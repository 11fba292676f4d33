import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, spawnCli } from './run-cli.ts';

// The command line as an operator's script uses it: exit codes, JSON on stdout, words on stderr.

let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  env = { DATABASE_URL: database.connectionString };
});

afterAll(() => database.drop());

test('a fresh database: what is pending, init, status, and nothing left to do', async () => {
  const before = await spawnCli(['db', 'status', '--exit-code'], env);
  expect(before.code).toBe(3);
  expect(before.out).toMatch(/^Revision: none/);

  const unasked = await spawnCli(['db', 'up'], env);
  expect(unasked.code).toBe(2);
  expect(unasked.errors).toContain('ERR_NOT_CONFIRMED');
  const dry = await spawnCli(['db', 'up', '--dry-run', '--json'], env);
  expect(JSON.parse(dry.out).pending.length).toBeGreaterThan(2);
  expect((await database.db.raw("SELECT to_regnamespace('miniatures') AS it")).rows).toEqual([
    { it: null },
  ]);

  const init = await spawnCli(['db', 'init', '--yes', '--json'], env);
  expect(init.errors).toContain('✓ Applying');
  expect(JSON.parse(init.out).seeded).toEqual([
    'miniatures',
    'orchestra',
    'runs',
    'time',
    'tracks',
  ]);
  const after = await spawnCli(['db', 'status', '--exit-code', '--json'], env);
  expect(after.code).toBe(0);
  expect(JSON.parse(after.out)).toMatchObject({ pending: [], mismatches: [], interrupted: null });
  expect((await spawnCli(['db', 'up', '--yes'], env)).out).toContain('Nothing to apply');
});

test('a database that holds tables is not made anew without --force', async () => {
  const refused = await runCli(['db', 'init', '--yes', '--json'], env);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out).error.code).toBe('ERR_DATABASE_NOT_EMPTY');
  const { rows } = await database.db.raw(
    'SELECT count(*)::int AS types FROM miniatures.miniature_types',
  );
  expect(rows).toEqual([{ types: 3 }]);
});

test('one step down and up again; an edited file is named with its fix', async () => {
  const down = await runCli(['db', 'down', '--yes', '--no-backup', '--json'], env);
  expect(down.code).toBe(0);
  const [name] = JSON.parse(down.out).changed;
  const up = await runCli(['db', 'up', '--yes', '--no-backup', '--json'], env);
  expect(JSON.parse(up.out)).toEqual({ changed: [name], revision: name });
  await database.db.raw(
    "UPDATE lifecycle.schema_migrations SET checksum = 'another' WHERE name = ?",
    [name],
  );
  const status = await runCli(['db', 'status', '--exit-code'], env);
  expect(status.code).toBe(3);
  expect(status.out).toContain(`git log -p -- packages/db/migrations/${name}.js`);
  const refused = await runCli(['db', 'up', '--yes'], env);
  expect(refused.code).toBe(1);
  expect(refused.errors).toContain(`[ERR_MIGRATION_EDITED: name ${name}]`);
});

test('demo data: an unknown area is a usage error, missing tables a refusal with a code', async () => {
  const unknown = await runCli(['db', 'seed', 'nope', '--yes'], env);
  expect([unknown.code, unknown.errors]).toEqual([
    2,
    expect.stringContaining('miniatures, orchestra, runs'),
  ]);
  const legacy = await createTestDatabase({ empty: true });
  try {
    const there = { DATABASE_URL: legacy.connectionString };
    const refused = await runCli(['db', 'seed', '--yes'], there);
    expect([refused.code, refused.errors]).toEqual([
      1,
      expect.stringContaining('[ERR_SEED_UNMIGRATED: area miniatures]'),
    ]);
    expect((await runCli(['db', 'status'], there)).out).toMatch(
      /^Revision: none; the database is empty/,
    );
    await legacy.db.raw('CREATE TABLE public.notes (id int)');
    expect((await runCli(['db', 'status'], there)).out).toMatch(
      /^Revision: none; not managed yet: 1 table$/m,
    );
    const reset = await runCli(['db', 'reset', '--yes', '--no-backup'], there);
    expect(reset.out).toContain('Tables of others stay: 1.');
  } finally {
    await legacy.drop();
  }
});

test('who reads as much as a line is told nothing of a broken pipe', async () => {
  const { code, out, errors } = await spawnCli(['db', 'status', '--json'], env, {
    wrapper: ['bash', '-c', 'set -o pipefail; "$@" | true', 'bash'],
  });
  expect([code, out, errors]).toEqual([0, '', expect.stringMatching(/^Database: \S+\n$/)]);
});

test('what is not understood is a usage error that names the help', async () => {
  const unknown = await runCli(['db', 'fly'], env);
  expect([unknown.code, unknown.errors]).toEqual([
    2,
    expect.stringContaining('npm run atelier -- db --help'),
  ]);
  expect((await runCli(['db', 'up', '--sideways'], env)).code).toBe(2);
  for (const words of [
    ['db', 'fly', '--json'],
    ['db', '--json'],
  ]) {
    const { code, out } = await runCli(words, env);
    expect([code, JSON.parse(out).error.code]).toEqual([2, 'ERR_USAGE']);
  }
  expect((await runCli(['db', 'up', 'extra'], env)).code).toBe(2);
  const help = await runCli(['db', 'up', '--help'], env);
  expect([help.code, help.out]).toEqual([0, expect.stringContaining('--to <revision>')]);
  const list = await spawnCli(['db', '--help'], env, { viaScript: true });
  expect(list.out).toContain('restore');
});

test('a database that is not there is said so, without the password', async () => {
  const url = new URL(database.connectionString);
  url.pathname = '/no-such-database';
  const { code, errors, out } = await runCli(['db', 'status'], { DATABASE_URL: url.href });
  expect(code).toBe(1);
  expect(errors).toContain('[ERR_DATABASE_MISSING: database no-such-database]');
  expect(out + errors).not.toContain(url.password || '://');
});
