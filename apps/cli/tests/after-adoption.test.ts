import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceOf } from '@atelier/lifecycle/backup/dump-backup.ts';
import { storeBackup } from '@atelier/testkit/stored-backup.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

// One adopted database, and what the commands say of it from then on; each test goes on from the last.

// The last of those that are stamped, since the repairs come first.
const stamped = '20261121040220_time_resource_keys';
const fixtures = join(import.meta.dirname, '../../../packages/lifecycle/tests/adopt/fixtures');

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'atelier-after-adoption-'));
  for (const name of ['time-legacy', 'time-legacy.drift']) {
    const sql = await readFile(join(fixtures, `${name}.sql`), 'utf8');
    await database.db.raw(sql.replaceAll('?', '\\?'));
  }
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) =>
  runInProcess(words, { DATABASE_URL: database.connectionString, ATELIER_BACKUP_DIR: folder });

/** The exit code, and what was printed with `--json`. */
async function facts(...words: string[]) {
  const { code, printed } = await run(...words, '--json');
  return { code, ...JSON.parse(printed[0] ?? '') };
}

test('no script builds empty tables beside those that are not adopted', async () => {
  expect(await facts('sql')).toMatchObject({ code: 1, error: { code: 'ERR_DATABASE_UNADOPTED' } });
  expect((await facts('sql', '--from', 'none')).code).toBe(0);
});

test('what is in the way of an adoption is told apart from what it does', async () => {
  const dry = await run('adopt', 'time-legacy', '--dry-run');
  const lines = dry.printed.slice(dry.printed.indexOf('In the way:'));
  expect([dry.code, lines.slice(0, 5)]).toEqual([
    1,
    [
      'In the way:',
      ...Array.from({ length: 2 }, () =>
        expect.stringMatching(/^ {2}(\S+): fix it \(--repair\), or --accept \1$/),
      ),
      '',
      'Then:',
    ],
  ]);
  expect(lines.at(-1)).toBe('Would be refused: 2 differences.');
  await database.db.raw('ALTER TABLE resources ADD COLUMN extra integer');
  const extra = 'extra:column:resources.extra';
  expect((await run('adopt', 'time-legacy', '--dry-run', '--repair')).printed).toContain(
    `  ${extra}: --accept ${extra}`,
  );
  await database.db.raw('ALTER TABLE resources DROP COLUMN extra');
});

test('what an adoption accepted is told apart, and is no drift', async () => {
  const adopted = await run(
    ...['adopt', 'time-legacy', '--repair', '--fix-functions', '--yes', '--no-backup'],
  );
  expect([adopted.code, adopted.errors]).toEqual([0, expect.any(String)]);

  const { code, printed } = await run('drift', '--exit-code', '--fix', 'auto');
  expect([code, printed]).toEqual([
    0,
    expect.arrayContaining([
      'Accepted at the adoption of time-legacy, and not counted (--include-accepted counts and fixes it):',
      '  column area_id_kept: extra',
      '  column project_id_kept: extra',
      'No differences.',
      'Nothing to fix, so nothing was written.',
    ]),
  ]);
});

test('their fix is written on demand; what a repair keeps needs no adoption', async () => {
  await database.db.raw("UPDATE lifecycle.adoptions SET facts = facts - 'differences'");
  // A folder is enough: it gets a name of its own.
  const drift = await facts('drift', '--include-accepted', '--exit-code', '--fix', folder);
  expect(drift).toMatchObject({ code: 3, differences: [] });
  expect(drift.accepted).toMatchObject([
    { acceptedBy: { kind: 'repair' } },
    { acceptedBy: { kind: 'repair' } },
  ]);
  expect(drift.fix.slice(folder.length)).toMatch(/^.\d{14}_time_fix_drift\.js$/);
  expect(await readFile(drift.fix, 'utf8')).toContain('DROP COLUMN "project_id_kept"');
  await rm(drift.fix);
  const early = join(folder, '20261121040100_time_fix.js');
  expect((await facts('drift', '--fix', early)).error.code).toBe('ERR_USAGE');
});

test('what was accepted and changed since is drift', async () => {
  await database.db.raw('ALTER TABLE time.resources ALTER COLUMN project_id_kept TYPE text');
  const drift = await facts('drift', '--exit-code');
  expect(drift.code).toBe(3);
  expect(drift.differences).toMatchObject([
    { class: 'extra', object: { part: 'project_id_kept' }, actual: '"project_id_kept" text' },
  ]);
  expect(drift.accepted).toHaveLength(1);
  await database.db.raw(
    'ALTER TABLE time.resources ALTER COLUMN project_id_kept TYPE uuid USING project_id_kept::uuid',
  );
});

test('nothing is rehearsed on a backup from before the adoption, and it can be dropped', async () => {
  const source = sourceOf(database.connectionString);
  const parts = { kind: 'dump', reason: 'before-adopt', source, revision: null } as const;
  const name = '20261121T040506Z-before-adopt';
  await storeBackup(folder, name, { ...parts, format: 2, applied: [] });
  const { code, error } = await facts('rehearse');
  expect([code, error]).toEqual([
    1,
    expect.objectContaining({
      code: 'ERR_REHEARSAL_NO_BACKUP',
      reason: `${name} is of revision none, and the database of ${stamped}`,
    }),
  ]);
  const dropped = await run('backups', '--drop', name, '--yes');
  expect([dropped.code, dropped.printed]).toEqual([0, [`Removed: ${name}`]]);
  expect((await facts('backups', '--drop', name, '--yes')).error.code).toBe('ERR_BACKUP_UNKNOWN');
});

test('reset is refused before it makes a backup', async () => {
  for (const words of [['reset'], ['init', '--force']]) {
    const { code, error } = await facts(...words, '--yes');
    expect([code, error.code]).toEqual([1, 'ERR_MIGRATION_STAMPED']);
  }
  expect((await readdir(folder)).filter((name) => !name.startsWith('found-'))).toEqual([]);
});

test('a release that would leave later migrations out of order names what comes first', async () => {
  expect((await run('up', '--yes', '--no-backup')).code).toBe(0);
  const { code, error } = await facts('adopt', 'time-legacy', '--release', '--dry-run');
  expect([code, error.code]).toEqual([1, 'ERR_PROFILE_IN_USE']);
  expect(error.first).toBe(`db down --to ${stamped} --yes`);
  // Nothing was done, and everything goes on.
  expect(await facts('status', '--exit-code')).toMatchObject({ code: 0, pending: [] });

  const [, ...first] = error.first.split(' ');
  expect((await run(...first, '--no-backup')).code).toBe(0);
  expect((await run('adopt', 'time-legacy', '--release', '--yes', '--no-backup')).code).toBe(0);
});

test('after it every command works, or says what is true', async () => {
  expect(await facts('status')).toMatchObject({ code: 0, mismatches: [] });
  expect((await facts('up', '--yes')).error.code).toBe('ERR_DATABASE_UNADOPTED');
  expect((await facts('sql', '--from', 'none')).code).toBe(0);
  expect((await facts('drift', '--exit-code')).code).toBe(0);
  expect((await facts('down', '--dry-run')).leaving).toHaveLength(1);
  // What the repairs of the first adoption keep is accepted once and for all.
  const again = await run('adopt', 'time-legacy', '--dry-run');
  expect([again.code, again.printed]).toEqual([
    0,
    expect.arrayContaining([
      '  accept extra:column:resources.project_id_kept, in which a repair keeps values',
    ]),
  ]);
  expect((await facts('reset', '--yes', '--no-backup')).code).toBe(0);
});
