import { expect, test } from 'vitest';
import {
  elementOutcomes,
  type PathScenario,
  type ScenarioOutcome,
  stateOf,
} from './run-outcomes.ts';

const step = (key: string, elementId: string | null = key, isCleanup = false) => ({
  ...{ key, elementId, isCleanup },
});
/** s → a → x ─ x_b → b → e, with a step for `a` and `b` alone. */
const scenario: PathScenario = {
  key: 'one',
  path: ['s', 's_a', 'a', 'a_x', 'x', 'x_b', 'b', 'b_e', 'e'],
  steps: [step('a'), step('look', null), step('b'), step('clean', null, true)],
};

function outcomes(steps: ScenarioOutcome['steps'], status: ScenarioOutcome['status'] = 'FAILED') {
  const outcome = { scenarioKey: 'one', status, steps, tests: 2 };
  const all = elementOutcomes([{ scenarios: [scenario], ran: [scenario], outcomes: [outcome] }]);
  return Object.fromEntries(all.map((each) => [each.id, stateOf(each)]));
}

test('where a step failed its element failed, what lies before passed, what lies behind was not run', () => {
  expect(outcomes({ a: 'PASSED', look: 'PASSED', b: 'FAILED', clean: 'PASSED' })).toEqual({
    ...{ s: 'passed', s_a: 'passed', a: 'passed', a_x: 'passed', x: 'passed', x_b: 'passed' },
    ...{ b: 'failed', b_e: 'not_run', e: 'not_run' },
  });
});

test('a step that somebody put behind an element is passed before what comes next is', () => {
  expect(outcomes({ a: 'PASSED', look: 'FAILED', clean: 'PASSED' })).toMatchObject({
    ...{ a: 'passed', a_x: 'not_run', x: 'not_run', b: 'not_run' },
  });
});

test('a failure that lets the scenario go on marks its element, and what lies behind as passed', () => {
  expect(outcomes({ a: 'FAILED', look: 'PASSED', b: 'PASSED' })).toMatchObject({
    ...{ s: 'passed', a: 'failed', x: 'passed', b: 'passed', e: 'passed' },
  });
});

test('what has not begun has come past nothing; what passed has come past everything', () => {
  const states = (found: object) => [...new Set(Object.values(found))];
  expect(states(outcomes({}, 'QUEUED'))).toEqual(['not_run']);
  expect(states(outcomes({ a: 'PASSED', b: 'PASSED' }, 'PASSED'))).toEqual(['passed']);
});

test('scenarios and test runs are counted over all suites; one that failed outweighs', () => {
  const good = { scenarioKey: 'one', status: 'PASSED' as const, steps: {}, tests: 3 };
  const bad = { ...good, status: 'FAILED' as const, steps: { a: 'FAILED' as const }, tests: 1 };
  const suite = { scenarios: [scenario], ran: [scenario], outcomes: [good, bad] };
  const byHand = {
    scenarios: [{ key: 'hand', path: [], steps: [step('any', 'a')] }],
    ...{ ran: [], outcomes: [good] },
  };
  const all = elementOutcomes([suite, byHand]);
  const found = all.find(({ id }) => id === 'a');
  expect(found).toEqual({ id: 'a', scenarios: 2, passed: 0, failed: 1 });
  expect(all.find(({ id }) => id === 'e')).toEqual({ id: 'e', scenarios: 1, passed: 3, failed: 0 });
  expect(stateOf(found)).toBe('failed');
  expect(stateOf(undefined)).toBe('uncovered');
});

test('an element that is gone round more than once has failed where one of its rounds did', () => {
  const loop: PathScenario = {
    key: 'one',
    path: ['a', 'back', 'a', 'e'],
    steps: [step('a'), step('a-2', 'a')],
  };
  const outcome = {
    ...{ scenarioKey: 'one', status: 'FAILED' as const, tests: 1 },
    steps: { a: 'PASSED' as const, 'a-2': 'FAILED' as const },
  };
  const all = elementOutcomes([{ scenarios: [loop], ran: [loop], outcomes: [outcome] }]);
  expect(all.map((each) => [each.id, stateOf(each)])).toEqual([
    ['a', 'failed'],
    ['back', 'passed'],
    ['e', 'not_run'],
  ]);
});
