import { criterionSchema } from '@atelier/domain/orchestra/bpmn/cover/criterion.ts';
import { expect, test } from 'vitest';
import { type CriterionFields, firstFields, toCriterion, withEntry } from './criterion-fields.ts';
import { processesSearch, processSearch } from './process-search.ts';

const read = (fields: Partial<CriterionFields>) =>
  criterionSchema.parse(toCriterion({ ...firstFields, ...fields }));

test('what is asked for at first is what the domain does by itself', () => {
  expect(read({})).toEqual(criterionSchema.parse({}));
});

test('what is half done is left out until it is whole', () => {
  const half = read({
    pairs: [
      ['a', ''],
      ['a', 'a'],
    ],
    conditions: [
      { name: ' ', flows: ['a'] },
      { name: 'large', flows: [] },
    ],
    expressions: ['  '],
  });
  expect(half).toEqual(criterionSchema.parse({}));
  const whole = read({
    kind: 'decisions',
    together: 2,
    pairs: [['a', 'b']],
    conditions: [{ name: ' large ', flows: ['a', 'c'] }],
    expressions: [' not large '],
  });
  expect(whole).toMatchObject({
    ...{ kind: 'decisions', together: 2, conditions: { large: ['a', 'c'] } },
    exclusions: [{ flows: ['a', 'b'] }, { expression: 'not large' }],
  });
});

test('an entry of a list is put in the place of another, or taken out', () => {
  expect(withEntry(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c']);
  expect(withEntry(['a', 'b', 'c'], 0, null)).toEqual(['b', 'c']);
});

test('an address keeps what means something, and nothing else', () => {
  expect(processSearch({ version: 2, view: 'changes', with: 1, other: 'x' })).toEqual({
    ...{ version: 2, view: 'changes', with: 1 },
  });
  expect(processSearch({ version: 0, view: 'odd', with: 2 ** 31 })).toEqual({});
  expect(processSearch({ version: '2', with: 1.5 })).toEqual({});
  expect(processesSearch({ q: 'order', archived: 'yes' })).toEqual({ q: 'order' });
  expect(processesSearch({ q: 'order', archived: true })).toEqual({ q: 'order', archived: true });
});
