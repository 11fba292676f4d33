import { readStatistics } from '@atelier/api/miniatures/statistics.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { insertType, setArchived } from '@atelier/db/miniatures/writes.ts';
import type { Counts } from '@atelier/domain/miniatures/stages.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
const orc = newId();
const elf = newId();
const retired = newId();
const adopted = newId();

/** [type, kind, from, to, quantity, when, whether it was undone] */
const history = [
  [orc, 'add', null, 'IN_BOX', 10, '2026-01-05T10:00:00Z', false],
  [orc, 'move', 'IN_BOX', 'BUILDING', 4, '2026-01-07T10:00:00Z', false],
  [orc, 'move', 'IN_BOX', 'DONE', 3, '2026-01-08T23:30:00Z', true],
  [orc, 'move', 'BUILDING', 'DONE', 2, '2026-01-10T23:30:00Z', false],
  [elf, 'add', null, 'IN_BOX', 5, '2026-01-12T10:00:00Z', false],
  [retired, 'add', null, 'IN_BOX', 100, '2026-01-01T10:00:00Z', false],
  [adopted, 'import', null, 'IN_BOX', 2, '2026-02-03T10:00:00Z', false],
  [adopted, 'import', null, 'DONE', 3, '2026-02-03T10:00:00Z', false],
] as const;

const counts: Readonly<Record<string, Partial<Counts>>> = {
  [orc]: { IN_BOX: 6, BUILDING: 2, DONE: 2 },
  [elf]: { IN_BOX: 5 },
  [retired]: { IN_BOX: 100 },
  [adopted]: { IN_BOX: 2, DONE: 3 },
};

/** How the adopted type had moved before it came here. */
const adoptedMove = {
  typeId: adopted,
  kind: 'move',
  fromStage: 'IN_BOX',
  toStage: 'DONE',
  qty: 3,
  imported: true,
  createdAt: '2026-01-20T10:00:00Z',
};

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.transaction(async (trx) => {
    for (const [id, ofType] of Object.entries(counts)) {
      await insertType(trx, { id, name: id });
      for (const [stage, count] of Object.entries(ofType)) {
        await trx('miniatures.stage_counts')
          .where({ typeId: id, stageName: stage })
          .update({ count });
      }
    }
    for (const [typeId, kind, from, to, qty, at, undone] of history) {
      const id = newId();
      const row = { id, typeId, kind, fromStage: from, toStage: to, qty, createdAt: at };
      await trx('miniatures.history_logs').insert(row);
      if (!undone) continue;
      const undo = {
        ...row,
        id: newId(),
        kind: 'undo',
        fromStage: to,
        toStage: from,
        undoesId: id,
      };
      await trx('miniatures.history_logs').insert(undo);
    }
    await trx('miniatures.history_logs').insert({ id: newId(), ...adoptedMove });
    await setArchived(trx, [retired], true);
  });
});

afterAll(async () => {
  await database.drop();
});

const all = (some: Partial<Counts>): Counts => ({
  IN_BOX: 0,
  BUILDING: 0,
  PRIMING: 0,
  PAINTING: 0,
  DONE: 0,
  ...some,
});

test('of one type: what was undone never was', async () => {
  const result = await readStatistics(database.db, { id: orc, timeZone: 'UTC' });
  expect(result.counts).toEqual(all({ IN_BOX: 6, BUILDING: 2, DONE: 2 }));
  expect(result.flow.slice(0, -1)).toEqual([
    { day: '2026-01-04', counts: all({}) },
    { day: '2026-01-05', counts: all({ IN_BOX: 10 }) },
    { day: '2026-01-07', counts: all({ IN_BOX: 6, BUILDING: 4 }) },
    { day: '2026-01-10', counts: all({ IN_BOX: 6, BUILDING: 2, DONE: 2 }) },
  ]);
  expect(result.flow.at(-1)?.counts).toEqual(result.counts);
  expect(result.stageTimes.slice(0, 2)).toEqual([
    { stage: 'IN_BOX', left: 4, meanDays: 2 },
    { stage: 'BUILDING', left: 2, meanDays: 3 },
  ]);
  expect(result.weeks).toEqual([{ week: '2026-01-05', bought: 10, done: 2 }]);
});

