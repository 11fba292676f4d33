import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMicros } from '../kernel/instant.ts';
import { importEventSchema, importTypeSchema } from './interchange.ts';
import { maxQuantity, stages } from './stages.ts';

const goodEvent = {
  from_stage: 'IN_BOX',
  to_stage: 'DONE',
  qty: 3,
  created_at: '2026-01-31T12:00:00Z',
};
const goodCounts = stages.map((stage, index) => ({ stage, count: index }));
const goodType = { name: 'Orc', stage_counts: goodCounts };

test('an event is taken exactly when it goes forward', () => {
  const place = fc.nat(stages.length - 1);
  const at = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
  const qty = fc.integer({ min: 1, max: maxQuantity });
  fc.assert(
    fc.property(place, place, qty, at, (from, to, amount, micros) => {
      const event = {
        from_stage: stages[from],
        to_stage: stages[to],
        qty: amount,
        created_at: formatMicros(micros),
      };
      const parsed = importEventSchema.safeParse(event);
      expect(parsed.success).toBe(to > from);
      if (parsed.success) expect(parsed.data).toEqual({ ...event, created_at: micros });
    }),
  );
});

test.each([
  { ...goodEvent, qty: 0 },
  { ...goodEvent, qty: -1 },
  { ...goodEvent, qty: 1.5 },
  { ...goodEvent, qty: '3' },
  { ...goodEvent, qty: maxQuantity + 1 },
  { ...goodEvent, from_stage: 'in_box' },
  { ...goodEvent, to_stage: 'LOST' },
  { ...goodEvent, created_at: 'yesterday' },
  { ...goodEvent, created_at: 1769860800 },
  { ...goodEvent, note: 'unknown' },
  { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 3 },
  null,
  [],
  'event',
])('%j is no event', (event) => {
  expect(importEventSchema.safeParse(event).success).toBe(false);
});

test('counts are read by stage, whatever order they stand in', () => {
  const numbers = fc.array(fc.nat(maxQuantity), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(numbers, fc.infiniteStream(fc.nat()), (counts, order) => {
      const inOrder = stages.map((stage, index) => ({ stage, count: counts[index] ?? 0 }));
      const keys = new Map(inOrder.map((one) => [one, order.next().value]));
      const shuffled = inOrder.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      const { stage_counts } = importTypeSchema.parse({ name: 'Orc', stage_counts: shuffled });
      expect(stages.map((stage) => stage_counts[stage])).toEqual(counts);
    }),
  );
});

test('a name is trimmed', () => {
  expect(importTypeSchema.parse({ ...goodType, name: ' Orc ' }).name).toBe('Orc');
});

test.each([
  { ...goodType, name: '' },
  { ...goodType, name: 'a\u0000b' },
  { ...goodType, name: '\ud800' },
  { ...goodType, name: '\u200b' },
  { ...goodType, name: 'a\tb' },
  { ...goodType, name: 7 },
  { ...goodType, stage_counts: goodCounts.slice(1) },
  { ...goodType, stage_counts: [...goodCounts.slice(1), goodCounts[1]] },
  { ...goodType, stage_counts: [...goodCounts, { stage: 'DONE', count: 1 }] },
  { ...goodType, stage_counts: [{ stage: 'IN_BOX', count: -1 }, ...goodCounts.slice(1)] },
  {
    ...goodType,
    stage_counts: [{ stage: 'IN_BOX', count: maxQuantity + 1 }, ...goodCounts.slice(1)],
  },
  { ...goodType, stage_counts: { IN_BOX: 1 } },
  { ...goodType, colour: 'green' },
])('%j is no type', (type) => {
  expect(importTypeSchema.safeParse(type).success).toBe(false);
});
