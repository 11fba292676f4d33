import { expect, it } from 'vitest';
import { valuesBefore } from './context-before.ts';
import { suiteDefinition } from './suite-file.ts';

const keeps = (key: string, ...names: readonly (readonly [string, 'scenario' | 'suite'])[]) => ({
  ...{ key, name: key, kind: 'ASSERTION', driver: 'http', request: { url: '/' } },
  meta: {
    exportAs: Object.fromEntries(
      names.map(([name, scope]) => [name, { from: 'jsonPath', path: '$', scope }]),
    ),
  },
});
const [first, second] = suiteDefinition.parse({
  name: 'S',
  scenarios: [
    {
      ...{ key: 'a', name: 'A' },
      steps: [
        keeps('first', ['id', 'scenario'], ['order', 'suite'], ['token', 'scenario']),
        keeps('second', ['id', 'scenario'], ['late', 'scenario'], ['token', 'scenario']),
        keeps('third', ['id', 'scenario'], ['total', 'suite']),
      ],
    },
    {
      ...{ key: 'b', name: 'B', dependsOn: [{ scenario: 'a' }] },
      steps: [keeps('only', ['total', 'suite'])],
    },
  ],
}).scenarios;
if (first === undefined || second === undefined) throw new Error('two scenarios were made');

const now = {
  ctx: { id: 3, late: 'x', given: 'by a person' },
  suite: { order: 7, total: 9, theirs: 1 },
  sealed: { 'ctx:token': 'sealed' },
};
const results = [
  { position: 0, exports: { id: 1, order: 7, token: '•••' } },
  { position: 1, exports: { id: 2, late: 'x', token: '•••' } },
  { position: 2, exports: { id: 3, total: 9 } },
];

it('gives each value back as the step found it, and takes away what came later', () => {
  expect(valuesBefore(now, results, first, 2)).toEqual({
    values: {
      ctx: { id: 2, late: 'x', given: 'by a person' },
      suite: { order: 7, theirs: 1 },
      sealed: { 'ctx:token': 'sealed' },
    },
    lastKnown: [],
  });
  expect(valuesBefore(now, results, first, 0)).toEqual({
    values: { ctx: { given: 'by a person' }, suite: { theirs: 1 }, sealed: {} },
    lastKnown: [],
  });
});

it('says of which values the former one is not known', () => {
  expect(valuesBefore(now, results, first, 1)).toMatchObject({
    values: { ctx: { id: 1, given: 'by a person' }, sealed: { 'ctx:token': 'sealed' } },
    lastKnown: ['token'],
  });
  const long = 'x'.repeat(64 * 1024);
  const cut = [{ position: 0, exports: { id: long } }, ...results.slice(1)];
  expect(valuesBefore(now, cut, first, 2).values.ctx.id).toBe(2);
  const { values, lastKnown } = valuesBefore(now, cut, first, 1);
  expect([values.ctx.id, lastKnown]).toEqual([3, ['id']]);
});

it('does not take away what may have come from elsewhere', () => {
  const others = valuesBefore(now, [{ position: 0, exports: { total: 9 } }], second, 0);
  expect(others).toMatchObject({ values: { suite: { total: 9 } }, lastKnown: ['total'] });
  // The run was forked itself, and began behind its first step.
  const forked = valuesBefore(now, results.slice(1), first, 1);
  expect(forked).toMatchObject({
    values: { ctx: { id: 3 } },
    lastKnown: ['id', 'late', 'token', 'total'],
  });
});
