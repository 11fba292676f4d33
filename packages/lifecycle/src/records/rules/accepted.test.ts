import { expect, test } from 'vitest';
import type { Difference } from '../../catalog/rules/difference.ts';
import { partAccepted } from './accepted.ts';

const extra: Difference = {
  class: 'extra',
  object: { kind: 'column', schema: 'time', name: 'resources', part: 'area_id_kept' },
  expected: null,
  actual: 'area_id_kept uuid',
  fix: null,
};
const by = { kind: 'adoption', profile: 'time-legacy' } as const;
const fact = { ...extra, by };

test('what was accepted is no drift, and says who accepted it', () => {
  const other = { ...extra, object: { ...extra.object, part: 'area_id_lost' } };
  expect(partAccepted([extra, other], [fact])).toEqual({
    drift: [other],
    accepted: [{ ...extra, acceptedBy: by }],
  });
});

test.each<Partial<Difference>>([
  { actual: 'area_id_kept text' },
  { expected: 'area_id_kept uuid' },
  { class: 'type' },
  { object: { ...extra.object, schema: 'runs' } },
  { object: { ...extra.object, kind: 'index' } },
])('it is drift again when it is not the same any more: %o', (change) => {
  expect(partAccepted([{ ...extra, ...change }], [fact]).accepted).toEqual([]);
});
