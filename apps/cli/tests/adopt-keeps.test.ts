import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

// What an operator accepted, and what is of others, is there after an adoption with repairs as before.

const fixtures = join(import.meta.dirname, '../../../packages/lifecycle/tests/adopt/fixtures');

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'atelier-adopt-'));
  for (const name of ['tracks', 'tracks.drift']) {
    const sql = await readFile(join(fixtures, `${name}.sql`), 'utf8');
    await database.db.raw(sql.replaceAll('?', '\\?'));
  }
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const adopt = (...words: readonly string[]) =>
  runInProcess(['adopt', 'tracks', '--repair', '--no-backup', '--yes', ...words], {
    DATABASE_URL: database.connectionString,
    ATELIER_BACKUP_DIR: folder,
  });

const extras = [
  "ALTER TABLE tracks ADD COLUMN mood text NOT NULL DEFAULT 'calm' CHECK (mood <> '')",
  "UPDATE tracks SET mood = 'wild ' || slug",
  // So that its columns stand in another order than expected, and it misses one.
  'ALTER TABLE tracks RENAME COLUMN goal TO old_goal',
  'ALTER TABLE tracks ADD COLUMN goal text',
  'UPDATE tracks SET goal = old_goal',
  'ALTER TABLE tracks DROP COLUMN description',
  'CREATE TABLE likes (track_id uuid NOT NULL REFERENCES tracks (id), liked_by text)',
  "INSERT INTO likes SELECT id, 'somebody' FROM tracks",
  'CREATE VIEW moods AS SELECT slug, mood FROM tracks',
  'CREATE VIEW moods_of_moods WITH (security_barrier) AS SELECT mood, count(*) FROM moods GROUP BY mood',
  'CREATE INDEX tracks_mood ON tracks (mood)',
  "COMMENT ON COLUMN tracks.mood IS 'how it feels'",
  "COMMENT ON VIEW moods IS 'of all tracks'",
];

const facts = async (schema: string) => {
  const { rows } = await database.db.raw(
    `SELECT (SELECT jsonb_agg(jsonb_build_array(slug, mood, goal, old_goal) ORDER BY slug) FROM ${schema}.tracks) AS tracks,
       (SELECT count(*)::int FROM likes l JOIN ${schema}.tracks t ON t.id = l.track_id) AS likes,
       (SELECT count(*)::int FROM moods) AS moods, (SELECT sum(count)::int FROM moods_of_moods) AS more,
       (SELECT reloptions FROM pg_class WHERE relname = 'moods_of_moods') AS options,
       obj_description('moods'::regclass) AS comment,
       col_description('${schema}.tracks'::regclass, (SELECT attnum FROM pg_attribute WHERE attrelid = '${schema}.tracks'::regclass AND attname = 'mood')) AS feels,
       (SELECT count(*)::int FROM pg_constraint WHERE conrelid = '${schema}.tracks'::regclass AND contype = 'c') AS checks,
       to_regclass('${schema}.tracks_mood') IS NOT NULL AS index`,
  );
  return rows[0];
};

test('another order and extra things of others are no reason to write a table anew', async () => {
  for (const sql of extras) await database.db.raw(sql);
  const before = await facts('public');
  expect(before.likes).toBeGreaterThan(0);
  const done = await adopt('--accept-all');
  expect([done.code, done.errors.split('\n').filter((line) => line.startsWith('✗'))]).toEqual([
    0,
    [],
  ]);
  expect(await facts('tracks')).toEqual(before);
  // What was missing is there.
  await database.db.raw('SELECT description FROM tracks.tracks');
});

test('a second run goes on where the first was refused, and takes nothing away either', async () => {
  for (const sql of extras) await database.db.raw(sql);
  const before = await facts('public');
  const refused = await adopt();
  expect(refused.code).toBe(1);
  expect(refused.errors).not.toMatch(/order-only.*--accept order-only/);
  expect((await adopt('--accept-all')).code).toBe(0);
  expect(await facts('tracks')).toEqual(before);
});

test('one that is accepted by name stays as it is, and the rest is fixed', async () => {
  const done = await adopt('--accept-all', '--accept', 'default:column:chat_templates.version');
  expect(done.code).toBe(0);
  const { rows } = await database.db.raw(
    `SELECT column_default AS value FROM information_schema.columns
     WHERE table_schema = 'tracks' AND table_name = 'chat_templates' AND column_name = 'version'`,
  );
  expect(rows).toEqual([{ value: "'v0'::text" }]);
});

test('a default that nobody expects stays where it is', async () => {
  await database.db.raw("ALTER TABLE tracks ALTER COLUMN slug SET DEFAULT 'nameless'");
  expect((await adopt('--accept-all')).code).toBe(0);
  await database.db.raw("INSERT INTO tracks.tracks (title) VALUES ('Without a slug')");
});
