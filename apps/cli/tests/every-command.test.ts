import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceOf } from '@atelier/lifecycle/backup/dump-backup.ts';
import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import { migrateDown } from '@atelier/lifecycle/migrate/migrator.ts';
import { withRunnerLock } from '@atelier/lifecycle/migrate/runner-lock.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { storeBackup } from '@atelier/testkit/stored-backup.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commonOptions } from '../src/kernel/arguments.ts';
import { databaseCommands } from '../src/lifecycle/commands.ts';
import { runInProcess } from './run-in-process.ts';

// What holds for every command of `atelier db`, on a database of ours that is one migration behind and on
// one that is to be adopted.

const backup = '20261121T040506Z-manual';
const draft = '.draft-0-of-a-killed-backup';
const fixtures = join(import.meta.dirname, '../../../packages/lifecycle/tests/adopt/fixtures');

let ours: TestDatabase;
let legacy: TestDatabase;
let folder: string;
let first: string;
let kept: string;
let before: unknown;

beforeAll(async () => {
  ours = await createTestDatabase({ poolSize: 2 });
  legacy = await createTestDatabase({ empty: true, poolSize: 2 });
  for (const name of ['tracks', 'tracks.drift']) {
    const sql = await readFile(join(fixtures, `${name}.sql`), 'utf8');
    await legacy.db.raw(sql.replaceAll('?', '\\?'));
  }
  const { applied } = await migrationStatus(ours.db);
  first = applied[0]?.name ?? '';
  await migrateDown(ours.db, { to: applied.at(-2)?.name ?? null });
  kept = `${new URL(ours.connectionString).pathname.slice(1)}_before_20261121t040506z`;
  await ours.db.raw('CREATE DATABASE ??', [kept]);
  folder = await mkdtemp(join(tmpdir(), 'atelier-every-command-'));
  await mkdir(join(folder, draft));
  const source = sourceOf(ours.connectionString);
  const revision = applied.at(-2)?.name ?? null;
  await storeBackup(folder, backup, { kind: 'dump', reason: 'manual', source, revision });
  before = await state();
});
afterAll(async () => {
  await ours.db.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [kept]);
  await ours.drop();
  await legacy.drop();
  await rm(folder, { recursive: true, force: true });
});

async function state(): Promise<unknown> {
  const databases = [ours, legacy].map(async ({ db }) => {
    const { tables, functions, views, types, schemas } = await readCatalog(db);
    return [await tableFingerprints(db), tables, functions, views, types, schemas];
  });
  return [await Promise.all(databases), await readdir(folder)];
}

interface Case {
  /** Behind `db`. */
  readonly words: readonly string[];
  /** What it says that it would do. */
  readonly says: RegExp;
  readonly on?: 'legacy';
  /** It changes something, and so asks first. */
  readonly asks?: true;
  /** It only reads, and quickly enough to be run here. */
  readonly reads?: true;
}

const cases: readonly Case[] = [
  { words: ['backup'], says: /To dump the database/ },
  { words: ['restore', 'latest'], says: /To restore 2026\S+ in the place of/, asks: true },
  { words: ['backups'], says: /^1 in /, reads: true },
  { words: ['backups', '--verify', 'latest'], says: /To restore 2026\S+ aside and compare/ },
  { words: ['backups', '--drop', backup], says: /To remove the backup 2026/, asks: true },
  { words: ['backups', '--drop-old', 'KEPT'], says: /To drop \S+_before_\d/, asks: true },
  { words: ['status'], says: /^Revision: \d{14}_\w+\n[\s\S]*pending/, reads: true },
  { words: ['up'], says: /To apply, in this order:\n {2}\d{14}_/, asks: true },
  { words: ['down'], says: /To take back, in this order:\n {2}\d{14}_/, asks: true },
  { words: ['sql'], says: /BEGIN/, reads: true },
  { words: ['baseline', 'tracks'], on: 'legacy', says: /4 differences from \d{14}_tracks_/ },
  {
    words: ['adopt', 'tracks', '--accept-all'],
    on: 'legacy',
    says: /move the tables.* of tracks from public to tracks\n {2}stamp \d{14}_/,
    asks: true,
  },
  { words: ['stamp', 'FIRST'], says: /To be taken out of the ledger: / },
  { words: ['drift'], says: /would be built in a scratch database/, reads: true },
  { words: ['repair'], says: /Nothing to repair\./, reads: true },
  {
    words: ['convert-ids', 'time-legacy', '--to', 'uuid'],
    says: /CREATE TABLE IF NOT EXISTS|ALTER TABLE/,
    asks: true,
  },
  { words: ['lint'], says: /would run in a scratch database/ },
  {
    words: ['rehearse'],
    says: /To restore 2026\S+ \(revision \d{14}_\w+\) aside, and to run there/,
  },
  {
    words: ['roles'],
    says: /CREATE ROLE "atelier_app" LOGIN;\n[\s\S]*GRANT SELECT, INSERT ON TABLE/,
    reads: true,
  },
  { words: ['init', '--force'], says: /To take back: every migration/, asks: true },
  { words: ['reset'], says: /To take back: every migration/, asks: true },
  { words: ['seed', 'runs'], says: /runs: demo data/, asks: true },
];

