import { expect, test } from 'vitest';
import { keptFacts } from './evidence-facts.ts';

test('small facts stay as they are', () => {
  const facts = { status: 200, headers: { a: ['b'] }, rows: [{ id: 1 }], url: '/x' };
  expect(keptFacts(facts)).toEqual(facts);
});

test('of a long list the first items stay, and how many there were is told', () => {
  const rows = Array.from({ length: 300 }, (_, id) => ({ id, text: 'x'.repeat(40) }));
  const kept = keptFacts({ rows, rowCount: 300 }, 1);
  expect(kept.rows).toEqual(rows.slice(0, 17));
  expect(kept).toMatchObject({ rowCount: 300, cut: { rows: 300 } });
});

test('of a long text the beginning stays', () => {
  expect(keptFacts({ html: 'я'.repeat(600) }, 1)).toEqual({
    html: 'я'.repeat(512),
    cut: { html: 1200 },
  });
});

test('what is large in one piece becomes text; what cannot be kept is left out', () => {
  const { large, rows, cut } = keptFacts({ large: { a: 'x'.repeat(2000) }, rows: ['\u0000'] }, 1);
  expect(large).toMatch(/^\{"a":"xxx/);
  expect(rows).toEqual([]);
  expect(cut).toEqual({ large: 2008, rows: 1 });
});
