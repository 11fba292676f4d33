import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LineageRun } from './execution-types.ts';
import { effectiveLineage } from './lineage.ts';
import { runStatuses } from './machine.ts';
import { resultStatuses, verdicts } from './result.ts';

function run(
  status: LineageRun['status'],
  verdict: LineageRun['verdict'],
  results: Readonly<Record<string, LineageRun['items'][number]['status']>>,
): LineageRun {
  const items = Object.entries(results).map(([caseId, each]) => ({
    ...{ caseId, parameterRow: null, status: each },
  }));
  return { id: 'run', title: '', status, verdict, createdAt: '', items };
}

test('what was mended counts as mended, and what never failed stays as it was', () => {
  const first = run('locked', 'failed', { boots: 'fail', streams: 'ok', records: null });
  const again = run('done', 'passed', { boots: 'ok', records: 'na' });
  expect(effectiveLineage([first, again])).toEqual({
    verdict: 'passed',
    results: { ok: 2, fail: 0, na: 1, open: 0 },
  });
});

test('a correction that still goes on changes nothing', () => {
  const first = run('done', 'failed', { boots: 'fail' });
  expect(effectiveLineage([first, run('in_progress', 'passed', { boots: 'ok' })])).toMatchObject({
    verdict: 'failed',
    results: { fail: 1 },
  });
});

test('a remark stays one, and without a finished run there is no verdict', () => {
  const first = run('done', 'passed_with_remarks', { boots: 'ok', streams: null });
  expect(effectiveLineage([first, run('done', 'passed', { streams: 'ok' })]).verdict).toBe(
    'passed_with_remarks',
  );
  expect(effectiveLineage([run('draft', 'passed', { boots: 'ok' })]).verdict).toBeNull();
});

test('law: each case counts once, and what fails at the end fails the whole', () => {
  const anyRun = fc
    .tuple(
      fc.constantFrom(...runStatuses),
      fc.option(fc.constantFrom(...verdicts)),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.option(fc.constantFrom(...resultStatuses))),
    )
    .map((parts) => run(...parts));
  fc.assert(
    fc.property(fc.array(anyRun, { minLength: 1, maxLength: 5 }), (runs) => {
      const { verdict, results } = effectiveLineage(runs);
      const cases = new Set(runs.flatMap(({ items }) => items.map(({ caseId }) => caseId)));
      expect(results.ok + results.fail + results.na + results.open).toBe(cases.size);
      if (results.fail > 0 && verdict !== null) expect(verdict).toBe('failed');
    }),
  );
});
