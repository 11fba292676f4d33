import { beforeEach, expect, it } from 'vitest';
import { createPendingRows, type PendingRows } from './pending-rows.ts';

interface Row {
  readonly count: number;
}
interface Change {
  readonly id: string;
  readonly by: number;
}

/** What the server has and whether it can be read, and what is shown. */
let onServer: Row;
let readable: boolean;
let shown: Row | undefined;
let rows: PendingRows<Row, Change>;
const less: Change = { id: 'a', by: -1 };

beforeEach(() => {
  onServer = { count: 9 };
  readable = true;
  shown = onServer;
  rows = createPendingRows<Row, Change>({
    find: () => shown,
    show: (_id, row) => {
      shown = row;
    },
    change: ({ count }, { by }) => ({ count: count + by }),
    read: async (ids) => {
      if (!readable) throw new Error('unreadable');
      return ids.map((id) => [id, onServer] as const);
    },
  });
});

const answered = (count: number) => new Map([['a', { count }]]);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

it('shows a change before it is answered, and then the answer', () => {
  rows.begin('first', [less]);
  expect(shown?.count).toBe(8);
  rows.end('first', [less], answered(5));
  expect(shown?.count).toBe(5);
});

it('an answer that is overtaken by a later change of ours takes that along', () => {
  rows.begin('first', [less]);
  rows.begin('second', [less]);
  rows.end('first', [less], answered(8));
  expect(shown?.count).toBe(7);
  rows.end('second', [less], answered(7));
  expect(shown?.count).toBe(7);
});

it('what others change meanwhile is read when ours is answered', async () => {
  rows.begin('first', [less]);
  onServer = { count: 3 };
  await rows.refresh(['a']);
  expect(shown?.count).toBe(8);
  rows.end('first', [less], answered(8));
  await settled();
  expect(shown?.count).toBe(3);
});

it('the answer stands when what others changed cannot be read', async () => {
  rows.begin('first', [less]);
  await rows.refresh(['a']);
  readable = false;
  rows.end('first', [less], answered(8));
  await settled();
  expect(shown?.count).toBe(8);
});

it('what was not done is taken back at once, also where nothing can be read, and what is left stays', () => {
  readable = false;
  rows.begin('first', [less]);
  rows.begin('second', [{ id: 'a', by: -3 }]);
  rows.end('first', [less], undefined);
  expect(shown?.count).toBe(6);
  rows.end('second', [less], undefined);
  expect(shown?.count).toBe(9);
});

it('what is under way is shown in a list that was read past it, which is read once more after it', async () => {
  rows.begin('first', [less]);
  onServer = { count: 4 };
  shown = onServer;
  rows.keep(rows.now());
  expect(shown.count).toBe(8);
  rows.end('first', [less], answered(8));
  await settled();
  expect(shown.count).toBe(4);
});

it('a list that was asked for before the answer, and comes after it, does not bring the row back', async () => {
  const asked = rows.now();
  rows.begin('first', [less]);
  rows.end('first', [less], answered(8));
  shown = onServer;
  onServer = { count: 6 };
  rows.keep(asked);
  expect(shown.count).toBe(8);
  await settled();
  expect(shown.count).toBe(6);
});

it('a list that was asked for after the answer is right', () => {
  rows.begin('first', [less]);
  rows.end('first', [less], answered(8));
  shown = { count: 2 };
  rows.keep(rows.now());
  expect(shown.count).toBe(2);
});

it('a row that was asked for before the answer, and comes after it, is read once more', async () => {
  const reading = rows.refresh(['a']);
  rows.begin('first', [less]);
  rows.end('first', [less], answered(8));
  onServer = { count: 8 };
  await reading;
  expect(shown?.count).toBe(8);
});

it('a row that the answer does not hold stays as it was shown', () => {
  rows.begin('first', [less]);
  rows.end('first', [less], new Map());
  expect(shown?.count).toBe(8);
  rows.begin('second', [less]);
  rows.end('second', [less], undefined);
  expect(shown?.count).toBe(8);
});
