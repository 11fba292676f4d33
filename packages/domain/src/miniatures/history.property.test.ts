import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupNeighbours } from '../kernel/grouping.ts';
import { microsPerSecond } from '../kernel/instant.ts';
import {
  checkUndo,
  type GroupableEntry,
  historyGrouping,
  moveGrouping,
  summarizeGroup,
} from './history.ts';
import { type Stage, stages } from './stages.ts';

const entries = fc
  .array(
    fc.record({
      kind: fc.constantFrom('move' as const, 'add' as const, 'import' as const),
      imported: fc.boolean(),
      from: fc.option(fc.constantFrom(...stages.slice(0, 2))),
      to: fc.constantFrom(...stages.slice(2)),
      quantity: fc.integer({ min: 1, max: 1_000_000 }),
      gap: fc.oneof(fc.constantFrom(0, 299_999_999, 300_000_000), fc.nat(900_000_000)),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    let at = 0;
    return steps.map(({ gap, ...entry }): GroupableEntry => {
      at += gap;
      return entry.kind === 'import'
        ? { ...entry, from: null, imported: false, at }
        : { ...entry, at };
    });
  });

const summaries = (history: readonly GroupableEntry[]) =>
  [...groupNeighbours(history, historyGrouping)].map(summarizeGroup);

test('groups hold every entry and the whole quantity, and do not overlap', () => {
  fc.assert(
    fc.property(entries, (history) => {
      const groups = summaries(history);
      const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
      expect(sum(groups.map((group) => group.quantity))).toBe(
        sum(history.map((entry) => entry.quantity)),
      );
      expect(sum(groups.map((group) => group.entries))).toBe(history.length);
      groups.forEach((group, index) => {
        expect(group.startedAt).toBeLessThanOrEqual(group.endedAt);
        const before = groups[index - 1];
        if (before) expect(before.endedAt).toBeLessThanOrEqual(group.startedAt);
      });
    }),
  );
});

test('a summary is the same whichever way the group was read', () => {
  fc.assert(
    fc.property(entries, (history) => {
      expect(summaries(history.toReversed())).toEqual(summaries(history).toReversed());
    }),
  );
});

const entry = {
  kind: 'move',
  from: 'IN_BOX',
  to: 'BUILDING',
  quantity: 1,
  imported: false,
} as const;

test.each([
  [299 * microsPerSecond, 1],
  [300 * microsPerSecond - 1, 1],
  [300 * microsPerSecond, 2],
  [301 * microsPerSecond, 2],
])('moves %i µs apart are %i lines', (gap, lines) => {
  expect(
    summaries([
      { ...entry, at: 0 },
      { ...entry, at: gap },
    ]),
  ).toHaveLength(lines);
});

test('a purchase and a move into the same stage are two lines', () => {
  expect(
    summaries([
      { ...entry, at: 0 },
      { ...entry, kind: 'undo', at: 1 },
    ]),
  ).toHaveLength(2);
});

test('an imported move is a line of its own, but not for the contract', () => {
  const history = [entry, { ...entry, imported: true }].map((one, at) => ({ ...one, at }));
  expect(summaries(history).map(({ imported }) => imported)).toEqual([false, true]);
  expect([...groupNeighbours(history, moveGrouping)]).toHaveLength(1);
});

test('what one import brought is one line, and another import is another', () => {
  const into = (to: Stage, quantity: number, at: number): GroupableEntry => ({
    kind: 'import',
    from: null,
    to,
    quantity,
    imported: false,
    at,
  });
  expect(
    summaries([into('IN_BOX', 30, 7), into('DONE', 10, 7), into('IN_BOX', 1, 8)]),
  ).toMatchObject([
    {
      quantity: 40,
      to: null,
      into: [
        { stage: 'IN_BOX', quantity: 30 },
        { stage: 'DONE', quantity: 10 },
      ],
    },
    { quantity: 1, to: 'IN_BOX', into: [{ stage: 'IN_BOX', quantity: 1 }] },
  ]);
});

test('undo: the latest only, within five minutes', () => {
  const latest = { id: 'b', at: 1_000_000 };
  const soon = latest.at + 299 * microsPerSecond;
  expect(checkUndo(latest, undefined, soon)).toBeNull();
  expect(checkUndo(latest, 'b', soon)).toBeNull();
  expect(checkUndo(latest, 'a', soon)).toBe('ERR_UNDO_NOT_LATEST');
  expect(checkUndo(latest, 'b', latest.at + 300 * microsPerSecond)).toBe('ERR_UNDO_EXPIRED');
  expect(checkUndo(undefined, 'b', soon)).toBe('ERR_NOTHING_TO_UNDO');
});
