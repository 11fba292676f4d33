import { newId } from '@atelier/db/kernel/new-id.ts';
import { groupedHistory, groupedMoves, rawHistory } from '@atelier/db/miniatures/history-reads.ts';
import { insertType } from '@atelier/db/miniatures/writes.ts';
import { groupNeighbours } from '@atelier/domain/kernel/grouping.ts';
import {
  type HistoryGroup,
  historyGrouping,
  moveGrouping,
  summarizeGroup,
} from '@atelier/domain/miniatures/history.ts';
import type { HistoryEntry, Page } from '@atelier/domain/miniatures/types.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

interface Row {
  readonly kind: 'move' | 'add' | 'import';
  readonly imported: boolean;
  readonly quantity: number;
  readonly at: number;
  readonly undone: boolean;
}

/** Microseconds, with instants that several share, and some past what a number holds exactly. */
const start = fc.constantFrom(1_769_860_800_000_000, 9_007_199_254_000_000, 20_000_000_000_000_000);
const history = fc
  .tuple(
    start,
    fc.array(
      fc.record({
        kind: fc.constantFrom('move' as const, 'add' as const, 'import' as const),
        imported: fc.boolean(),
        quantity: fc.integer({ min: 1, max: 9 }),
        gap: fc.constantFrom(0, 64, 299_999_936, 300_000_000, 900_000_000),
        undone: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
      }),
      { maxLength: 40 },
    ),
  )
  .map(([first, steps]) => {
    let at = first;
    return steps.map(({ gap, ...row }): Row => {
      at += gap;
      const imported = row.imported && row.kind === 'move';
      const undone = row.undone && row.kind !== 'import' && !imported;
      return { ...row, imported, undone, at };
    });
  });

/** What comes from outside comes from no stage. */
function fromOf(kind: string): 'IN_BOX' | null {
  return kind === 'add' || kind === 'import' ? null : 'IN_BOX';
}

/** Writes a history as it is, and gives its type. */
async function write(rows: readonly Row[]): Promise<string> {
  const typeId = newId();
  await database.db.transaction(async (trx) => {
    await insertType(trx, { id: typeId, name: typeId });
    const ids = rows.map(() => newId());
    for (const [place, { kind, imported, quantity, at, undone }] of rows.entries()) {
      const insert = (id: string, ofKind: string, undoes: string | null) =>
        trx.raw(
          `INSERT INTO miniatures.history_logs
             (id, type_id, kind, from_stage, to_stage, qty, undoes_id, imported, created_at)
           VALUES (?, ?, ?, ?, 'BUILDING', ?, ?, ?, timestamptz 'epoch' + ? * interval '1 microsecond')`,
          [id, typeId, ofKind, fromOf(ofKind), quantity, undoes, imported, at],
        );
      const id = ids[place] ?? '';
      await insert(id, kind, null);
      if (undone) await insert(newId(), 'undo', id);
    }
  });
  return typeId;
}

async function allPages<Item>(
  read: (cursor: string | null) => Promise<Page<Item>>,
): Promise<{ items: Item[]; sizes: number[] }> {
  const items: Item[] = [];
  const sizes: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await read(cursor);
    items.push(...page.items);
    sizes.push(page.items.length);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { items, sizes };
}

test('pages of groups are the groups of the whole, whatever their size', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 12 }), async (rows, limit) => {
      const id = await write(rows);
      const { items, sizes } = await allPages((cursor) =>
        groupedHistory(database.db, { id, limit, cursor }),
      );
      const standing = rows
        .filter((row) => !row.undone)
        .map((row) => ({
          ...row,
          from: fromOf(row.kind),
          to: 'BUILDING' as const,
        }));
      // The order within one instant is that of the ids, which follows that of writing.
      const expected: HistoryGroup[] = [...groupNeighbours(standing, historyGrouping)].map(
        summarizeGroup,
      );
      expect(items).toEqual(expected.toReversed());
      expect(sizes.slice(0, -1).every((size) => size === limit)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('pages of rows are all rows, newest first, undone ones marked', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 12 }), async (rows, limit) => {
      const id = await write(rows);
      const { items } = await allPages<HistoryEntry>((cursor) =>
        rawHistory(database.db, { id, limit, cursor }),
      );
      expect(items).toHaveLength(rows.length + rows.filter((row) => row.undone).length);
      const own = items.filter((item) => item.kind !== 'undo').toReversed();
      expect(
        own.map(({ kind, imported, quantity, at, undone }) => ({
          kind,
          imported,
          quantity,
          undone,
          at,
        })),
      ).toEqual(rows);
    }),
    { numRuns: 20 },
  );
});

test('the REST history is the moves that stand, oldest first, purchases between them left out', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (rows) => {
      const id = await write(rows);
      const moves = rows
        .filter((row) => row.kind === 'move' && !row.undone)
        .map((row) => ({ ...row, from: 'IN_BOX' as const, to: 'BUILDING' as const }));
      expect(await groupedMoves(database.db, id)).toEqual(
        [...groupNeighbours(moves, moveGrouping)].map(summarizeGroup),
      );
    }),
    { numRuns: 20 },
  );
});

test.each(['', '!', 'bm9wZQ', Buffer.from('[1]').toString('base64url'), 'W10'])(
  'the cursor %j is refused',
  async (cursor) => {
    const id = await write([]);
    const read = rawHistory(database.db, { id, limit: 1, cursor: cursor || '!' });
    await expect(read).rejects.toMatchObject({ code: 'ERR_VALIDATION' });
  },
);
