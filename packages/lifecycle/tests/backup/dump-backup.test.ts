import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { type Backup, readBackup, writeManifest } from '@atelier/lifecycle/backup/backup-folder.ts';
import { takeDumpBackup, verifyDump } from '@atelier/lifecycle/backup/dump-backup.ts';
import { dropKeptDatabase, keptDatabases } from '@atelier/lifecycle/backup/put-aside.ts';
import { restoreDatabase } from '@atelier/lifecycle/backup/restore-database.ts';
import { rawName } from '@atelier/lifecycle/catalog/quote.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import {
  type ExternalPostgres,
  notCovered,
  startExternalPostgres,
} from '@atelier/testkit/external-postgres.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hardRows } from './hard-rows.ts';

// Told at once: whether tests are registered at all hangs on it.
const external: ExternalPostgres | undefined = await startExternalPostgres();
afterAll(() => external?.stop());

if (external === undefined) test('backups by pg_dump', () => console.warn(notCovered));
else describe('backups by pg_dump', () => withPgDump(external));

function withPgDump({ adminUrl, tools }: ExternalPostgres): void {
  let admin: ReturnType<typeof connect>;
  let db: ReturnType<typeof connect>;
  let dir: string;
  const url = () => inDatabase(adminUrl, 'house');
  const onStage = () => {};
  const take = (reason = 'test') => takeDumpBackup(db, { dir, reason, tools, onStage });
  const restore = (backup: Backup) =>
    restoreDatabase(url(), backup, { tools, mode: 'whole', onStage });
  const databases = async (): Promise<string[]> => {
    const { rows } = await admin.raw('SELECT datname FROM pg_database ORDER BY datname');
    return rows.map(({ datname }: { datname: string }) => datname);
  };

  beforeAll(() => {
    admin = connect({ connectionString: adminUrl, poolSize: 2 });
  });
  afterAll(() => admin.destroy());
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'atelier-backups-'));
    await admin.raw('CREATE DATABASE house');
    db = connect({ connectionString: url(), poolSize: 4 });
    await db.raw(hardRows.replaceAll('?', '\\?'));
  });
  afterEach(async () => {
    await db.destroy();
    for (const name of await databases()) {
      if (name.startsWith('house')) await admin.raw(`DROP DATABASE ${rawName(name)} WITH (FORCE)`);
    }
    await rm(dir, { recursive: true });
  });

  test('a database of any name is backed up, restored and put aside', async () => {
    const name = 'house Prod "x".Имя as y $&=%24 ?#%';
    await db.destroy();
    await admin.raw(`ALTER DATABASE house RENAME TO ${rawName(name)}`);
    const named = inDatabase(adminUrl, name);
    db = connect({ connectionString: named, poolSize: 4 });
    const { rows } = await db.raw('SELECT current_database() AS name');
    expect(rows).toEqual([{ name }]);
    const before = await tableFingerprints(db);
    const backup = await take();
    const kept = await restoreDatabase(named, backup, { tools, mode: 'whole', onStage });
    expect(await tableFingerprints(db)).toEqual(before);
    expect(await keptDatabases(named)).toEqual([kept]);
    await dropKeptDatabase(named, kept ?? '');
    expect(await databases()).toContain(name);
    expect(await keptDatabases(named)).toEqual([]);
  });

  test('what is restored is what was backed up, value for value; the old one is kept', async () => {
    await db.raw(`ALTER DATABASE house SET search_path TO "odd ""name""", public`);
    await db.raw(`ALTER DATABASE house SET application_name TO 'it''s \\\\ a name'`);
    await db.raw('REVOKE CONNECT ON DATABASE house FROM PUBLIC');
    const before = await tableFingerprints(db);
    const backup = await take('Before Up!');
    expect(backup.name).toMatch(/^\d{8}T\d{6}Z-before-up$/);
    expect(backup.manifest).toMatchObject({ kind: 'dump', database: 'house', damage: null });
    expect(backup.manifest.verifiedAt).not.toBeNull();
    expect(await readBackup(dir, backup.name)).toEqual(backup);

    await db.raw('DELETE FROM counters; DROP VIEW many');
    const kept = await restore(backup);
    expect(kept).toMatch(/^house_before_/);
    // The pool finds its connections gone, and makes new ones.
    expect(await tableFingerprints(db)).toEqual(before);
    const { rows } = await db.raw(
      `SELECT (SELECT count FROM public.many)::int AS many, nextval('public.counters_id_seq')::int AS next,
         current_setting('search_path') AS path`,
    );
    expect(rows).toEqual([{ many: 319, next: 320, path: '"odd ""name""", public' }]);
    const settings = `SELECT ARRAY(SELECT a::text FROM unnest(datacl) AS a ORDER BY 1) AS acl, (SELECT setconfig FROM pg_db_role_setting WHERE
        setdatabase = d.oid) AS config FROM pg_database AS d WHERE datname = ?`;
    const [now] = (await admin.raw(settings, ['house'])).rows;
    expect([now]).toEqual((await admin.raw(settings, [kept])).rows);

    const old = connect({ connectionString: inDatabase(adminUrl, kept ?? ''), poolSize: 1 });
    expect((await old.raw('SELECT count(*)::int AS left FROM public.counters')).rows).toEqual([
      { left: 0 },
    ]);
    await old.destroy();
  });

  test('a backup that names a role which is gone is refused with the way', async () => {
    await db.raw('CREATE ROLE gone; ALTER VIEW many OWNER TO gone');
    const backup = await take();
    await db.raw('DROP OWNED BY gone; DROP ROLE gone');
    const code = 'ERR_RESTORE_OWNER';
    const params = { what: 'view public.many' };
    await expect(restore(backup)).rejects.toMatchObject({ code, params });
    await restoreDatabase(url(), backup, { tools, mode: 'without-owners', onStage });
    expect((await db.raw('SELECT count::int AS many FROM public.many')).rows).toEqual([
      { many: 319 },
    ]);
  });

  test('a backup is exact while others write', async () => {
    let writing = true;
    const writer = (async () => {
      for (let n = 1000; writing; n += 1) {
        await db.raw(`INSERT INTO "odd ""name""".everything (id, txt) VALUES (?, 'more')`, [n]);
        await db.raw('INSERT INTO counters (of) VALUES (?)', [n]);
        await db.raw('DELETE FROM counters WHERE of = ?', [n - 1]);
      }
    })();
    try {
      expect((await take()).manifest.verifiedAt).not.toBeNull();
    } finally {
      writing = false;
      await writer;
    }
  });

  test('every file is closed to others', async () => {
    const { folder } = await take();
    const modes = [folder, ...(await readdir(folder)).map((name) => join(folder, name))];
    const found = await Promise.all(modes.map(async (path) => (await stat(path)).mode & 0o077));
    expect(found).toEqual(modes.map(() => 0));
  });

  describe('a bad backup is refused, by verification and by restore, and nothing is touched:', () => {
    async function refused(backup: Backup, code: string): Promise<void> {
      // As it is long after the backup.
      await db.raw('DELETE FROM counters WHERE id % 2 = 0');
      const state = async () => [
        await databases(),
        await tableFingerprints(db),
        await readdir(dir, { recursive: true }),
      ];
      const before = await state();
      await expect(verifyDump(backup, db, tools, onStage)).rejects.toMatchObject({ code });
      await expect(restore(backup)).rejects.toMatchObject({ code });
      expect(await state()).toEqual(before);
    }

    test('truncated', async () => {
      const backup = await take();
      await truncate(join(backup.folder, 'database.dump'), backup.manifest.size - 1);
      await refused(backup, 'ERR_BACKUP_TRUNCATED');
    });

    test('with a bit flipped', async () => {
      const backup = await take();
      const path = join(backup.folder, 'database.dump');
      const bytes = await readFile(path);
      const middle = bytes.length >> 1;
      bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
      await writeFile(path, bytes);
      await refused(backup, 'ERR_BACKUP_CHANGED');
    });

    test('without its file', async () => {
      const backup = await take();
      await rm(join(backup.folder, 'database.dump'));
      await refused(backup, 'ERR_BACKUP_FILE_MISSING');
    });

    test('of a newer server', async () => {
      const backup = await take();
      const manifest = { ...backup.manifest, serverVersion: 990000 };
      await writeManifest(backup.folder, manifest);
      await refused(await readBackup(dir, backup.name), 'ERR_BACKUP_NEWER_SERVER');
    });

    test('that holds something else than it says', async () => {
      const backup = await take();
      const tables = backup.manifest.tables.map((table) => ({ ...table }));
      tables[0] = { schema: 'public', table: 'counters', rows: 319, hash: '0'.repeat(32) };
      await refused({ ...backup, manifest: { ...backup.manifest, tables } }, 'ERR_BACKUP_DIFFERS');
    });

    test('with another manifest', async () => {
      const { name, folder } = await take();
      const path = join(folder, 'manifest.json');
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace('"damage": null', '"damage":  null'));
      const code = 'ERR_BACKUP_MANIFEST_DAMAGED';
      await expect(readBackup(dir, name)).rejects.toMatchObject({ code });
    });
  });

  test('what cannot be restored is no backup, and leaves no draft', async () => {
    // A check that looks into another table, whose rows come back later.
    await db.raw(`CREATE TABLE zebras (id bigint);
      INSERT INTO zebras VALUES (1);
      CREATE FUNCTION known(bigint) RETURNS boolean LANGUAGE sql AS
        'SELECT EXISTS (SELECT FROM public.zebras WHERE id = $1)';
      CREATE TABLE aardvarks (id bigint CHECK (known(id)));
      INSERT INTO aardvarks VALUES (1)`);
    await expect(take()).rejects.toMatchObject({ code: 'ERR_RESTORE_FAILED' });
    expect(await readdir(dir)).toEqual([]);
    expect((await databases()).filter((name) => name.includes('scratch'))).toEqual([]);
  });
}
