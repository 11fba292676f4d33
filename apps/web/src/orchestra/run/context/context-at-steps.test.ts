import { suiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import type { StepResult } from '@atelier/domain/orchestra/types.ts';
import { expect, it } from 'vitest';
import { contextChanges } from './context-at-steps.ts';

const keeps = (names: Record<string, 'scenario' | 'suite'>, key: string) => ({
  ...{ key, name: key, kind: 'ASSERTION', driver: 'http', request: { url: '/' } },
  meta: {
    exportAs: Object.fromEntries(
      Object.entries(names).map(([name, scope]) => [name, { from: 'jsonPath', path: '$', scope }]),
    ),
  },
});
const [scenario] = suiteDefinition.parse({
  name: 'S',
  scenarios: [
    {
      key: 'a',
      name: 'A',
      steps: [
        keeps({ id: 'scenario', order: 'suite' }, 'first'),
        keeps({ id: 'scenario', token: 'scenario' }, 'second'),
        keeps({}, 'third'),
      ],
    },
  ],
}).scenarios;

const result = (sequence: number, position: number, exports: object): StepResult => ({
  ...{ sequence, position, attempt: 1, status: 'PASSED', stepKey: '' },
  ...{ startedAt: '', finishedAt: '', result: { exports } as never },
});
const results = [
  result(1, 0, { id: 1, order: 7 }),
  result(2, 1, { id: 2, token: '•••' }),
  result(3, 2, {}),
];

it('tells what each step changed, with the value before', () => {
  const changes = contextChanges(results, scenario);
  expect(changes.get(1)).toEqual({ before: {}, after: { 'ctx.id': 1, 'suite.order': 7 } });
  expect(changes.get(2)).toEqual({
    before: { 'ctx.id': 1 },
    after: { 'ctx.id': 2, 'ctx.token': '•••' },
  });
  expect(changes.has(3)).toBe(false);
});
