import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readConversions } from '@atelier/lifecycle/convert/conversions.ts';
import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { convertOnline } from '@atelier/lifecycle/convert/online/convert-online.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { proof } from '@atelier/testkit/proof.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentOf, createFixture, schemaOf } from './fixture.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createFixture();
});
afterEach(() => database.drop());

const request = (target: 'uuid' | 'integer') => ({ profile: 'time-legacy', target });

/** Runs a conversion in a process of its own that kills itself; gives the signal it died of. */
async function killed(mode: string, point: string, nth = 1): Promise<NodeJS.Signals | null> {
  const script = join(import.meta.dirname, 'killed-conversion.ts');
  const child = spawn(
    process.execPath,
    [...programArguments(script), database.connectionString, mode, point, String(nth)],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [, signal] = await once(child, 'exit');
  return signal;
}

/** The killed process's session may live a moment longer. */
async function othersGone(): Promise<void> {
  const others = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'atelier'
      AND state <> 'idle'`;
  while ((await database.db.raw(others)).rows[0].count > 0);
}

proof('conversions-killed-in-place', { short: 1, long: 3 }, ({ some, passed }) => {
  test('in place: killed wherever, the database is as it was', async () => {
    const { db } = database;
    const [content, schema] = [await contentOf(db), await schemaOf(db)];
    const points = [
      'conversion.locked',
      'conversion.after Rewrite each table',
      'conversion.before-commit',
    ];
    for (const point of some(points)) {
      expect([point, await killed('in place', point)]).toEqual([point, 'SIGKILL']);
      await othersGone();
      expect(await schemaOf(db)).toBe(schema);
      passed();
    }
    expect(await contentOf(db)).toEqual(content);
    expect(await readConversions(db)).toEqual([]);
    expect((await convertInPlace(db, request('uuid'))).converted).toBe(true);
  });
});

proof('conversions-killed-online', { short: 3, long: 9 }, ({ some, passed }) => {
  test('online: killed at one point after the other, each run goes on where the last one stopped', async () => {
    const { db } = database;
    const [content, schema] = [await contentOf(db), await schemaOf(db)];
    const points: readonly (readonly [string, number])[] = [
      ['conversion.columns-added', 1],
      ['conversion.batch-done', 3],
      ['conversion.backfilled', 1],
      ['conversion.index-built', 2],
      ['conversion.constraint-added', 5],
      ['conversion.prepared', 1],
      ['conversion.swap-locked', 1],
      ['conversion.swapped', 1],
      ['conversion.before-commit', 1],
    ];
    for (const [point, nth] of some(points)) {
      expect([point, await killed('online', point, nth)]).toEqual([point, 'SIGKILL']);
      await othersGone();
      expect(await readConversions(db)).toMatchObject([{ status: 'running' }]);
      passed();
    }
    expect(await convertOnline(db, request('uuid'))).toMatchObject({
      converted: true,
      resumed: true,
    });
    await convertInPlace(db, request('integer'));
    const sorted = (text: string) =>
      text
        .split('\n')
        .map((line) => line.replace(/,$/, ''))
        .toSorted();
    expect(sorted(await schemaOf(db))).toEqual(sorted(schema));
    expect(await contentOf(db)).toEqual(content);
  });
});

test('killed right behind the swap, it is done all the same', async () => {
  expect(await killed('online', 'conversion.committed')).toBe('SIGKILL');
  expect(await readConversions(database.db)).toMatchObject([{ status: 'done', mode: 'online' }]);
  const content = await contentOf(database.db);
  expect((await convertOnline(database.db, request('uuid'))).converted).toBe(false);
  expect(await contentOf(database.db)).toEqual(content);
});
