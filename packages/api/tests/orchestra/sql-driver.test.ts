import type { DriverCall } from '@atelier/api/orchestra/execution/drivers/driver.ts';
import { sqlDriver } from '@atelier/api/orchestra/execution/drivers/sql/sql-driver.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { driverRefusal, serverCall } from './driver-call.ts';
import { until } from './orchestra-caller.ts';

const database = await createTestDatabase();
const { db, connectionString } = database;
const { hostname, port } = new URL(connectionString);
afterAll(() => database.drop());
beforeAll(async () => {
  await db.raw('CREATE TABLE public.orders (id int PRIMARY KEY, state text NOT NULL)');
  await db.raw(`CREATE FUNCTION public.make_order(wanted int) RETURNS int LANGUAGE sql AS $$
    INSERT INTO public.orders VALUES (wanted, 'new') RETURNING id $$`);
});

const request = (text: string, params: readonly unknown[] = [], more: object = {}) => ({
  ...{ connection: 'orders_db', text, params, ...more },
});
const answer = async (...words: Parameters<typeof request>) =>
  (await sqlDriver.perform(serverCall(request(...words), connectionString))).output;
const refusal = (wanted: object, more: Parameters<typeof serverCall>[2] = {}) =>
  driverRefusal(sqlDriver, serverCall(wanted, connectionString, more));
const at = (address: string, more: Partial<DriverCall> & { allowedHosts?: string[] } = {}) =>
  driverRefusal(sqlDriver, serverCall(request('SELECT 1'), address, more));

describe('a statement', () => {
  test('gives its rows as JSON: dates and large numbers as text', async () => {
    const { rows, rowCount } = await answer(
      `SELECT 1 AS small, 9007199254740993::int8 AS large, 1.10::numeric AS money, true AS yes,
         date '2026-11-30' AS day, 'NaN'::float8 AS nan, NULL AS nothing, '{"a": [1]}'::jsonb AS json,
         '{"a": "\\u0000"}'::json AS unstorable, ARRAY[1, 2] AS list, ARRAY['x', NULL] AS texts,
         ARRAY[[true], [false]] AS nested, ARRAY[9007199254740993::int8] AS larges, '\\x01ff'::bytea AS bytes,
         2.5::float4 AS half`,
    );
    expect(rows).toEqual([
      {
        ...{ small: 1, large: '9007199254740993', money: '1.10', yes: true, day: '2026-11-30' },
        ...{ nan: 'NaN', nothing: null, json: { a: [1] }, unstorable: '{"a": "\\u0000"}' },
        ...{ list: [1, 2], texts: ['x', null], nested: [[true], [false]] },
        ...{ larges: ['9007199254740993'], bytes: '\\x01ff', half: 2.5 },
      },
    ]);
    expect(rowCount).toBe(1);
  });

  test('takes its values beside the text: none of them becomes part of it', async () => {
    const word = "x'; DROP TABLE public.orders; --";
    const { rows } = await answer(
      'SELECT $1::text AS word, $2::int AS number, $3::jsonb AS json, $4::int[] AS list',
      [word, 7, { a: 'ё' }, [1, 2]],
    );
    expect(rows).toEqual([{ word, number: 7, json: { a: 'ё' }, list: [1, 2] }]);
  });

  test('is one, and not two', async () => {
    expect(await refusal(request('SELECT 1; SELECT 2'))).toMatchObject({
      ...{ code: 'SQL_FAILED', facts: { state: '42601' }, happened: 'no' },
    });
  });

  test('changes what it says, and tells how many rows it met', async () => {
    const added = await answer("INSERT INTO public.orders VALUES (1, 'new'), (2, 'new')");
    expect(added).toMatchObject({ rows: [], rowCount: 2 });
    const changed = await answer(
      "UPDATE public.orders SET state = 'paid' WHERE id = $1 RETURNING *",
      [2],
    );
    expect(changed).toMatchObject({ rows: [{ id: 2, state: 'paid' }], rowCount: 1 });
    expect(await refusal(request("INSERT INTO public.orders VALUES (1, 'new')"))).toMatchObject({
      ...{ code: 'SQL_FAILED', facts: { state: '23505' }, happened: 'no' },
    });
  });

  test('that only looks can change nothing, whatever it calls', async () => {
    const calls = request('SELECT public.make_order(7)');
    expect(await refusal(calls)).toMatchObject({ facts: { state: '25006' }, happened: 'no' });
    expect((await answer('SELECT public.make_order(7)', [], { readOnly: false })).rows).toEqual([
      { make_order: 7 },
    ]);
    expect(
      (await answer('SELECT count(*)::int AS n FROM public.orders WHERE id = 7')).rows,
    ).toEqual([{ n: 1 }]);
  });

  test('whose answer is too large fails: half of it would prove anything', async () => {
    for (const text of [
      'SELECT * FROM generate_series(1, 1000000)',
      "SELECT repeat('x', 100000000) AS large",
      "SELECT repeat('x', 100000) AS large FROM generate_series(1, 1000)",
    ]) {
      expect((await refusal(request(text))).code, text).toBe('ANSWER_TOO_LARGE');
    }
    expect((await answer('SELECT * FROM generate_series(1, 10000)')).rows).toHaveLength(10_000);
  });

  test('is ended on the server when its time is up', async () => {
    const mine = 'SELECT pg_sleep(600) AS mine';
    const running = async () => {
      const { rows } = await db.raw('SELECT 1 FROM pg_stat_activity WHERE query = ?', [mine]);
      return rows.length;
    };
    const controller = new AbortController();
    const asked = sqlDriver
      .perform(serverCall(request(mine), connectionString, { signal: controller.signal }))
      .catch((error: unknown) => error);
    await until(running, (count) => count === 1);
    controller.abort(new Error('enough'));
    expect(await asked).toMatchObject({ message: 'enough' });
    expect(await until(running, (count) => count === 0)).toBe(0);
  });
});

