import { expect, it } from 'vitest';
import { microsPerSecond } from '../kernel/instant.ts';
import { newestToUndo } from './history.ts';
import type { HistoryEntry } from './types.ts';

const now = 1_000_000 * microsPerSecond;

let made = 0;
/** An entry that was written so many seconds ago. */
const entry = (secondsAgo: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `${++made}`,
  kind: 'move',
  from: 'IN_BOX',
  to: 'BUILDING',
  quantity: 1,
  undoesId: null,
  imported: false,
  undone: false,
  at: now - secondsAgo * microsPerSecond,
  ...more,
});
const secondsAgo = (entries: readonly HistoryEntry[]) =>
  newestToUndo(entries, now).map(({ at }) => (now - at) / microsPerSecond);

it('is the newest line of the history, as far as it is younger than five minutes', () => {
  expect(secondsAgo([entry(1), entry(200), entry(299), entry(300)])).toEqual([1, 200, 299]);
  expect(secondsAgo([entry(1), entry(2, { to: 'DONE' }), entry(3)])).toEqual([1]);
  expect(secondsAgo([entry(301)])).toEqual([]);
  expect(secondsAgo([])).toEqual([]);
});

it('looks through what was taken back, and past what came with a file', () => {
  const taken = [
    entry(1, { kind: 'undo', from: 'BUILDING', to: 'IN_BOX' }),
    entry(5, { undone: true }),
  ];
  const imported = [entry(6, { kind: 'import', from: null }), entry(7, { imported: true })];
  expect(secondsAgo([...taken, ...imported, entry(8), entry(9)])).toEqual([8, 9]);
});

it('takes purchases back as it does moves', () => {
  const added = { kind: 'add', from: null, to: 'IN_BOX' } as const;
  expect(secondsAgo([entry(1, added), entry(2, added), entry(3)])).toEqual([1, 2]);
});
