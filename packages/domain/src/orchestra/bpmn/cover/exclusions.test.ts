import { bpmnText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import { importProcess } from '../import-process.ts';
import { generateScenarios } from '../suite/generate-scenarios.ts';
import { parseExpression } from './condition-expression.ts';
import type { CriterionInput } from './criterion.ts';

/** Three decisions, one after the other: 1 or 2 of a, b and c. */
const xml = bpmnText(
  'startEvent s\nexclusiveGateway a\ntask a1\ntask a2\nexclusiveGateway b\ntask b1\ntask b2\nexclusiveGateway c\ntask c1\ntask c2\nendEvent e',
  's>a a>a1 a>a2 a1>b a2>b b>b1 b>b2 b1>c b2>c c>c1 c>c2 c1>e c2>e',
);

async function suiteOf(criterion: CriterionInput) {
  const suite = generateScenarios(await importProcess(xml), { rounds: 0, ...criterion });
  const taken = suite.scenarios.map(({ path }) =>
    path
      .flatMap((item) => (item.kind === 'element' && item.id.length === 2 ? [item.id] : []))
      .join(' '),
  );
  return { ...suite, taken };
}

test('two flows that exclude each other are never in one scenario', async () => {
  const { taken, bound, processes } = await suiteOf({
    exclusions: [
      { flows: ['a_a1', 'b_b1'] },
      { flows: ['b_b1', 'c_c1'] },
      { flows: ['a_a2', 'c_c2'] },
    ],
  });
  expect(processes[0]?.uncovered).not.toEqual([]);
  for (const way of taken) {
    expect(way.includes('a1') && way.includes('b1')).toBe(false);
    expect(way.includes('b1') && way.includes('c1')).toBe(false);
    expect(way.includes('a2') && way.includes('c2')).toBe(false);
  }
  expect(bound).toBeLessThanOrEqual(taken.length);
});

test('data for which an expression is true come in no scenario', async () => {
  const conditions = { vip: ['a_a1'], large: ['b_b1'], paid: ['c_c1'] };
  const { taken } = await suiteOf({
    conditions,
    exclusions: [{ expression: '(large and not paid) or vip and not large' }],
  });
  expect(taken.toSorted()).toEqual(['a1 b1 c1', 'a2 b2 c2']);
});

test('every two decisions in every combination, and no more scenarios than there have to be', async () => {
  const suite = await suiteOf({ kind: 'decisions', together: 2 });
  const pairs = new Set(
    suite.taken.flatMap((way) => {
      const [a = '', b = '', c = ''] = way.split(' ');
      return [a + b, a + c, b + c];
    }),
  );
  expect(pairs.size).toBe(12);
  expect(suite.bound).toBe(4);
  expect(suite.scenarios.length).toBeLessThanOrEqual(5);
  const three = await suiteOf({ kind: 'decisions', together: 3 });
  expect([three.scenarios.length, three.bound]).toEqual([8, 8]);
});

test('a criterion that cannot be read is refused', async () => {
  const code = async (criterion: CriterionInput) =>
    suiteOf(criterion).then(
      () => 'made',
      ({ code: refused }) => refused,
    );
  expect(await code({ exclusions: [{ flows: ['a_a1', 'none'] }] })).toBe(
    'ERR_COVERAGE_FLOW_UNKNOWN',
  );
  expect(await code({ conditions: { x: ['none'] } })).toBe('ERR_COVERAGE_FLOW_UNKNOWN');
  expect(await code({ exclusions: [{ expression: 'nobody' }] })).toBe('ERR_COVERAGE_EXPRESSION');
});

test('expressions bind as they are read, and say where they are wrong', () => {
  const known = (name: string) => ['a', 'b', 'c d'].includes(name);
  expect(parseExpression('a or b and not "c d"', known)).toEqual({
    kind: 'or',
    of: [
      { kind: 'name', name: 'a' },
      {
        kind: 'and',
        of: [
          { kind: 'name', name: 'b' },
          { kind: 'not', of: { kind: 'name', name: 'c d' } },
        ],
      },
    ],
  });
  for (const wrong of ['', 'a and', '(a', 'a)', 'a b', 'and', 'x', `${'('.repeat(80)}a`, '"a']) {
    expect(() => parseExpression(wrong, known)).toThrow('The expression of an exclusion');
  }
});
