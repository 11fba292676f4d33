import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

const migration = '20261121040310_tracks_synopsis_versions';
const baseline = '20261121040300_tracks_baseline';
const [owner, reader, editor] = ['owner', 'reader', 'editor'].map(
  (role) => `atelier_synopses_${role}_${process.pid}`,
);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 1 });
  await database.db.raw(`
    CREATE ROLE ${owner}; CREATE ROLE ${reader}; CREATE ROLE ${editor};
    ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO ${editor}`);
});
afterAll(async () => {
  await database.db.raw(`DROP OWNED BY ${owner}, ${reader}, ${editor} CASCADE;
    ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM ${editor};
    DROP ROLE ${owner}; DROP ROLE ${reader}; DROP ROLE ${editor}`);
  await database.drop();
});

/** Who owns a table and may do what with it, and what is said of it. */
async function marksOf(name: string) {
  const { rows } = await database.db.raw(
    `SELECT c.relowner::regrole::text AS owner, obj_description(c.oid, 'pg_class') AS comment,
       ARRAY(SELECT unnest(c.relacl)::text ORDER BY 1) AS granted,
       ARRAY(SELECT attname || ' ' || attacl::text || coalesce(col_description(c.oid, attnum), '')
         FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL ORDER BY 1) AS columns
     FROM pg_class AS c WHERE c.oid = to_regclass(?)`,
    [`tracks.${name}`],
  );
  return rows[0];
}

test('a table that is made anew keeps its owner, its grants and its comments, up and down', async () => {
  const { db } = database;
  await migrateUp(db, { to: baseline });
  await db.raw(`
    ALTER TABLE tracks.synopses OWNER TO ${owner};
    REVOKE ALL ON tracks.synopses FROM ${editor};
    REVOKE TRUNCATE ON tracks.synopses FROM ${owner};
    GRANT SELECT ON tracks.synopses TO ${reader} WITH GRANT OPTION;
    GRANT UPDATE (title), SELECT (items_json) ON tracks.synopses TO ${editor};
    COMMENT ON TABLE tracks.synopses IS 'of theirs';
    COMMENT ON COLUMN tracks.synopses.title IS 'its name'`);
  const before = await marksOf('synopses');
  await migrateUp(db, { to: migration });
  expect(await marksOf('synopses')).toEqual({
    ...before,
    columns: before.columns.filter((each: string) => each.startsWith('title ')),
  });
  // Its rows are there now, and nobody else's than before.
  expect(await marksOf('synopsis_versions')).toMatchObject({
    owner,
    granted: before.granted,
    columns: [expect.stringMatching(/^items_json /)],
  });
  await migrateDown(db, { to: baseline });
  expect(await marksOf('synopses')).toEqual(before);
  const { rows } = await db.raw(
    "SELECT typowner::regrole::text AS owner FROM pg_type WHERE oid = 'tracks.synopsis_origin'::regtype",
  );
  expect(rows).toEqual([{ owner }]);
});

test('nobody gains by it: not by default privileges, nor the items on the way back', async () => {
  const { db } = database;
  await db.raw(`
    REVOKE ALL ON tracks.synopses FROM ${editor}, ${reader};
    GRANT SELECT ON tracks.synopses TO ${reader}`);
  await migrateUp(db, { to: migration });
  await db.raw(`REVOKE ALL ON tracks.synopsis_versions FROM ${reader}`);
  const may = async (role = '', column = '') => {
    const { rows } = await db.raw(
      "SELECT has_column_privilege(?, 'tracks.synopses', ?, 'SELECT') AS may",
      [role, column],
    );
    return rows[0].may;
  };
  expect(await may(editor, 'title')).toBe(false);
  await migrateDown(db, { to: baseline });
  expect([await may(reader, 'title'), await may(reader, 'items_json')]).toEqual([true, false]);
  expect(await may(editor, 'title')).toBe(false);
});

test('row security is refused instead of lost', async () => {
  const { db } = database;
  await db.raw('ALTER TABLE tracks.synopses ENABLE ROW LEVEL SECURITY');
  await expect(migrateUp(db, { to: migration })).rejects.toThrow('row security would be lost');
  await db.raw('ALTER TABLE tracks.synopses DISABLE ROW LEVEL SECURITY');
  await migrateUp(db, { to: migration });
});
