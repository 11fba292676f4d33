import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { abandonOnline } from '@atelier/lifecycle/convert/online/abandon.ts';
import { convertOnline } from '@atelier/lifecycle/convert/online/convert-online.ts';
import type { IdKind } from '@atelier/lifecycle/convert/rules/id-column.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentOf, createFixture, schemaOf } from './fixture.ts';
import { startWriter } from './running-writer.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createFixture();
});
afterEach(() => database.drop());

const request = (target: IdKind) => ({ profile: 'time-legacy', target });
const online = (target: IdKind) => convertOnline(database.db, request(target));

/** A replaced column stands last in its table, and nothing else is different. */
const withoutOrder = (schema: string): string[] =>
  schema
    .split('\n')
    .map((line) => line.replace(/,$/, ''))
    .toSorted();

test('there and back: everything is as it was, but for the order of columns', async () => {
  const { db } = database;
  const [content, schema] = [await contentOf(db), await schemaOf(db)];
  expect((await online('uuid')).converted).toBe(true);
  await online('integer');
  expect(withoutOrder(await schemaOf(db))).toEqual(withoutOrder(schema));
  expect(await contentOf(db)).toEqual(content);
});

test('it comes to the same as a conversion in place', async () => {
  const other = await createFixture();
  try {
    await online('uuid');
    await convertInPlace(other.db, request('uuid'));
    expect(withoutOrder(await schemaOf(database.db))).toEqual(
      withoutOrder(await schemaOf(other.db)),
    );
    const own = ({ table }: { table: string }) =>
      // Only these hold random values or the time of the fixture.
      !['resources', 'alarms', 'task_log'].includes(table);
    expect((await contentOf(database.db)).filter(own)).toEqual(
      (await contentOf(other.db)).filter(own),
    );
  } finally {
    await other.drop();
  }
});

/** However slow the machine is; a swap that the writers leave no moment for is done by the next run. */
async function insistently(target: IdKind): Promise<number | undefined> {
  for (;;) {
    try {
      const { swap } = await convertOnline(database.db, request(target), { holdMs: 60_000 });
      return swap?.heldMs;
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'ERR_CONVERSION_LOCKED')) throw error;
    }
  }
}

test('running writers lose nothing and double nothing, there and back', async () => {
  const { db } = database;
  const writers = ['one', 'two'].map((name) => startWriter(db, name));
  const swaps = [];
  for (const target of ['uuid', 'integer'] as const) swaps.push(await insistently(target));
  const reports = await Promise.all(writers.map((writer) => writer.stop()));
  const expected = reports.flatMap(({ written }) => [...written]).toSorted();
  const { rows } = await db.raw(
    `SELECT description, t.id IS NOT NULL AS known FROM time_entries AS e LEFT JOIN tasks AS t
       ON t.id = e.task_id AND t.title = e.description WHERE description ~ '^(one|two)'`,
  );
  expect(rows.map((row: { description: string }) => row.description).toSorted()).toEqual(expected);
  expect(rows.filter((row: { known: boolean }) => !row.known)).toEqual([]);
  const { rows: tasks } = await db.raw(
    `SELECT t.title, p.name FROM tasks AS t LEFT JOIN projects AS p ON p.id = t.project_id
     WHERE t.title ~ '^(one|two)'`,
  );
  expect(
    new Map(tasks.map((task: { title: string; name: string }) => [task.title, task.name])),
  ).toEqual(new Map(reports.flatMap(({ projects }) => [...projects])));
  const longest = Math.max(...reports.map(({ longestMs }) => longestMs));
  console.log(
    `swaps held ${swaps.join(' and ')} ms; the longest statement took ${Math.round(longest)} ms`,
  );
});

test('a half done one can be taken back, and blocks the other way meanwhile', async () => {
  const { db } = database;
  const [content, schema] = [await contentOf(db), await schemaOf(db)];
  await expect(
    convertOnline(db, request('uuid'), {
      onStage(title) {
        if (title === 'Swap') throw new Error('stopped here');
      },
    }),
  ).rejects.toThrow('stopped here');
  await expect(convertInPlace(db, request('uuid'))).rejects.toMatchObject({
    code: 'ERR_CONVERSION_RUNNING',
  });
  // Meanwhile both columns follow each other.
  await db.raw(
    `UPDATE tasks SET "project_id__converted" = lifecycle.id_of('time.projects', 3) WHERE id = 100`,
  );
  const { rows } = await db.raw('SELECT project_id FROM tasks WHERE id = 100');
  expect(rows).toEqual([{ project_id: 3 }]);
  await db.raw('UPDATE tasks SET project_id = 2, updated_at = NULL WHERE id = 100');
  await abandonOnline(db);
  await expect(abandonOnline(db)).rejects.toMatchObject({ code: 'ERR_CONVERSION_NONE_RUNNING' });
  expect(await schemaOf(db)).toEqual(schema);
  const changed = (await contentOf(db)).filter((each, place) => each.hash !== content[place]?.hash);
  expect(changed.map(({ table }) => table)).toEqual(['tasks']);
  expect((await online('uuid')).resumed).toBe(false);
});
