import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import { schemaSql } from '@atelier/lifecycle/catalog/schema-sql.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { writeFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
import { lint } from '@atelier/lifecycle/lint/lint.ts';
import { readMigrationFiles } from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationScript } from '@atelier/lifecycle/migrate/script/migration-script.ts';
import { rehearseOn } from '@atelier/lifecycle/rehearse/rehearse-on.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';
import { runPlain, shopMigrations } from './shop.ts';

test('a schema that was dumped and read again has not drifted, though its texts have changed', async () => {
  const original = await createTestDatabase({ empty: true });
  const restored = await createTestDatabase({ empty: true });
  try {
    await original.db.raw(`
      CREATE SCHEMA shop;
      CREATE TABLE shop.orders (
        status varchar(20) CHECK (status IN ('new', 'it''s sent', '])::text[]')),
        note text CHECK (note NOT IN ('a', 'b'))
      );
      CREATE INDEX orders_open_idx ON shop.orders (note) WHERE status IN ('new', 'sent');
      CREATE VIEW shop.open AS SELECT note FROM shop.orders WHERE status IN ('new', 'sent')`);
    const before = await readCatalog(original.db);
    await runPlain(restored.connectionString, [schemaSql(before)]);
    const after = await readCatalog(restored.db);
    expect(after.tables[0]?.constraints).not.toEqual(before.tables[0]?.constraints);
    expect(compareCatalogs(before, after, { schemas: ['shop'] })).toEqual([]);
    expect(compareCatalogs(after, before, { schemas: ['shop'] })).toEqual([]);
  } finally {
    await original.drop();
    await restored.drop();
  }
});

test('a fix can be applied by hand, as a script', async () => {
  const { folder, write, remove } = await shopMigrations();
  const { db, connectionString, drop } = await createTestDatabase({ empty: true });
  try {
    await migrateUp(db, { folder });
    await runPlain(connectionString, [
      `ALTER TABLE shop.orders ALTER COLUMN note SET DEFAULT 'why?'`,
      'ALTER TABLE shop.orders DROP CONSTRAINT orders_customer_fkey',
    ]);
    const { differences } = await findDrift(db, { folder });
    expect(differences.map((each) => each.class)).toEqual(['default', 'missing']);
    const name = '20260102000000_shop_fix';
    await write(name, writeFix(differences, name));
    const script = await migrationScript(db, { folder });
    expect(script?.names).toEqual([name]);
    // What psql itself understands is left out; the rest goes to the server as it stands.
    await runPlain(connectionString, [(script?.text ?? '').replaceAll(/^\\.*$/gm, '')]);
    const { revision, differences: left } = await findDrift(db, { folder });
    expect([revision, left]).toEqual([name, []]);
  } finally {
    await drop();
    await remove();
  }
});

test('what an applied migration built is not guessed, when its file is edited or gone', async () => {
  const { folder, write, erase, remove } = await shopMigrations();
  const { db, drop } = await createTestDatabase({ empty: true });
  try {
    await migrateUp(db, { folder });
    const name = '20260101000000_shop_create';
    await write(name, 'export async function up() {}\nexport async function down() {}\n');
    await expect(findDrift(db, { folder })).rejects.toMatchObject({
      code: 'ERR_MIGRATION_EDITED',
      params: { name },
    });
    await erase(name);
    await expect(findDrift(db, { folder })).rejects.toMatchObject({
      code: 'ERR_MIGRATION_MISSING',
      params: { name },
    });
  } finally {
    await drop();
    await remove();
  }
});

test('a fix passes the linter, and can be rehearsed, where the runner has never been', async () => {
  const { folder, write, remove } = await shopMigrations();
  const { db, connectionString, drop } = await createTestDatabase({ empty: true });
  const blank = await createTestDatabase({ empty: true });
  try {
    await migrateUp(db, { folder });
    await runPlain(connectionString, [`ALTER TABLE shop.orders ALTER COLUMN note SET DEFAULT 'x'`]);
    const { differences } = await findDrift(db, { folder });
    const name = '20260102000000_shop_fix';
    await write(name, writeFix(differences, name));
    const { migrations, findings } = await lint(db, {
      folder,
      squawk: { found: false, reason: 'not asked' },
    });
    expect(migrations.map((each) => each.name)).toContain(name);
    expect(findings.filter(({ migration }) => migration === name)).toEqual([]);
    const rehearsed = await rehearseOn(blank.db, await readMigrationFiles(folder));
    expect(rehearsed.map(({ failure }) => failure)).toEqual([null, null]);
  } finally {
    await blank.drop();
    await drop();
    await remove();
  }
});

test('a table that others inherit from is not made again in another order of columns', async () => {
  const { db, connectionString, drop } = await createTestDatabase({ empty: true });
  try {
    await db.raw('CREATE SCHEMA shop; CREATE TABLE shop.a (id integer, note text)');
    const before = await readCatalog(db);
    await runPlain(connectionString, [
      'ALTER TABLE shop.a DROP COLUMN id',
      'ALTER TABLE shop.a ADD COLUMN id integer',
      'CREATE TABLE shop.b () INHERITS (shop.a)',
    ]);
    const found = compareCatalogs(before, await readCatalog(db), { schemas: ['shop'] });
    expect(found.map((each) => [each.class, each.fix === null])).toEqual([
      ['order-only', true],
      ['extra', false],
    ]);
  } finally {
    await drop();
  }
});
