import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '@atelier/db/kernel/connection.ts';
import { sourceOf } from '@atelier/lifecycle/backup/dump-backup.ts';
import { ensureLedger, recordApplied, removeApplied } from '@atelier/lifecycle/migrate/ledger.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import {
  type ExternalPostgres,
  notCovered,
  startExternalPostgres,
} from '@atelier/testkit/external-postgres.ts';
import { storeBackup } from '@atelier/testkit/stored-backup.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli, spawnCli } from './run-cli.ts';
import { runInProcess } from './run-in-process.ts';
import { runKilled } from './run-killed.ts';

// Told at once: whether tests are registered at all hangs on it.
const external = await startExternalPostgres();
afterAll(() => external?.stop());
const run = promisify(execFile);

if (external === undefined) test('db backup with pg_dump', () => console.warn(notCovered));
else describe('db backup with pg_dump', () => withPgDump(external));

function withPgDump({ adminUrl, tools }: ExternalPostgres): void {
  let folder: string;
  let admin: ReturnType<typeof connect>;
  let db: ReturnType<typeof connect>;
  let env: Record<string, string>;
  const dir = () => join(folder, 'backups');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-cli-backups-'));
    admin = connect({ connectionString: adminUrl, poolSize: 1 });
    await admin.raw('CREATE DATABASE shop');
    const url = inDatabase(adminUrl, 'shop');
    db = connect({ connectionString: url, poolSize: 2 });
    await db.raw(`CREATE TABLE goods AS
      SELECT n AS id, sha256(n::text::bytea)::text AS name FROM generate_series(1, 5000) AS n`);
    env = { DATABASE_URL: url, ATELIER_BACKUP_DIR: dir(), ATELIER_PG_BIN: tools.folder };
  });
  afterEach(async () => {
    await db.destroy();
    for (const name of await databases()) {
      if (name.startsWith('shop')) await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    }
    await admin.destroy();
    await rm(folder, { recursive: true });
  });

  async function databases(): Promise<string[]> {
    const { rows } = await admin.raw('SELECT datname FROM pg_database ORDER BY datname');
    return rows.map(({ datname }: { datname: string }) => datname);
  }

  /** With `--json`: the facts, or the refusal; and the words on stderr. */
  async function facts(
    words: readonly string[],
    more: Record<string, string> = {},
    migrations?: string,
  ) {
    const asked = [...words, '--json', '--yes'];
    const { printed, ...rest } = await runInProcess(asked, { ...env, ...more }, migrations);
    return { ...rest, ...JSON.parse(printed[0] ?? '') };
  }

  test('backups are made, listed, verified, restored, and go when there are too many', async () => {
    const before = await tableFingerprints(db);
    const first = await facts(['backup', 'first one']);
    expect(first).toMatchObject({ code: 0, tables: 1, rows: 5000, reason: 'first one' });
    await db.raw('DELETE FROM goods');

    // The safety backup of the restore must not push out the one that is restored.
    const restored = await facts(['restore', first.name], { ATELIER_BACKUP_KEEP: '1' });
    expect(restored).toMatchObject({ code: 0, backup: first.name });
    expect(await tableFingerprints(db)).toEqual(before);

    const list = await facts(['backups']);
    expect(list.backups.map(({ reason }: { reason: string }) => reason)).toEqual([
      'before-restore',
      'first one',
    ]);
    expect(list.kept).toEqual([restored.kept]);
    const latest = await facts(['restore', 'latest', '--dry-run']);
    expect(latest.backup).toBe(first.name);
    const elsewhere = { DATABASE_URL: inDatabase(adminUrl, 'shop_elsewhere') };
    const other = await facts(['restore', first.name, '--dry-run'], elsewhere);
    expect(other.error.code).toBe('ERR_BACKUP_OTHER_SOURCE');
    const meant = await facts(['restore', first.name, '--dry-run', '--from-other'], elsewhere);
    expect(meant.code).toBe(0);
    expect((await facts(['backups', '--verify', 'latest'])).code).toBe(0);
    expect((await facts(['backups', '--drop-old', restored.kept])).code).toBe(0);
    expect(await databases()).not.toContain(restored.kept);
    const refused = await facts(['backups', '--drop-old', 'shop']);
    expect(refused.error.code).toBe('ERR_KEPT_DATABASE_UNKNOWN');

    const next = await facts(['backup'], { ATELIER_BACKUP_KEEP: '1' });
    expect(next.removed).toEqual([first.name, list.backups[0].name]);
    expect(await readdir(dir())).toEqual([next.name]);
  });

  test('what was made before an adoption stays until the release, and what goes is named', async () => {
    await ensureLedger(db);
    const baseline = { name: '20261121040300_tracks_baseline', checksum: '' };
    const old = { kind: 'dump', source: sourceOf(env.DATABASE_URL ?? ''), format: 2 } as const;
    const createdAt = (day: number) => ({ createdAt: `2020-01-0${day}T00:00:00.000Z` });
    const [before, up] = ['20200101T000000Z-before-adopt', '20200102T000000Z-before-up'];
    await storeBackup(dir(), before, { ...old, ...createdAt(1), reason: 'before-adopt' });
    await storeBackup(dir(), up, { ...old, ...createdAt(2), reason: 'before-up' });
    await recordApplied(db, baseline, 0, 'stamp');
    const first = await facts(['backup'], { ATELIER_BACKUP_KEEP: '1' });
    expect(first.removed).toEqual([up]);
    await removeApplied(db, baseline.name);
    // Every command that makes a backup says which ones it lets go.
    const next = await facts(['restore', first.name], { ATELIER_BACKUP_KEEP: '1' });
    expect([next.code, next.errors]).toEqual([0, expect.stringContaining(`Removed: ${before}`)]);
  });

  test('a dry run, and a restore that nobody confirms, do nothing', async () => {
    expect((await runCli(['db', 'backup', '--dry-run'], env)).out).toContain('pg_dump');
    const { name } = await facts(['backup']);
    const before = await databases();
    const dry = await runCli(['db', 'restore', name, '--dry-run'], env);
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('in the place of')]);
    const unconfirmed = await runCli(['db', 'restore', name], env);
    expect([unconfirmed.code, unconfirmed.errors]).toEqual([
      2,
      expect.stringContaining('ERR_NOT_CONFIRMED'),
    ]);
    expect(await databases()).toEqual(before);
    expect(await readdir(dir())).toEqual([name]);
  });

  test('a backup of half a migration is no way back, and a trial that fails is no rehearsal', async () => {
    const migrations = join(folder, 'migrations');
    await mkdir(migrations);
    const write = (name: string, sql: readonly string[]) =>
      writeFile(
        join(migrations, `${name}.js`),
        `export const config = { transaction: false };
         export async function up(knex) { for (const sql of ${JSON.stringify(sql)}) await knex.raw(sql); }
         export async function down() {}`,
      );
    const [half, behind] = ['20260102000000_shop_half_done', '20260103000000_shop_behind_it'];
    await write(half, ['CREATE TABLE shelves (id int)', 'INSERT INTO shelves SELECT 1 / 0']);
    await write(behind, ['CREATE TABLE racks (id int)']);
    const inProcess = (...words: string[]) => facts(words, {}, migrations);

    expect((await inProcess('backup')).code).toBe(0);
    const words = await runInProcess(['rehearse'], env, migrations);
    expect([words.code, words.printed.join('\n')]).toEqual([
      1,
      expect.stringMatching(
        /FAILED: division by zero\n[\s\S]*NOT linted: \S+half_done does not run on an empty database: .*\nNOT rehearsed, though pending: \S+behind_it$/,
      ),
    ]);
    expect(await inProcess('rehearse')).toMatchObject({
      code: 1,
      error: { code: 'ERR_REHEARSAL_FAILED', name: half, statement: 2 },
      rehearsed: [{ name: half, failure: 'division by zero' }],
      notRehearsed: [behind],
      lint: null,
      notLinted: { name: half },
    });

    const unprotected = await inProcess('up', '--no-backup');
    expect(unprotected).toMatchObject({ code: 1, errors: expect.not.stringContaining('restore') });
    const late = await inProcess('up');
    expect(late.errors).toContain('There is no backup from before the half-done migration');
    expect(late.errors).not.toContain('db restore');
    expect((await inProcess('backups')).backups[0]).toMatchObject({ reason: 'half-done' });
    expect(await inProcess('status')).toMatchObject({
      interrupted: { name: half, outcome: 'failed' },
      interruptedProgress: { done: 1, known: 2, next: { number: 2 } },
    });
    const status = await runInProcess(['status'], env, migrations);
    expect(status.printed.join('\n')).toContain(
      '  1 of 2 known statements are done; next is 2:\n    INSERT INTO shelves SELECT 1 / 0\n',
    );
  });

  test('a damaged backup is refused with a code, and listed as damaged', async () => {
    const { name } = await facts(['backup']);
    await truncate(join(dir(), name, 'database.dump'), 100);
    const verified = await facts(['backups', '--verify', name]);
    expect([verified.code, verified.error.code]).toEqual([1, 'ERR_BACKUP_TRUNCATED']);
    const list = await runCli(['db', 'backups'], env);
    expect(list.out).toContain('DAMAGED: ERR_BACKUP_TRUNCATED');
    // What is damaged is told before anything is backed up.
    expect((await facts(['restore', name])).error.code).toBe('ERR_BACKUP_TRUNCATED');
    expect(await readdir(dir())).toEqual([name]);
    // It is no longer one that `latest` could mean.
    expect((await facts(['restore', 'latest'])).error.code).toBe('ERR_BACKUP_NONE');
    expect((await facts(['restore', '../backups'])).error.code).toBe('ERR_BACKUP_UNKNOWN');
  });

  test('the password is in no argument of a program', async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    for (const name of ['pg_dump', 'pg_restore']) {
      const real = join(tools.folder, name);
      const script = `#!/bin/sh\nprintf '%s\\n' "$0 $*" >> '${folder}/arguments'\nexec '${real}' "$@"\n`;
      await writeFile(join(bin, name), script);
      await chmod(join(bin, name), 0o755);
    }
    expect((await facts(['backup'], { ATELIER_PG_BIN: bin })).code).toBe(0);
    const used = await readFile(join(folder, 'arguments'), 'utf8');
    expect(used).toMatch(/pg_dump .*--snapshot=/);
    expect(used).toMatch(/pg_restore .*--dbname=/);
    const { password } = new URL(adminUrl);
    expect(used).not.toContain(password);
    expect(used).not.toContain(decodeURIComponent(password));
  });

  test('without client tools that can read the server, a command stops before it changes anything', async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    const missing = await facts(['backup'], { ATELIER_PG_BIN: bin });
    expect(missing.error).toMatchObject({ code: 'ERR_BACKUP_TOOLS_MISSING', server: tools.major });
    for (const name of ['pg_dump', 'pg_restore']) {
      await writeFile(join(bin, name), '#!/bin/sh\necho "x (PostgreSQL) 14.1"\n', { mode: 0o755 });
    }
    const old = { ATELIER_PG_BIN: bin };
    const refused = await facts(['up'], old);
    expect(refused.error).toMatchObject({ code: 'ERR_BACKUP_TOOLS_OLD', tools: 14 });
    expect((await facts(['status'])).applied).toEqual([]);
    expect((await facts(['up', '--no-backup'], old)).code).toBe(0);
  });

  test('of a server that is newer than the tools there is no backup, and it says so', async () => {
    const database = await createTestDatabase();
    try {
      const { rows } = await database.db.raw('SHOW server_version_num');
      const newer = Number(rows[0].server_version_num) / 10_000 >= tools.major + 1;
      const answer = await facts(['backup'], { DATABASE_URL: database.connectionString });
      if (newer) expect(answer.error.code).toBe('ERR_BACKUP_TOOLS_OLD');
      else expect(answer.code).toBe(0);
    } finally {
      await database.drop();
    }
  });

  test('on a full disk the command stops, the draft goes, and the database is untouched', async () => {
    const before = await tableFingerprints(db);
    await mkdir(dir());
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir()]).then(
      () => true,
      () => false,
    );
    try {
      // Where nothing may be mounted: a limit for every file that the command and its children write.
      const wrapper = mounted ? [] : ['/bin/sh', '-c', 'ulimit -f 64; exec "$@"', 'sh'];
      const options = { wrapper };
      const { code, out } = await spawnCli(['db', 'up', '--yes', '--json'], env, options);
      expect([code, JSON.parse(out).error.code]).toEqual([1, 'ERR_BACKUP_DISK_FULL']);
      expect(await readdir(dir())).toEqual([]);
    } finally {
      if (mounted) await run('umount', [dir()]);
    }
    expect(await tableFingerprints(db)).toEqual(before);
    expect((await facts(['status'])).applied).toEqual([]);
  });

  test.each(['backup.written', 'backup.verified'])(
    'a backup that is killed at %s leaves a draft, which the next command removes',
    async (at) => {
      await runKilled(at, ['db', 'backup'], env, db);
      expect(await readdir(dir())).toEqual([expect.stringMatching(/^\.draft-/)]);
      const next = await runCli(['db', 'backups'], env);
      expect(next.errors).toContain('Removed the draft');
      expect(await readdir(dir())).toEqual([]);
    },
  );

  test.each([
    ['restore.restored', 4999],
    ['restore.between-renames', 4999],
    ['restore.renamed', 5000],
  ])('a restore that is killed at %s is done or not, never half', async (at, goods) => {
    const { name } = await facts(['backup']);
    await db.raw('DELETE FROM goods WHERE id = 1');
    await runKilled(at, ['db', 'restore', name, '--yes', '--no-backup'], env, db);

    const list = await facts(['backups']);
    const { rows } = await db.raw('SELECT count(*)::int AS goods FROM goods');
    expect(rows).toEqual([{ goods }]);
    // What was half filled is gone; what was put aside is still there.
    const mine = (await databases()).filter((each) => each.startsWith('shop'));
    expect(mine).toEqual(['shop', ...list.kept]);
    expect(list.kept.length).toBe(goods === 5000 ? 1 : 0);
    expect((await facts(['restore', name, '--no-backup'])).code).toBe(0);
  });
}
