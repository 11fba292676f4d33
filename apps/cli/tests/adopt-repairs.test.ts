import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lineOf } from './line-of.ts';
import { runInProcess } from './run-in-process.ts';

// What `adopt --repair` says of its repairs before, after a failure, and on the way back.

const fixture = join(
  import.meta.dirname,
  '../../../packages/lifecycle/tests/adopt/fixtures/time-legacy.sql',
);
const adopt = 'adopt time-legacy --repair --accept-all';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'atelier-repairs-'));
  await database.db.raw((await readFile(fixture, 'utf8')).replaceAll('?', '\\?'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (typed: string) =>
  runInProcess(`${typed} --yes`.split(' '), {
    DATABASE_URL: database.connectionString,
    ATELIER_BACKUP_DIR: folder,
  });

/** The commands that a text tells behind a line, as they are typed behind `db`. */
const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/atelier db ([^\n]+)/g)].map(([, command = '']) => command);

async function released(): Promise<readonly string[]> {
  const done = await run(`${adopt} --no-backup`);
  expect(done.code).toBe(0);
  const [release = '', ...undo] = commandsIn(done.printed.join('\n'));
  expect((await run(`${release} --no-backup`)).code).toBe(0);
  return undo;
}

test('a sequence that a repair made goes again, also when it has given out numbers', async () => {
  const { db } = database;
  await db.raw('ALTER TABLE roles ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE roles_id_seq');
  const [{ max }] = (await db.raw('SELECT max(id) FROM roles')).rows;
  const undo = await released();
  const { rows } = await db.raw("SELECT nextval('roles_id_seq')::int AS next");
  expect(rows).toEqual([{ next: max + 1 }]);
  for (const command of undo) {
    expect([command, (await run(`${command} --no-backup`)).code]).toEqual([command, 0]);
  }
  const left = await db.raw("SELECT to_regclass('roles_id_seq') AS sequence");
  expect(left.rows).toEqual([{ sequence: null }]);
});

test('a table that a repair made is not taken back with its rows', async () => {
  const { db } = database;
  await db.raw(
    'CREATE TABLE kept_results AS SELECT * FROM diagnostic_results; DROP TABLE diagnostic_results',
  );
  const undo = await released();
  await db.raw('INSERT INTO diagnostic_results SELECT * FROM kept_results ORDER BY id LIMIT 1');
  const [command = ''] = undo;
  const { code, errors } = await run(`${command} --no-backup`);
  expect([code, lineOf(errors)]).toEqual([
    1,
    expect.stringMatching(/ERR_REPAIR_HOLDS: reason Table \S*diagnostic_results holds rows\]$/),
  ]);
  await db.raw('DELETE FROM diagnostic_results');
  expect((await run(`${command} --no-backup`)).code).toBe(0);
});

test('where the rows do not allow one, what stands is told, and the whole command that goes on', async () => {
  const { db } = database;
  await db.raw(`DROP INDEX ux_roles_slug;
    UPDATE roles SET slug = (SELECT slug FROM roles ORDER BY id LIMIT 1)`);
  const failed = await run(`${adopt} --no-backup`);
  expect([failed.code, lineOf(failed.errors)]).toEqual([
    1,
    expect.stringContaining('[ERR_FIX_FAILED: id missing:index:roles.ux_roles_slug, reason '),
  ]);
  expect(failed.errors).toContain('Not adopted. 4 repairs before it stand');
  expect(failed.errors).toMatch(/db repair --undo 4\n[\s\S]*db repair --undo 1\n/);
  const [goOn = ''] = commandsIn(lineOf(failed.errors)).map((each) =>
    each.replace(/\.? \[.*$/, ''),
  );
  expect(goOn).toBe(
    `${adopt.replace('--repair --accept-all', '--accept-all --repair')} --no-backup --accept missing:index:roles.ux_roles_slug`,
  );
  expect((await run(goOn)).code).toBe(0);
});

test('a dry run tells what would differ after the repairs, and that is what is accepted', async () => {
  const { db } = database;
  await db.raw(
    "ALTER TABLE roles ADD COLUMN mood text; ALTER TABLE tasks ALTER COLUMN title SET DEFAULT 'x'",
  );
  const dry = (await run(`${adopt} --dry-run`)).printed.join('\n');
  const left = /After the repairs \d+ differences would be found:\n((?: {2}\S.*\n?)+)/.exec(
    dry,
  )?.[1];
  const told = [...(left ?? '').matchAll(/^ {2}(\S+): /gm)].map(([, id]) => id);
  expect(told).toContain('extra:column:roles.mood');
  expect(told).toContain('default:column:tasks.title');
  const done = await run(`${adopt} --no-backup`);
  const accepted = [...done.printed.join('\n').matchAll(/^Accepted (\S+)$/gm)].map(([, id]) => id);
  expect(accepted.toSorted()).toEqual(told.toSorted());
});

test('what does the same under another name is renamed, and gets no second one beside it', async () => {
  const { db } = database;
  await db.raw(`
    UPDATE time_entries SET end_time = start_time WHERE end_time IS NULL;
    CREATE UNIQUE INDEX one_timer ON time_entries (owner_id) WHERE NOT (end_time IS NOT NULL)`);
  const done = await run(`${adopt} --no-backup`);
  expect(done.code).toBe(0);
  const { rows } = await db.raw(`
    SELECT indexname AS name FROM pg_indexes
    WHERE schemaname = 'time' AND tablename = 'time_entries' AND indexdef LIKE '%WHERE%'`);
  expect(rows).toEqual([{ name: 'ux_time_entries_running' }]);
});
