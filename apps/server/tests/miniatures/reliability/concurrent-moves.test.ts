import { proof } from '@atelier/testkit/proof.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, addType, post } from '../../kernel/reliability/rest-client.ts';
import { startTestApp } from '../../start-test-app.ts';
import { applied, countsOf, historyOf, inconsistentTypes } from './collection.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestApp();
});

afterAll(async () => {
  expect(await inconsistentTypes(server.database.db)).toEqual([]);
  await server.close();
});

/** How many answers there were of each kind: `200`, or the status and code of a refusal. */
function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const kind = status === 200 ? '200' : `${status} ${body.code ?? JSON.stringify(body)}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

const trpc = (procedure: string, input: unknown) =>
  post(`${server.url}/api/trpc/miniatures.${procedure}`, input);

proof('concurrent-commands', { short: 1, long: 30 }, ({ rounds, passed }) => {
  describe.each(Array.from({ length: rounds }, (_, place) => place + 1))('round %i', (round) => {
    afterAll(() => passed());

    test.each([1, 3])('200 moves of %i at once: exactly 100 find enough', async (qty) => {
      const id = await addType(server.url, `Rush of ${qty}, ${round}`, 100 * qty + (qty - 1));
      const move = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty };
      const answers = await Promise.all(
        Array.from({ length: 200 }, () => post(`${server.url}/api/v1/types/${id}/move`, move)),
      );
      expect(tally(answers)).toEqual({ '200': 100, '400 ERR_INSUFFICIENT_QTY': 100 });
      expect(await countsOf(server.database.db, id)).toEqual([qty - 1, 100 * qty, 0, 0, 0]);
      expect(await historyOf(server.database.db, id)).toHaveLength(101);
    });

    test('200 moves with one idempotency key are one move', async () => {
      const id = await addType(server.url, `Double-click ${round}`, 100);
      const move = { from_stage: 'IN_BOX', to_stage: 'PRIMING', qty: 2 };
      const headers = { 'idempotency-key': `the-only-one-${round}` };
      const answers = await Promise.all(
        Array.from({ length: 200 }, () =>
          post(`${server.url}/api/v1/types/${id}/move`, move, headers),
        ),
      );
      expect(tally(answers)).toEqual({ '200': 200 });
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await countsOf(server.database.db, id)).toEqual([98, 0, 2, 0, 0]);
    });

    test('bulk moves in opposite orders all succeed', async () => {
      const ids: string[] = [];
      for (let place = 0; place < 12; place += 1) {
        ids.push(await addType(server.url, `Bulk ${round}-${place}`, 40));
      }
      const forward = ids.map((id) => ({ id, from: 'IN_BOX', to: 'DONE', quantity: 1 }));
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, place) =>
          trpc('moveMany', { moves: place % 2 === 0 ? forward : forward.toReversed() }),
        ),
      );
      expect(tally(answers)).toEqual({ '200': 40 });
      for (const id of ids) {
        expect(await countsOf(server.database.db, id)).toEqual([0, 0, 0, 0, 40]);
      }
    });

    test('commands of every kind at once never make a server error', async () => {
      const ids: string[] = [];
      for (let place = 0; place < 6; place += 1) {
        ids.push(await addType(server.url, `Mix ${round}-${place}`, 1000));
      }
      const names = ids.map((_, place) => `Mix ${round}-${place}`);
      const file = (order: readonly string[]) => ({
        types: order.map((name) => ({
          name,
          stage_counts: ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'].map((stage) => ({
            stage,
            count: 1,
          })),
          history: [
            { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1, created_at: '2026-01-31T12:00:00Z' },
          ],
        })),
      });
      const moves = ids.map((id) => ({ id, from: 'IN_BOX', to: 'DONE', quantity: 1 }));
      const kinds: ((turn: number) => Promise<Answer>)[] = [
        () => trpc('moveMany', { moves }),
        () => trpc('moveMany', { moves: moves.toReversed() }),
        (turn) => trpc('undo', { id: ids[turn % ids.length] }),
        (turn) => trpc('addToBox', { id: ids[turn % ids.length], quantity: 1 }),
        (turn) => trpc('archive', { id: ids[turn % ids.length] }),
        (turn) => trpc('restore', { id: ids[turn % ids.length] }),
        (turn) =>
          trpc('rename', { id: ids[turn % ids.length], name: `Mix ${round}-${turn % ids.length}` }),
        () => post(`${server.url}/api/v1/import`, file(names)),
        () =>
          post(
            `${server.url}/api/v1/import`,
            file([...names.toReversed(), `New to both ${round}`]),
          ),
      ];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, turn) => kinds.map((kind) => kind(turn))).flat(),
      );
      const failed = answers.filter(({ status }) => status >= 500);
      expect(failed).toEqual([]);
      const imported = answers.filter(({ body }) => body.status === 'ok').length;
      const waitedOff = answers.filter(({ body }) => body.code === 'ERR_TOO_MANY_REQUESTS').length;
      expect(imported).toBeGreaterThan(10);
      expect(imported + waitedOff).toBe(40);
      for (const id of ids) {
        const { db } = server.database;
        expect(await countsOf(db, id)).toEqual(applied([0, 0, 0, 0, 0], await historyOf(db, id)));
      }
    });
  });
});