test('of the collection: the types in use, added up', async () => {
  const result = await readStatistics(database.db, { timeZone: 'UTC' });
  expect(result.total).toBe(20);
  expect(result.counts).toEqual(all({ IN_BOX: 13, BUILDING: 2, DONE: 5 }));
  expect(result.weeks).toEqual([
    { week: '2026-01-05', bought: 10, done: 2 },
    { week: '2026-01-12', bought: 5, done: 0 },
    { week: '2026-01-19', bought: 0, done: 3 },
  ]);
});

test('what came with a file stood there since its first move, and was not there before', async () => {
  const result = await readStatistics(database.db, { id: adopted, timeZone: 'UTC' });
  expect(result.flow.slice(0, -1)).toEqual([
    { day: '2026-01-19', counts: all({}) },
    { day: '2026-01-20', counts: all({ IN_BOX: 2, DONE: 3 }) },
  ]);
  expect(result.flow.at(-1)?.counts).toEqual(result.counts);
  expect(result.weeks).toEqual([{ week: '2026-01-19', bought: 0, done: 3 }]);
});

test('days begin where the user is', async () => {
  const result = await readStatistics(database.db, { id: orc, timeZone: 'Asia/Yekaterinburg' });
  expect(result.flow.map((point) => point.day)).toContain('2026-01-11');
  expect(result.flow.map((point) => point.day)).not.toContain('2026-01-10');
});

test('of more types than are read at once, before 1970 too, in the order of their events', async () => {
  const many = await createTestDatabase();
  const events = [
    ['IN_BOX', null, 3, '1969-12-29T08:00:00Z'],
    ['BUILDING', 'IN_BOX', 1, '1969-12-30T08:00:00Z'],
    ['DONE', 'BUILDING', 1, '1969-12-31T08:00:00Z'],
    ['BUILDING', 'IN_BOX', 2, '1969-12-31T09:00:00Z'],
    ['DONE', 'BUILDING', 2, '1969-12-31T10:00:00Z'],
  ] as const;
  try {
    await many.db.transaction(async (trx) => {
      for (let place = 0; place < 120; place += 1) {
        const typeId = newId();
        await insertType(trx, { id: typeId, name: typeId });
        await trx('miniatures.stage_counts')
          .where({ typeId, stageName: 'DONE' })
          .update({ count: 3 });
        await trx('miniatures.history_logs').insert(
          events.map(([toStage, fromStage, qty, createdAt]) => {
            const kind = fromStage === null ? 'add' : 'move';
            return { id: newId(), typeId, kind, fromStage, toStage, qty, createdAt };
          }),
        );
      }
    });
    const result = await readStatistics(many.db, { timeZone: 'UTC' });
    expect(result.weeks).toEqual([{ week: '1969-12-29', bought: 360, done: 360 }]);
    expect(result.flow.slice(0, 4)).toEqual([
      { day: '1969-12-28', counts: all({}) },
      { day: '1969-12-29', counts: all({ IN_BOX: 360 }) },
      { day: '1969-12-30', counts: all({ IN_BOX: 240, BUILDING: 120 }) },
      { day: '1969-12-31', counts: all({ DONE: 360 }) },
    ]);
    expect(result.stageTimes[1]).toEqual({ stage: 'BUILDING', left: 360, meanDays: 1 / 3 });
  } finally {
    await many.drop();
  }
});

test('of an empty collection there is a today', async () => {
  const empty = await createTestDatabase();
  try {
    const result = await readStatistics(empty.db, { timeZone: 'UTC' });
    expect(result).toMatchObject({ total: 0, progress: 0, weeks: [] });
    expect(result.flow).toHaveLength(1);
  } finally {
    await empty.drop();
  }
});
