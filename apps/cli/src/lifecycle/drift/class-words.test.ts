import type { Difference } from '@atelier/lifecycle/catalog/rules/difference.ts';
import type { DriftReport } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { expect, test } from 'vitest';
import { reportLines } from './report-lines.ts';

const object = { schema: 'shop', name: 'orders', kind: 'column', part: 'count' };
const difference = (one: Partial<Difference>): Difference => ({
  class: 'default',
  object,
  expected: 'a',
  actual: 'b',
  fix: null,
  ...one,
});
const report: DriftReport = {
  revision: '20261121040000_shop_create',
  schemas: ['shop'],
  differences: [
    difference({}),
    difference({ class: 'function', object: { ...object, kind: 'function', part: null } }),
    difference({ class: 'trigger', object: { ...object, kind: 'trigger', part: 'log' } }),
    difference({ class: 'extra' }),
  ],
  accepted: [],
  models: [],
  notBuilt: null,
  foreign: [],
};

test('each line says what differs, and no word twice', () => {
  const lines = reportLines(report, false).filter((line) => /^ {2}\w/.test(line));
  expect(lines).toEqual([
    '  column count: default differs',
    '  function: differs',
    '  trigger log: differs',
    '  column count: extra',
  ]);
});