const wordsOf = ({ words }: Case) =>
  words.map((word) => ({ FIRST: first, KEPT: kept })[word] ?? word);
const run = (of: Case, ...more: string[]) =>
  runInProcess([...wordsOf(of), ...more], {
    DATABASE_URL: (of.on === 'legacy' ? legacy : ours).connectionString,
    ATELIER_BACKUP_DIR: folder,
  });

/** How each command begins. */
function nameOf({ on }: Case): string {
  const { hostname, port, pathname } = new URL((on === 'legacy' ? legacy : ours).connectionString);
  return `Database: ${hostname}:${port}${pathname}`;
}

/** The one line of JSON that was printed. */
function lineOf(printed: readonly string[]): Record<string, unknown> {
  expect(printed).toEqual([expect.stringMatching(/^\{.*\}$/)]);
  return JSON.parse(printed[0] ?? '');
}

test('every command stands in this table', () => {
  expect([...new Set(cases.map(({ words }) => words[0]))]).toEqual(
    databaseCommands.commands.map(({ name }) => name),
  );
});

test.each(databaseCommands.commands)('$name --help', async ({ name, summary, load }) => {
  const { usage, options } = await load();
  const { code, printed, errors } = await runInProcess([name, '--help'], {});
  expect([code, errors]).toEqual([0, '']);
  const [text = ''] = printed;
  expect(text.split('\n')[0]).toBe(
    `Usage: atelier db ${[name, usage].filter(Boolean).join(' ')} [options]`,
  );
  expect(text).toContain(summary);
  const shown = text.match(/^ {2}--[\w-]+/gm)?.map((each) => each.trim().slice(2));
  expect(shown).toEqual(Object.keys({ ...options, ...commonOptions }));
});

describe('--dry-run', () => {
  test.each(cases)('$words says what it would do', async (of) => {
    const dry = await run(of, '--dry-run', '--yes');
    expect([dry.code, dry.printed.join('\n')]).toEqual([0, expect.stringMatching(of.says)]);
    expect(dry.errors.split('\n')[0]).toBe(nameOf(of));
    const { code, printed } = await run(of, '--dry-run', '--yes', '--json');
    expect(code).toBe(0);
    expect(lineOf(printed)).not.toHaveProperty('error');
  });

  test.each<Case>([
    { words: ['down', '--to', 'BEGINNING'], says: /To take back, in this order:\n {2}\d{14}_/ },
    { words: ['sql', '--to', 'BEGINNING'], says: /DELETE FROM lifecycle/ },
    { words: ['stamp', 'BEGINNING'], says: /To be taken out of the ledger: / },
    { words: ['restore', '20261121T0405'], says: new RegExp(`To restore ${backup}`) },
    { words: ['rehearse', '--backup', '2026'], says: new RegExp(`To restore ${backup}`) },
    { words: ['backups', '--verify', '2026'], says: new RegExp(`To restore ${backup}`) },
    { words: ['adopt', 'tr', '--accept-all'], on: 'legacy', says: /of tracks from public/ },
    { words: ['convert-ids', 'time-', '--to', 'u'], says: /CREATE TABLE|ALTER TABLE/ },
  ])('$words: a beginning of a name will do', async (of) => {
    // Without the area and what it does.
    const words = of.words.map((word) => (word === 'BEGINNING' ? first.slice(0, 14) : word));
    const { code, printed } = await run({ ...of, words }, '--dry-run', '--yes');
    expect([code, printed.join('\n')]).toEqual([0, expect.stringMatching(of.says)]);
  });

  test('and nothing is done: no row, no table, no file', async () => {
    expect(await state()).toEqual(before);
  });
});

test.each(cases.filter(({ reads }) => reads))('$words --json is one line', async (of) => {
  const { code, printed } = await run(of, '--json');
  expect(code).toBe(0);
  expect(lineOf(printed)).not.toHaveProperty('error');
});

test.each(cases.filter(({ asks }) => asks))(
  '$words asks before it changes anything',
  async (of) => {
    const { code, printed, errors } = await run(of, '--json');
    expect([code, lineOf(printed)]).toEqual([
      2,
      { error: expect.objectContaining({ code: 'ERR_NOT_CONFIRMED' }) },
    ]);
    expect(errors.split('\n')[0]).toBe(nameOf(of));
  },
);

const mayWait = cases.filter(({ words: [name] }) => ['up', 'down', 'adopt'].includes(name ?? ''));

test.each(mayWait)('$words --no-wait is refused while another runner has the lock', async (of) => {
  const { db } = of.on === 'legacy' ? legacy : ours;
  await withRunnerLock(db, {}, async (connection) => {
    const { rows } = await connection.raw('SELECT pg_backend_pid() AS pid');
    const { code, printed } = await run(of, '--no-wait', '--yes', '--no-backup', '--json');
    expect([code, lineOf(printed)]).toEqual([
      1,
      { error: expect.objectContaining({ code: 'ERR_RUNNER_BUSY', pid: rows[0].pid }) },
    ]);
  });
});

test('what was not answered or had to wait has done nothing either', async () => {
  const [databases] = (await state()) as unknown[];
  expect(databases).toEqual((before as unknown[])[0]);
});
