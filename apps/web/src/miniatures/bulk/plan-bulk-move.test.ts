import { expect, it } from 'vitest';
import { planBulkMove } from './plan-bulk-move.ts';

const type = (id: string, inBox: number) => ({
  id,
  number: 1,
  name: id,
  createdAt: '',
  archivedAt: null,
  counts: { IN_BOX: inBox, BUILDING: 0, PRIMING: 0, PAINTING: 0, DONE: 0 },
});
const route = { from: 'IN_BOX', to: 'DONE' } as const;

it('moves the same number of each, and names those that have too few', () => {
  const plan = planBulkMove([type('a', 3), type('b', 1)], { ...route, each: 2 });
  expect(plan.total).toBe(4);
  expect(plan.short.map(({ id }) => id)).toEqual(['b']);
});

it('with "all that are there" takes what there is, and leaves empty ones out', () => {
  const plan = planBulkMove([type('a', 3), type('b', 0)], { ...route, each: null });
  expect(plan.moves).toEqual([{ id: 'a', ...route, quantity: 3 }]);
  expect(plan.short).toEqual([]);
});

it('a number that is none yet moves nothing', () => {
  expect(planBulkMove([type('a', 3)], { ...route, each: 0 }).moves).toEqual([]);
});
