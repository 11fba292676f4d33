import { expect, test } from 'vitest';
import { isFixable, type Obstacle, type Repair } from './repair-plan.ts';

const table = { schema: 'time', name: 'tasks' };
const obstacle: Obstacle = { kind: 'not-ours', table: 'time.tasks' };

const repairs = (obstacles: readonly Obstacle[]): readonly Repair[] => [
  {
    ...{ kind: 'running-timers', id: 'running-timers', table, index: 'ux', replaces: null },
    ...{ closings: [], obstacles },
  },
  {
    ...{ kind: 'resource-key', id: 'resource-key', table, column: 'key', parent: 'resources' },
    ...{ values: [], kept: null, obstacles },
  },
  {
    ...{ kind: 'invalid-index', id: 'invalid-index', table, index: 'ix', definition: '' },
    ...{ action: 'rebuild', obstacles },
  },
];

test('one obstacle is enough for nothing to be touched, whatever the repair', () => {
  for (const repair of repairs([])) expect([repair.kind, isFixable(repair)]).toContain(true);
  for (const repair of repairs([obstacle])) {
    expect([repair.kind, isFixable(repair)]).toContain(false);
  }
});
