import { expect, test } from 'vitest';
import { readMigrationName } from './migration-name.ts';

test.each([
  ['20261121040000_runs_baseline_v1', { area: 'runs', what: 'baseline v1' }],
  ['20261120000000_kernel_create', { area: 'kernel', what: 'create' }],
  ['made_by_hand', { area: '', what: 'made_by_hand' }],
])('%s', (name, read) => {
  expect(readMigrationName(name)).toEqual(read);
});
