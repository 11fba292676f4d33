import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
});
afterEach(() => database.drop());

async function hashOf(setup: string): Promise<string | undefined> {
  const { db } = database;
  await db.raw('DROP TABLE IF EXISTS goods');
  await db.raw(setup);
  const prints = await tableFingerprints(db);
  return prints.find(({ table }) => table === 'goods')?.hash;
}

/** A table of one column with these values, as SQL writes them. */
const holding = (type: string, ...values: string[]) =>
  hashOf(
    `CREATE TABLE goods (v ${type}); INSERT INTO goods VALUES ${values
      .map((value) => `(${value})`)
      .join(', ')}`,
  );

test('neither the order of rows nor that of columns counts', async () => {
  const given = await holding('int', '1', '2', '3');
  expect(await holding('int', '3', '1', '2')).toBe(given);
  const made = await hashOf(`CREATE TABLE goods AS SELECT 1 AS a, 'x' AS b`);
  expect(await hashOf(`CREATE TABLE goods AS SELECT 'x' AS b, 1 AS a`)).toBe(made);
});

test.each([
  ['a row more of the same', 'int', ['1', '1'], ['1', '1', '1']],
  ['a pair instead of another pair', 'int', ['1', '1', '2', '2'], ['3', '3', '4', '4']],
  ['NULL and the empty text', 'text', ['NULL'], ["''"]],
  ['NULL and the word', 'text', ['NULL'], ["'NULL'"]],
  ['an array with NULL in it', 'text[]', ["'{NULL}'"], [`'{"NULL"}'`]],
  ['an empty array and none', 'int[]', ["'{}'"], ['NULL']],
  ['the last bigint', 'bigint', ['9223372036854775807'], ['9223372036854775806']],
  ['the last bit of a float', 'float8', ['0.1'], ['0.10000000000000002']],
  ['json with its keys the other way round', 'json', [`'{"a":1,"b":2}'`], [`'{"b":2,"a":1}'`]],
  ['json with a key twice', 'json', [`'{"a":1,"a":2}'`], [`'{"a":2}'`]],
  ['zeros behind the point', 'numeric', ['1.0'], ['1.00']],
  ['a microsecond', 'timestamptz', ["'2026-01-01Z'"], ["'2026-01-01 00:00:00.000001Z'"]],
  ['a byte', 'bytea', ["'\\x00ff'"], ["'\\x00fe'"]],
  ['a letter of a high plane', 'text', ["'𝔘'"], ["'𝔙'"]],
  ['a private letter of the last plane', 'text', [`U&'\\+10FFFD'`], [`U&'\\+10FFFC'`]],
  ['a combining accent and its letter in one', 'text', [`U&'e\\0301'`], [`U&'\\00E9'`]],
  ['a blank at the end', 'text', ["'a'"], ["'a '"]],
])('tells apart: %s', async (_, type, one, other) => {
  expect(await holding(type, ...one)).not.toBe(await holding(type, ...other));
});

test('the settings of the session change nothing', async () => {
  const { db } = database;
  await db.raw(
    `CREATE TABLE goods AS SELECT now() AS at, 0.1::float8 + 0.2 AS f, '\\x00'::bytea AS b,
       '1 day 2 hours'::interval AS i, 'pg_class'::regclass AS r, 12.5::money AS m`,
  );
  const plain = await tableFingerprints(db);
  const bent = await db.transaction(async (trx) => {
    await trx.raw(`SET LOCAL TimeZone = 'Asia/Kolkata'; SET LOCAL DateStyle = 'German';
      SET LOCAL extra_float_digits = -5; SET LOCAL bytea_output = 'escape';
      SET LOCAL IntervalStyle = 'iso_8601'; SET LOCAL search_path = public`);
    const prints = await tableFingerprints(trx);
    // And it leaves the session as it was.
    expect((await trx.raw('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'Asia/Kolkata' }]);
    return prints;
  });
  expect(bent).toEqual(plain);
});

test('every table is counted: odd names, no columns, partitions; what extensions bring is not', async () => {
  const { db } = database;
  await db.raw(`
    CREATE SCHEMA "of ""Anna"" \\?";
    CREATE TABLE "of ""Anna"" \\?"."what\\?" ("is \\?" int, "два""" text);
    INSERT INTO "of ""Anna"" \\?"."what\\?" VALUES (1, 'a'), (2, NULL);
    CREATE TABLE bare ();
    INSERT INTO bare DEFAULT VALUES;
    CREATE TABLE parted (id int, was_here int) PARTITION BY RANGE (id);
    CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (10);
    INSERT INTO parted VALUES (1), (2), (3);
    ALTER TABLE parted DROP COLUMN was_here;
    CREATE TEMPORARY TABLE passing AS SELECT 1`);
  const prints = await tableFingerprints(db);
  expect(prints.map(({ schema, table, rows }) => [schema, table, rows])).toEqual([
    ['of "Anna" ?', 'what?', 2],
    ['public', 'bare', 1],
    ['public', 'parted_low', 3],
  ]);
});

test('all tables are seen at one moment, whatever is written meanwhile', async () => {
  const { db } = database;
  await db.raw('CREATE TABLE a AS SELECT 1 AS v; CREATE TABLE b (v int)');
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await db.raw('WITH gone AS (DELETE FROM a RETURNING v) INSERT INTO b SELECT v FROM gone');
      await db.raw('WITH gone AS (DELETE FROM b RETURNING v) INSERT INTO a SELECT v FROM gone');
    }
  })();
  const sums = new Set<number>();
  for (let round = 0; round < 40; round += 1) {
    const prints = await tableFingerprints(db);
    sums.add(prints.reduce((sum, { rows }) => sum + rows, 0));
  }
  writing = false;
  await writer;
  expect(sums).toEqual(new Set([1]));
});
