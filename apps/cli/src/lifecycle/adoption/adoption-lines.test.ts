import type { AdoptionPlan } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import type { Repair } from '@atelier/lifecycle/repair/rules/repair-plan.ts';
import { expect, test } from 'vitest';
import { todoLines } from './adoption-lines.ts';

const plan = { profile: { name: 'time-legacy', schema: 'time' }, expected: { stamped: [] } };
const table = { schema: 'public', name: 'resources' };
const obstacles: readonly [] = [];
const index: Repair = {
  ...{ kind: 'invalid-index', id: 'invalid', table, obstacles },
  ...{ index: 'ix', definition: 'CREATE INDEX ix', action: 'drop' },
};
const key: Repair = {
  ...{ kind: 'resource-key', id: 'key', table, obstacles },
  ...{ column: 'area_id', parent: 'areas', values: [], kept: null },
};

test.each<[readonly Repair[], boolean]>([
  [[index], false],
  [[index, key], true],
  [[], false],
])('migrations are stamped for the repairs that one asks for', (repairs, isSaid) => {
  const input = { positionals: [], text: () => undefined, texts: () => [], flag: () => false };
  const choice = { repairs, fixes: [], open: [], kept: [] };
  const lines = todoLines(plan as unknown as AdoptionPlan, choice, new Set(), input);
  expect(lines.some((line) => line.includes('stamp the migrations'))).toBe(isSaid);
});
