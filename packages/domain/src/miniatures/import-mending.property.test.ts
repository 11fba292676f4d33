import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMicros } from '../kernel/instant.ts';
import { mendEvent, mendType } from './import-mending.ts';
import { importEventSchema, importTypeSchema } from './interchange.ts';
import { maxQuantity, stages } from './stages.ts';

const event = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 3 };

test.each<[unknown, string]>([
  ['2026-01-31', '2026-01-31T00:00:00Z'],
  ['20260131', '2026-01-31T00:00:00Z'],
  ['20240229', '2024-02-29T00:00:00Z'],
  [1_769_846_400, '2026-01-31T08:00:00Z'],
  [1_769_846_400.5, '2026-01-31T08:00:00.500000Z'],
  [1_769_846_400_123, '2026-01-31T08:00:00.123000Z'],
  [1_769_846_400_123_456, '2026-01-31T08:00:00.123456Z'],
  ['1769846400', '2026-01-31T08:00:00Z'],
  ['1769846400123', '2026-01-31T08:00:00.123000Z'],
  [0, '1970-01-01T00:00:00Z'],
  [-86_400, '1969-12-31T00:00:00Z'],
])('the instant %j is %s, and that is noted', (created_at, expected) => {
  const { value, notes } = mendEvent({ ...event, created_at });
  expect(value).toEqual({ ...event, created_at: expected });
  expect(notes).toEqual(['instant']);
  expect(importEventSchema.safeParse(value).success).toBe(true);
});

test.each<unknown>([
  '2026-01-31T08:00:00Z',
  '2026-02-30',
  '20260230',
  '202601-31',
  '2026013',
  'yesterday',
  '',
  null,
  true,
  1e300,
  9e17,
  '999999999999999999',
  '1e9',
])('the instant %j stays as it is', (created_at) => {
  const given = { ...event, created_at };
  expect(mendEvent(given)).toEqual({ value: given, notes: [] });
});

test('every number that is an instant in some unit is read as the nearest microsecond', () => {
  const micros = fc.integer({ min: 1_000_000_000_000_00, max: 4_000_000_000_000_000 });
  fc.assert(
    fc.property(micros, (at) => {
      const { value } = mendEvent({ ...event, created_at: at });
      expect(value).toMatchObject({ created_at: formatMicros(at) });
    }),
  );
});

test('what has the form of the contract is not touched', () => {
  const counts = fc.array(fc.nat(maxQuantity), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(counts, (numbers) => {
      const stage_counts = stages.map((stage, place) => ({ stage, count: numbers[place] }));
      const type = { name: 'Orks', stage_counts, history: [] };
      expect(mendType(type)).toEqual({ value: type, notes: [] });
    }),
  );
});

test('stages that are not named hold nothing, and those that are keep what they hold', () => {
  fc.assert(
    fc.property(fc.subarray([...stages]), fc.nat(maxQuantity), (named, count) => {
      const stage_counts = named.map((stage) => ({ stage, count }));
      const { value, notes } = mendType({ name: 'Orks', stage_counts, history: [] });
      const { history: _, ...rest } = value;
      const parsed = importTypeSchema.parse(rest);
      expect(parsed.stage_counts).toEqual(
        Object.fromEntries(stages.map((stage) => [stage, named.includes(stage) ? count : 0])),
      );
      expect(notes).toEqual(named.length < stages.length ? ['missing_stages'] : []);
    }),
  );
});

test('a name alone is a type', () => {
  const { value, notes } = mendType({ name: ' Ork\tBoyz ' });
  expect(notes).toEqual(['name', 'missing_stages', 'no_history']);
  expect(value).toMatchObject({ name: 'Ork Boyz', history: [] });
});

test.each<Record<string, unknown>>([
  { name: 7, stage_counts: 'none', history: null },
  { stage_counts: [null, 1, { stage: 'SHELF', count: 1 }] },
  {},
])('%j is not made good by guesses', (type) => {
  const { history: _, ...rest } = mendType(type).value;
  expect(importTypeSchema.safeParse(rest).success).toBe(false);
});
