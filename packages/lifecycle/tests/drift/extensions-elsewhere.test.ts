import { connect } from '@atelier/db/kernel/connection.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { writeFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MigrationsFolder, makeMigrationsFolder } from '../migrate/migrations-folder.ts';

// Managed services keep extensions in a schema of their own, with it in the path or without.

const first = '20260101000000_shop_create_tables';
const second = '20260102000000_shop_fix';

let database: TestDatabase;
let migrations: MigrationsFolder;
beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  migrations = await makeMigrationsFolder();
});
afterEach(async () => {
  await database.drop();
  await migrations.remove();
});

const drift = async () => findDrift(database.db, { folder: migrations.path });

/** The database with the extension elsewhere, and a connection that is opened after that. */
async function placeCitext(inPath: boolean): Promise<void> {
  const { db } = database;
  const { rows } = await db.raw('SELECT current_database() AS name');
  await db.raw('CREATE SCHEMA extensions; CREATE EXTENSION citext SCHEMA extensions');
  if (inPath) {
    await db.raw(`ALTER DATABASE ${rows[0].name} SET search_path = "$user", public, extensions`);
  }
  await db.destroy();
  db.initialize();
}

const writeTables = () =>
  migrations.write(
    first,
    [
      'CREATE EXTENSION IF NOT EXISTS citext SCHEMA public',
      'CREATE SCHEMA shop',
      `CREATE TABLE shop.people (
         id integer PRIMARY KEY,
         email citext NOT NULL UNIQUE CHECK (email <> 'nobody'::citext)
       )`,
      'CREATE INDEX people_upper_idx ON shop.people ((upper(email::text)), email)',
      `CREATE FUNCTION shop.same(a citext, b citext) RETURNS boolean LANGUAGE sql RETURN a = b`,
      `CREATE VIEW shop.emails AS SELECT email FROM shop.people WHERE email = 'a'::citext`,
    ],
    [
      'DROP VIEW shop.emails',
      'DROP FUNCTION shop.same',
      'DROP TABLE shop.people',
      'DROP SCHEMA shop',
    ],
  );

describe.each([
  ['in the path', true],
  ['not in the path', false],
])('an extension in a schema of its own, %s', (_, inPath) => {
  beforeEach(async () => {
    await placeCitext(inPath);
    await writeTables();
    await migrateUp(database.db, { folder: migrations.path });
  });

  test('is found by migrations, and is no drift', async () => {
    const { differences, schemas } = await drift();
    expect(differences).toEqual([]);
    expect(schemas).toEqual(['shop']);
    // Its own comparison, not the one of texts.
    await database.db.raw("INSERT INTO shop.people VALUES (1, 'Anna@example.org')");
    const { rows } = await database.db.raw(
      "SELECT id FROM shop.people WHERE email = 'ANNA@EXAMPLE.ORG'::citext",
    );
    expect(rows).toEqual([{ id: 1 }]);
    await migrateDown(database.db, { folder: migrations.path, to: null });
  });

  test('a real difference is told alone, and its fix runs', async () => {
    await database.db.raw(`
      DROP VIEW shop.emails;
      ALTER TABLE shop.people DROP CONSTRAINT people_email_check, ALTER email TYPE text`);
    const { differences } = await drift();
    const found = differences.map(({ class: kind, object }) => [kind, object.part ?? object.name]);
    expect(found.toSorted()).toEqual([
      ['index', 'people_upper_idx'],
      ['key-type', 'email'],
      ['missing', 'emails'],
      ['missing', 'people_email_check'],
    ]);
    expect(differences.every(({ fix }) => fix !== null)).toBe(true);
    await migrations.writeText(second, writeFix(differences, second));
    await migrateUp(database.db, { folder: migrations.path });
    expect((await drift()).differences).toEqual([]);
  });
});

test('migrations of ours run with their extension elsewhere, and leave no drift', async () => {
  await placeCitext(false);
  await migrateUp(database.db);
  expect((await findDrift(database.db)).differences).toEqual([]);
  await migrateDown(database.db, { to: null });
});

test('so they do for an ordinary owner of the database, as managed services make one', async () => {
  const owner = `atelier_owner_${process.pid}`;
  const { db, connectionString } = database;
  const { rows } = await db.raw('SELECT current_database() AS name');
  await db.raw(`CREATE ROLE ${owner} LOGIN CREATEDB PASSWORD 'a-secret'`);
  await db.raw(`ALTER DATABASE ${rows[0].name} OWNER TO ${owner}`);
  await db.raw('CREATE SCHEMA extensions; GRANT USAGE ON SCHEMA extensions TO PUBLIC');
  await db.raw('CREATE EXTENSION citext SCHEMA extensions');
  const address = new URL(connectionString);
  address.username = owner;
  address.password = 'a-secret';
  const own = connect({ connectionString: address.href, poolSize: 4 });
  try {
    await migrateUp(own);
    expect((await findDrift(own)).differences).toEqual([]);
  } finally {
    await own.destroy();
    await db.raw(`ALTER DATABASE ${rows[0].name} OWNER TO CURRENT_USER`);
    await db.raw(`DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
  }
});

test('only the schema of somebody who is trusted comes into the path', async () => {
  const [stranger, reader] = [`atelier_stranger_${process.pid}`, `atelier_reader_${process.pid}`];
  const { db, connectionString } = database;
  await db.raw(`CREATE ROLE ${stranger}; CREATE ROLE ${reader} LOGIN PASSWORD 'a-secret'`);
  const address = new URL(connectionString);
  const name = address.pathname.slice(1);
  address.username = reader;
  address.password = 'a-secret';
  const pathOf = async () => {
    const own = connect({ connectionString: address.href, poolSize: 1 });
    const { rows } = await own.raw('SHOW search_path');
    await own.destroy();
    return rows[0].search_path;
  };
  try {
    await db.raw('CREATE SCHEMA theirs; CREATE EXTENSION citext SCHEMA theirs');
    expect(await pathOf()).toBe('"$user", public, theirs');
    await db.raw(`ALTER SCHEMA theirs OWNER TO ${stranger}`);
    expect(await pathOf()).toBe('"$user", public');
    // Whoever is a member of another role does not trust it with what is called.
    await db.raw(`GRANT ${stranger} TO ${reader}`);
    expect(await pathOf()).toBe('"$user", public');
    await db.raw(`ALTER SCHEMA theirs OWNER TO ${reader}`);
    expect(await pathOf()).toBe('"$user", public, theirs');
    await db.raw(`ALTER SCHEMA theirs OWNER TO ${stranger}`);
    await db.raw(`ALTER DATABASE ${name} OWNER TO ${stranger}`);
    expect(await pathOf()).toBe('"$user", public, theirs');
  } finally {
    await db.raw(`ALTER DATABASE ${name} OWNER TO CURRENT_USER`);
    await db.raw('DROP EXTENSION citext; DROP SCHEMA theirs');
    await db.raw(`DROP ROLE ${stranger}; DROP ROLE ${reader}`);
  }
});
