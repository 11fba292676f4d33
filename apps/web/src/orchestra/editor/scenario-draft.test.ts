import { suiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import { expect, it } from 'vitest';
import {
  draftOf,
  freeKey,
  valueAt,
  withScenario,
  withSteps,
  withValue,
  writtenScenario,
} from './scenario-draft.ts';

const definition = suiteDefinition.parse({
  name: 'Shop',
  scenarios: [
    {
      key: 'a',
      name: 'A',
      path: ['Task_1'],
      steps: [{ key: 's', name: 'S', kind: 'ACTION', driver: 'noop' }],
    },
    { key: 'b', name: 'B', dependsOn: [{ scenario: 'a' }] },
  ],
});

it('sets, and takes away with what is empty around it', () => {
  const step = { name: 'S', meta: { timeout: { attempt: '5s' } } };
  expect(withValue(step, ['meta', 'retry', 'attempts'], 3)).toEqual({
    name: 'S',
    meta: { timeout: { attempt: '5s' }, retry: { attempts: 3 } },
  });
  expect(withValue(step, ['meta', 'timeout', 'attempt'], undefined)).toEqual({ name: 'S' });
  expect(withValue({ list: ['a', 'b'] }, ['list', 0], undefined)).toEqual({ list: ['b'] });
  expect(withValue({ list: ['a', 'b'] }, ['list', 1], 'c')).toEqual({ list: ['a', 'c'] });
  expect(withValue({ name: 'S' }, ['meta', 'timeout', 'step'], undefined)).toEqual({ name: 'S' });
  expect(valueAt(step, ['meta', 'timeout', 'attempt'])).toBe('5s');
  expect(valueAt(step, ['meta', 'no', 'where'])).toBeUndefined();
});

it('keeps what the form does not show', () => {
  const [first] = definition.scenarios;
  if (first === undefined) throw new Error('no scenario');
  expect(writtenScenario(draftOf(first))).toEqual(first);
});

it('gives keys that none has', () => {
  expect(freeKey('Pay the order!', new Set(['pay-the-order']), 'step')).toBe('pay-the-order-2');
  expect(freeKey('Оплата', new Set(), 'step')).toBe('step');
  const steps = withSteps([], [{ key: 'get' }, { key: 'get' }, { key: 'get' }]);
  expect(steps.map(({ value }) => value.key)).toEqual(['get', 'get-2', 'get-3']);
});

it('puts a scenario in the place of its like, or behind all', () => {
  const [first] = definition.scenarios;
  if (first === undefined) throw new Error('no scenario');
  const renamed = withScenario(definition, { ...first, name: 'Another' });
  expect(renamed.scenarios.map(({ name }) => name)).toEqual(['Another', 'B']);
  const more = withScenario(definition, { ...first, key: 'c' });
  expect(more.scenarios.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
});
