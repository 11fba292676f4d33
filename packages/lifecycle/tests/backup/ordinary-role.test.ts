import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { takeDumpBackup, verifyDump } from '@atelier/lifecycle/backup/dump-backup.ts';
import { dropKeptDatabase } from '@atelier/lifecycle/backup/put-aside.ts';
import { restoreDatabase } from '@atelier/lifecycle/backup/restore-database.ts';
import type { BackupStage } from '@atelier/lifecycle/backup/stage.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { withScratchDatabase } from '@atelier/lifecycle/scratch/scratch-database.ts';
import { tellLeftOvers } from '@atelier/lifecycle/server/clean-up.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import {
  type ExternalPostgres,
  notCovered,
  startExternalPostgres,
} from '@atelier/testkit/external-postgres.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asRole, createLimitedRole } from '../limited-role.ts';

// Told at once: whether tests are registered at all hangs on it.
const external: ExternalPostgres | undefined = await startExternalPostgres();
afterAll(() => external?.stop());

if (external === undefined) test('backups of an ordinary owner', () => console.warn(notCovered));
else describe('backups of an ordinary owner, whose role has limits', () => withPgDump(external));

function withPgDump({ adminUrl, tools }: ExternalPostgres): void {
  /** As a superuser, to the maintenance database. */
  let admin: ReturnType<typeof connect>;
  /** As the owner. */
  let db: ReturnType<typeof connect>;
  let dir: string;
  let stages: BackupStage[];
  let leftOver: string[];
  const url = asRole(inDatabase(adminUrl, 'plain'), 'owner');
  const onStage = (stage: BackupStage) => stages.push(stage);
  const take = () => takeDumpBackup(db, { dir, reason: 'test', tools, onStage });
  const leftOut = () => stages.flatMap((stage) => (stage.kind === 'left-out' ? stage.what : []));
  /** Runs work in the owner's database as a superuser, who then leaves. */
  async function above<Result>(
    work: (superuser: ReturnType<typeof connect>) => Promise<Result>,
  ): Promise<Result> {
    const connectionString = asRole(inDatabase(adminUrl, 'plain'), 'boss');
    const superuser = connect({ connectionString, poolSize: 2, applicationName: 'boss' });
    try {
      return await work(superuser);
    } finally {
      await superuser.destroy();
    }
  }
  const databases = async (): Promise<string[]> => {
    const { rows } = await admin.raw(
      "SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = 'owner' ORDER BY datname",
    );
    return rows.map(({ datname }: { datname: string }) => datname);
  };

  beforeAll(async () => {
    admin = connect({ connectionString: adminUrl, poolSize: 2 });
    await createLimitedRole(admin, 'owner', 'CREATEDB');
    await admin.raw("CREATE ROLE boss SUPERUSER LOGIN PASSWORD 'secret'");
  });
  afterAll(() => admin.destroy());
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'atelier-ordinary-'));
    stages = [];
    leftOver = [];
    tellLeftOvers((what) => leftOver.push(what));
    await admin.raw('CREATE DATABASE plain OWNER owner');
    db = connect({ connectionString: url, poolSize: 4 });
    await db.raw(`CREATE TABLE goods AS
      SELECT n AS id, sha256(n::text::bytea)::text AS name FROM generate_series(1, 50000) AS n`);
  });
  afterEach(async () => {
    tellLeftOvers(() => {});
    await db.destroy();
    for (const name of await databases()) await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    await rm(dir, { recursive: true });
  });

  describe('with autovacuum at work', () => {
    beforeAll(async () => {
      await admin.raw("ALTER SYSTEM SET autovacuum_naptime = '1s'");
      await admin.raw('SELECT pg_reload_conf()');
    });
    afterAll(async () => {
      await admin.raw('ALTER SYSTEM RESET autovacuum_naptime');
      await admin.raw('SELECT pg_reload_conf()');
    });

    /** A table in which its worker stays for minutes. */
    const slow = `CREATE TABLE slow (id int) WITH (autovacuum_vacuum_cost_limit = 1,
        autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_threshold = 1,
        autovacuum_vacuum_scale_factor = 0);
      INSERT INTO slow SELECT generate_series(1, 200000)`;
    const workerIn = async (name: string): Promise<void> => {
      const workers = async () => {
        const { rows } = await admin.raw(
          "SELECT pid FROM pg_stat_activity WHERE datname = ? AND backend_type = 'autovacuum worker'",
          [name],
        );
        return rows.length;
      };
      await expect.poll(workers, { timeout: 120_000 }).toBeGreaterThan(0);
    };

    test('a scratch database is dropped', async () => {
      await withScratchDatabase(db, 'vacuumed', async (scratch) => {
        await scratch.db.raw(slow);
        await scratch.db.raw('DELETE FROM slow');
        await workerIn(scratch.name);
      });
      expect([await databases(), leftOver]).toEqual([['plain'], []]);
    });

    test('databases are exchanged, and what was put aside is dropped', async () => {
      await db.raw(slow);
      const backup = await take();
      await db.raw('DELETE FROM slow');
      await workerIn('plain');
      const kept = await restoreDatabase(url, backup, { tools, mode: 'whole', onStage });
      await workerIn(kept ?? '');
      await dropKeptDatabase(url, kept ?? '');
      expect([await databases(), leftOver]).toEqual([['plain'], []]);
    });
  });

  test('what only a superuser may make blocks neither backup nor restore, and is named', async () => {
    await db.raw(`CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'`);
    await above((superuser) =>
      superuser.raw(`
        CREATE EXTENSION pg_stat_statements;
        COMMENT ON EXTENSION pg_stat_statements IS 'who asks what';
        CREATE EXTENSION file_fdw;
        CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
        CREATE FOREIGN TABLE passwords (line text) SERVER files OPTIONS (filename '/etc/passwd');
        CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION watch();
        CREATE FUNCTION plc_handler() RETURNS language_handler LANGUAGE c
          AS '$libdir/plpgsql', 'plpgsql_call_handler';
        CREATE LANGUAGE plc HANDLER plc_handler;
        CREATE PUBLICATION everything FOR ALL TABLES`),
    );
    await db.raw(`CREATE VIEW busy AS SELECT query FROM pg_stat_statements;
      CREATE VIEW busier AS SELECT * FROM busy;
      GRANT SELECT ON busier TO boss`);
    const before = await tableFingerprints(db);
    const backup = await take();
    const trial = [
      'event trigger guard',
      'extension file_fdw',
      'extension pg_stat_statements',
      'foreign table public.passwords',
      'function public.plc_handler()',
      'procedural language plc',
      'server files',
      'view public.busier',
      'view public.busy',
    ];
    expect(leftOut().toSorted()).toEqual(trial);
    stages = [];
    await db.raw('TRUNCATE goods');
    await restoreDatabase(url, backup, { tools, mode: 'whole', onStage });
    expect(leftOut().toSorted()).toEqual([
      'acl public.TABLE busier',
      'comment EXTENSION file_fdw',
      'comment EXTENSION pg_stat_statements',
      ...trial.toSpliced(6, 0, 'publication everything'),
    ]);
    expect(await tableFingerprints(db)).toEqual(before);

    // A superuser leaves nothing out.
    stages = [];
    await above((superuser) => verifyDump(backup, superuser, tools, onStage));
    expect(leftOut()).toEqual([]);
  });

  test.each([
    ['earthdistance', 'CREATE TABLE places (at earth)', 'table public.places'],
    [
      'moddatetime',
      `CREATE TRIGGER touch BEFORE UPDATE ON goods
         FOR EACH ROW EXECUTE FUNCTION moddatetime(name)`,
      'trigger public.goods touch',
    ],
    ['bloom', 'CREATE INDEX on_id ON goods USING bloom (id)', 'index public.on_id'],
  ])('what a table needs of %s is named before the dump', async (extension, make, needed) => {
    await above((superuser) => superuser.raw(`CREATE EXTENSION ${extension} CASCADE`));
    await db.raw(make);
    await expect(take()).rejects.toMatchObject({
      code: 'ERR_BACKUP_BEYOND_ROLE',
      params: { role: 'owner', denied: `extension ${extension}`, needed },
    });
    expect(stages.map(({ kind }) => kind)).toEqual(['trying-structure']);
    expect([await readdir(dir), await databases()]).toEqual([[], ['plain']]);
  });

  test('what fails for another reason is left out of nothing', async () => {
    await above((superuser) => superuser.raw('CREATE EXTENSION pg_stat_statements'));
    await db.raw(`CREATE TABLE zebras (id bigint);
      CREATE FUNCTION unknown() RETURNS boolean LANGUAGE sql AS
        'SELECT NOT EXISTS (SELECT FROM zebras)';
      CREATE TABLE aardvarks (id bigint CHECK (unknown()));
      INSERT INTO aardvarks VALUES (1)`);
    await expect(take()).rejects.toMatchObject({ code: 'ERR_RESTORE_FAILED' });
    expect(await readdir(dir)).toEqual([]);
  });

  test('a function that finds nothing without a search path is named, with the way', async () => {
    // From PostgreSQL 17 on no index is made of it, but one that is there goes on.
    const folded = (by: string) =>
      `CREATE OR REPLACE FUNCTION folded(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS
        'BEGIN RETURN ${by}($1); END'`;
    await db.raw(`CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)';
      ${folded('lower')};
      CREATE INDEX goods_folded ON goods (folded(name));
      ${folded('plain')}`);
    await expect(take()).rejects.toMatchObject({
      code: 'ERR_RESTORE_SEARCH_PATH',
      params: { what: 'index public.goods_folded', says: expect.stringContaining('plain(text)') },
    });
    expect(await readdir(dir)).toEqual([]);
    await db.raw('ALTER FUNCTION folded(text) SET search_path = public');
    await take();
    expect(leftOut()).toEqual([]);
  });

  test('a pg_restore that was killed is not taken for one that left things out', async () => {
    await above((superuser) => superuser.raw('CREATE EXTENSION pg_stat_statements'));
    await db.raw('CREATE UNIQUE INDEX ON goods (id)');
    const real = join(tools.folder, 'pg_restore');
    const folder = join(dir, 'bin');
    await mkdir(folder);
    // It has filled the tables, and makes no index any more.
    const script = `#!/bin/sh
      case "$*" in *--dbname=*) ;; *) exec '${real}' "$@" ;; esac
      '${real}' --section=pre-data --section=data "$@" 2>&1 | grep -v 'errors ignored' >&2
      kill -9 $$`;
    await writeFile(join(folder, 'pg_restore'), script, { mode: 0o755 });
    await symlink(join(tools.folder, 'pg_dump'), join(folder, 'pg_dump'));
    const killed = takeDumpBackup(db, {
      dir,
      reason: 'test',
      tools: { ...tools, folder },
      onStage,
    });
    await expect(killed).rejects.toMatchObject({
      code: 'ERR_RESTORE_FAILED',
      params: { reason: expect.stringContaining('ended by SIGKILL') },
    });
  });

  test.each([
    [
      'a table',
      'ALTER TABLE goods OWNER TO boss; GRANT SELECT ON goods TO owner',
      'table public.goods',
    ],
    [
      'a function',
      `CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      'function public.one()',
    ],
  ])('%s that belongs to another role is named, with the way', async (_, made, what) => {
    await above((superuser) => superuser.raw(made));
    const backup = await take();
    const restored = restoreDatabase(url, backup, { tools, mode: 'whole', onStage });
    const code = 'ERR_RESTORE_OWNER';
    await expect(restored).rejects.toMatchObject({ code, params: { role: 'owner', what } });
    expect(await databases()).toEqual(['plain']);
    await restoreDatabase(url, backup, { tools, mode: 'without-owners', onStage });
    expect((await db.raw('SELECT count(*)::int AS goods FROM goods')).rows).toEqual([
      { goods: 50_000 },
    ]);
  });

  test('what a superuser set around the database is named, and the rest survives', async () => {
    await admin.raw("ALTER DATABASE plain SET log_statement TO 'all'");
    // As a provider that is loaded no more left it.
    await admin.raw(`SET allow_system_table_mods = on;
      INSERT INTO pg_shseclabel SELECT oid, 'pg_database'::regclass, 'gone', 'top secret'
        FROM pg_database WHERE datname = 'plain';
      RESET allow_system_table_mods`);
    await db.raw(`ALTER DATABASE plain SET search_path TO public, extras;
      COMMENT ON DATABASE plain IS E'It''s \\\\ "ours"\\nsince 2026'`);
    const backup = await take();
    const kept = await restoreDatabase(url, backup, { tools, mode: 'whole', onStage });
    expect(leftOut()).toEqual([
      'ALTER DATABASE "plain" SET "log_statement"',
      'SECURITY LABEL FOR "gone" ON DATABASE "plain"',
    ]);
    const around = `SELECT shobj_description(oid, 'pg_database') AS comment,
      (SELECT setconfig FROM pg_db_role_setting WHERE setdatabase = d.oid) AS settings
      FROM pg_database AS d WHERE datname = ?`;
    const of = async (name: string | null) => (await admin.raw(around, [name ?? ''])).rows[0];
    expect(await of('plain')).toEqual({
      comment: 'It\'s \\ "ours"\nsince 2026',
      settings: ['search_path=public, extras'],
    });
    expect((await of(kept)).comment).toBe((await of('plain')).comment);
  });

  test('what a killed restore left stops no other while somebody is in it', async () => {
    const backup = await take();
    const draft = 'plain_restoring_0a1b2c';
    await admin.raw('CREATE DATABASE ?? OWNER owner', [draft]);
    const stranger = connect({ connectionString: asRole(inDatabase(adminUrl, draft), 'boss') });
    await stranger.raw('SELECT 1');
    const kept = await restoreDatabase(url, backup, { tools, mode: 'whole', onStage });
    expect([await databases(), leftOver]).toEqual([['plain', kept, draft], [`database ${draft}`]]);
    await stranger.destroy();
  });

  test('who cannot be sent away is named, and the database stays as it was', async () => {
    const backup = await take();
    await above(async (superuser) => {
      await superuser.raw('SELECT 1');
      const restored = restoreDatabase(url, backup, { tools, mode: 'whole', onStage });
      await expect(restored).rejects.toMatchObject({
        code: 'ERR_RESTORE_BUSY',
        params: { inTheWay: expect.stringMatching(/^process \d+ of boss \(boss\)$/) },
      });
    });
    expect([await databases(), leftOver]).toEqual([['plain'], []]);
  });
}