describe('the server', () => {
  test('is one that the environment allows, by name, port and address', async () => {
    expect(await refusal(request('SELECT 1'), { allowedHosts: [] })).toMatchObject({
      ...{ code: 'HOST_NOT_ALLOWED', facts: { host: hostname } },
    });
    const elsewhere = { allowedHosts: [`127.0.0.1:${Number(port) + 1}`] };
    expect((await refusal(request('SELECT 1'), elsewhere)).code).toBe('HOST_NOT_ALLOWED');
    // The name is allowed, and leads to this machine, which is not.
    const named = connectionString.replace(hostname, 'ip6-localhost');
    expect((await at(named, { allowedHosts: ['ip6-localhost'] })).code).toMatch(
      /HOST_NOT_ALLOWED|HOST_NOT_FOUND/,
    );
  });

  test('that is not there, or lets nobody in, is told as such', async () => {
    expect((await at('postgres://a:b@127.0.0.1:1/c')).code).toBe('CONNECTION_REFUSED');
    const stranger = connectionString.replace(/\/\/[^@]*@/, '//nobody-at-all:hush-hush@');
    expect((await at(stranger)).code).toBe('ACCESS_DENIED');
    const encrypted = `${connectionString}?sslmode=verify-full`;
    expect(await at(encrypted)).toMatchObject({ code: 'CONNECTION_REFUSED', happened: 'no' });
  });

  test.each([
    'not an address',
    'mysql://a:b@127.0.0.1/c',
    'postgres:///c',
    'postgres://127.0.0.1/c',
    'postgres://a:%zz@127.0.0.1/c',
    'postgres://a:b@127.0.0.1/c?host=/var/run',
    'postgres://a:b@127.0.0.1/c?sslmode=verify-full&sslkey=/etc/passwd',
    'postgres://a:b@127.0.0.1/c?sslmode=perhaps',
  ])('%s is no address of one, and is not told', async (address) => {
    const { code, facts } = await at(address);
    expect(code).toBe('REQUEST_INVALID');
    expect(facts).toMatchObject({ field: 'connection' });
    expect(JSON.stringify(facts)).not.toContain('a:');
  });
});
