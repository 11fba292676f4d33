import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from '../kernel/rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

interface Group {
  readonly from_stage: string;
  readonly to_stage: string;
  readonly qty: number;
  readonly timestamp: string;
}

/** A move at so many seconds past the hour. */
type Move = readonly [from: string, to: string, qty: number, seconds: number];

/** A type with this history, and what the API makes of it. */
async function historyOf(...moves: readonly Move[]): Promise<readonly Group[]> {
  const { id, uuid } = await server.addType(randomUUID());
  for (const [from, to, qty, seconds] of moves) {
    await server.db.raw(
      `INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty, created_at)
       VALUES (:rowId, :uuid, 'move', :from, :to, :qty,
         timestamptz '2026-01-31T08:00:00Z' + :seconds * interval '1 second')`,
      { rowId: randomUUID(), uuid, from, to, qty, seconds },
    );
  }
  const { status, body } = await server.get<{ items: Group[] }>(`/api/v1/types/${id}/history`);
  expect(status).toBe(200);
  return body.items;
}

/** How many pieces each group holds. */
const quantities = (groups: readonly Group[]) => groups.map(({ qty }) => qty);

test('a type that never moved has no history', async () => {
  expect(await historyOf()).toEqual([]);
});

test.each([
  [299, [3]],
  [299.999999, [3]],
  [300, [1, 2]],
  [301, [1, 2]],
])('two moves %d s apart', async (gap, expected) => {
  const groups = await historyOf(['IN_BOX', 'BUILDING', 1, 0], ['IN_BOX', 'BUILDING', 2, gap]);
  expect(quantities(groups)).toEqual(expected);
});

test('a group has the sum of its moves and the time of the first', async () => {
  expect(
    await historyOf(
      ['IN_BOX', 'BUILDING', 1, 0.000001],
      ['IN_BOX', 'BUILDING', 20, 100],
      ['IN_BOX', 'BUILDING', 300, 399],
    ),
  ).toEqual([
    {
      from_stage: 'IN_BOX',
      to_stage: 'BUILDING',
      qty: 321,
      timestamp: '2026-01-31T08:00:00.000001Z',
    },
  ]);
});

test('the gap counts from one move to the next, not from the first', async () => {
  const moves = Array.from({ length: 10 }, (_, i): Move => ['IN_BOX', 'DONE', 1, i * 299]);
  expect(quantities(await historyOf(...moves))).toEqual([10]);
});

test('only neighbours with the same stages are one group', async () => {
  const groups = await historyOf(
    ['IN_BOX', 'BUILDING', 1, 0],
    ['BUILDING', 'PRIMING', 2, 1],
    ['IN_BOX', 'BUILDING', 4, 2],
    ['IN_BOX', 'PRIMING', 8, 3],
  );
  expect(quantities(groups)).toEqual([1, 2, 4, 8]);
});

test('comes oldest first, in whatever order it was written', async () => {
  const groups = await historyOf(
    ['IN_BOX', 'BUILDING', 4, 5000],
    ['IN_BOX', 'BUILDING', 1, 0],
    ['IN_BOX', 'BUILDING', 2, 1000],
  );
  expect(quantities(groups)).toEqual([1, 2, 4]);
});

test('holds moves only: no purchase, and nothing that was undone', async () => {
  const { id } = await server.addType('Bought', 10);
  const path = `/api/v1/types/${id}`;
  await server.post(`${path}/move`, { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 2 });
  await server.post(`${path}/move`, { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 5 });
  await server.call('POST', `${path}/undo`);
  const { body } = await server.get<{ items: Group[] }>(`${path}/history`);
  expect(quantities(body.items)).toEqual([2]);
});
