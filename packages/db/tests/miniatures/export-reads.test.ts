import { newId } from '@atelier/db/kernel/new-id.ts';
import { exportTypes } from '@atelier/db/miniatures/export-reads.ts';
import { insertType } from '@atelier/db/miniatures/writes.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, expect, test } from 'vitest';

const { db, drop } = await createTestDatabase();
afterAll(() => drop());

/** Gives a type so many moves, a second apart; all of them begin at one instant. */
async function addType(name: string, moves: number): Promise<void> {
  const id = newId();
  await db.transaction((trx) => insertType(trx, { id, name }));
  await db.raw(
    `INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty, created_at, imported)
     SELECT gen_random_uuid(), :id, 'move', 'IN_BOX', 'DONE', place,
       timestamptz '2026-01-01 00:00:00Z' + place * interval '1 second', true
     FROM generate_series(1, :moves) AS place ORDER BY random()`,
    { id, moves },
  );
}

test('short and long histories come whole and in order, whatever is read together', async () => {
  // Around the size of a piece, alone and with neighbours that fill one with them.
  const moves = [0, 1, 4998, 1, 1, 5000, 3, 5001, 0, 12_000, 2];
  for (const [place, number] of moves.entries()) {
    await addType(`Type ${String(place).padStart(2, '0')}`, number);
  }
  const found: [string, number][] = [];
  for await (const { name, history } of exportTypes(db)) {
    let last = 0;
    for await (const piece of history) {
      expect(piece.length).toBeGreaterThan(0);
      // The quantity is the move's place.
      for (const { qty } of piece) {
        expect(qty).toBe(last + 1);
        last = qty;
      }
    }
    found.push([name, last]);
  }
  expect(found).toEqual(
    moves.map((number, place) => [`Type ${String(place).padStart(2, '0')}`, number]),
  );
});
