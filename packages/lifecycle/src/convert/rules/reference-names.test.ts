import { expect, test } from 'vitest';
import { looksLikeId, type NameRules, tableByName } from './reference-names.ts';

const rules: NameRules = {
  tables: ['tasks', 'time_entries', 'users_web', 'diagnostic_clients', 'areas', 'addresses'],
  stems: { user: 'users_web' },
  not: ['owner_id'],
};

test.each([
  ['task_id', 'tasks'],
  ['task_ids', 'tasks'],
  ['p_task_id', 'tasks'],
  ['_task_id', 'tasks'],
  ['reviewed_task_id', 'tasks'],
  ['diagnostic_client_id', 'diagnostic_clients'],
  ['time_entry_id', 'time_entries'],
  ['address_id', 'addresses'],
  ['target_user_id', 'users_web'],
  ['TASK_ID', 'tasks'],
  ['task', undefined],
  ['id', undefined],
  ['multitask_id', undefined],
  ['owner_id', undefined],
  ['task_owner_id', undefined],
  ['task_idea', undefined],
])('%s names %s', (name, table) => {
  expect(tableByName(name, rules)).toBe(table);
});

test('what ends like an id is worth a look at its values', () => {
  const names = ['granted_by', 'place_id', 'depth', 'owner_id', 'linked_ids', 'weight'];
  expect(names.filter((name) => looksLikeId(name, rules))).toEqual([
    'granted_by',
    'place_id',
    'linked_ids',
  ]);
});
