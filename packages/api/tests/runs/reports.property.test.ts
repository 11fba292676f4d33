import { casesThatAre, flakyCasesOf } from '@atelier/db/runs/reports/case-outcome-reads.ts';
import { coverageOf } from '@atelier/db/runs/reports/coverage-reads.ts';
import {
  engineersOf,
  failRatesOf,
  reasonsOf,
  trendsOf,
} from '@atelier/db/runs/reports/outcome-reads.ts';
import { runStatuses } from '@atelier/domain/runs/machine.ts';
import { levels, type ReportFilter } from '@atelier/domain/runs/reports/schemas.ts';
import { addLargeProject } from '@atelier/testkit/large-project.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRuns } from './runs-caller.ts';
import { readLab, slowReports } from './slow-reports.ts';

const { db } = await openRuns();
const size = { cases: 120, versions: 2, runs: 80, itemsOfRun: 45, weeks: 12 };

/** What a lab of the test kit has nothing of: runs without an asset, rows of data, cases of two levels or none. */
const oddities = [
  `UPDATE runs.runs SET asset_id = NULL WHERE project_id = :projectId AND hashtext(id::text) % 7 = 0`,
  `UPDATE runs.assets SET model = 'DS-100', firmware_version = '5.0.0' WHERE project_id = :projectId AND hashtext(id::text) % 3 = 0`,
  `UPDATE runs.run_items SET parameter_row = hashtext(id::text) & 1 WHERE position % 5 = 0`,
  `UPDATE runs.testcases SET is_archived = true WHERE hashtext(id::text) % 11 = 0`,
  `UPDATE runs.test_suites SET project_id = NULL WHERE project_id = :projectId AND position % 10 = 3`,
  `INSERT INTO runs.testcase_tags (testcase_id, tag_id) SELECT c.id, t.id FROM runs.testcases AS c, runs.tags AS t
     WHERE hashtext(c.id::text || t.id) % 6 = 0 ON CONFLICT DO NOTHING`,
  `DELETE FROM runs.testcase_tags WHERE hashtext(testcase_id::text) % 9 = 0`,
  `UPDATE runs.run_results SET fail_reason_code = NULL WHERE hashtext(id::text) % 4 = 0`,
];

test('law: whatever is asked for, the reports say what the rows come to one by one', async () => {
  const { projectId, engineerIds } = await addLargeProject(db, size, 'Odd lab');
  await db.transaction(async (trx) => {
    await trx.raw('SET LOCAL session_replication_role = replica');
    for (const statement of oddities) {
      await trx.raw(statement, statement.includes(':projectId') ? { projectId } : {});
    }
  });
  const lab = await readLab(db, projectId);
  const pick = <One>(all: readonly One[]) => fc.constantFrom(...new Set(all));
  const some = <One>(all: readonly One[]) => fc.uniqueArray(pick(all), { minLength: 1 });
  const optional = <One>(arbitrary: fc.Arbitrary<One>) =>
    fc.option(arbitrary, { nil: undefined, freq: 1 });
  const filters = fc.record({
    from: optional(pick(lab.runs.map(({ day }) => day))),
    to: optional(pick(lab.runs.map(({ day }) => day))),
    models: optional(some(lab.runs.map(({ model }) => model))),
    firmwares: optional(some(lab.runs.map(({ firmware }) => firmware))),
    suiteId: optional(pick(lab.suites.map(({ id }) => id))),
    level: optional(pick(levels)),
    templateId: optional(pick(lab.runs.flatMap(({ template_id }) => template_id ?? []))),
    engineerId: optional(pick(engineerIds)),
    status: optional(some(runStatuses)),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(pick(Object.keys(emptyFilter)), { maxLength: 4 }),
      filters,
      async (kept, all) => {
        const filter = Object.fromEntries(
          Object.entries(all).filter(([name, value]) => kept.includes(name) && value !== undefined),
        ) as ReportFilter;
        expect(await reported({ projectId, ...filter })).toEqual(slow(filter));
      },
    ),
    { numRuns: 25 },
  );

  function slow(filter: ReportFilter) {
    const { failing, flaky, ...others } = slowReports(lab, filter);
    const fails = Object.entries(failing).filter(([, { fails }]) => fails > 0);
    const worst = fails.map(([id, { fails, results }]) => ({ id, count: fails, results }));
    const byCount = (a: (typeof worst)[number], b: (typeof worst)[number]) =>
      b.count - a.count || (a.id < b.id ? -1 : 1);
    const shown = worst.sort(byCount).slice(0, 50);
    const changing = Object.entries(flaky).map(([id, figures]) => ({ id, ...figures }));
    return { ...others, worst: shown.sort(byCount), flaky: changing.sort(byChanges).slice(0, 50) };
  }
});

type Changing = { readonly id: string; readonly changes: number; readonly fails: number };
const byChanges = (a: Changing, b: Changing) =>
  b.changes - a.changes || b.fails - a.fails || (a.id < b.id ? -1 : 1);

const emptyFilter: Readonly<Record<keyof ReportFilter, null>> = {
  ...{ from: null, to: null, models: null, firmwares: null, suiteId: null, level: null },
  ...{ templateId: null, engineerId: null, status: null },
};

async function reported(input: ReportFilter & { readonly projectId: string }) {
  const coverage = await coverageOf(db, input);
  const share = ({ cases, covered }: { cases: number; covered: number }) =>
    `${covered} of ${cases}`;
  const named = <One, Made>(
    all: readonly One[],
    name: (one: One) => string,
    make: (one: One) => Made,
  ) => Object.fromEntries(all.map((one) => [name(one), make(one)]));
  const place = ({ model, firmware }: { model: string; firmware: string }) =>
    `${model} / ${firmware}`;
  const worst = await casesThatAre(db, input, 'fail');
  return {
    total: share(coverage.total),
    suites: named(coverage.suites, ({ id }) => id, share),
    levels: named(
      coverage.levels.filter(({ cases }) => cases > 0),
      ({ level }) => level ?? 'none',
      share,
    ),
    assets: named(coverage.assets, place, ({ covered }) => covered),
    failRates: named(await failRatesOf(db, input), place, ({ ok, fail, na }) => ({ ok, fail, na })),
    engineers: named(
      await engineersOf(db, { ...input, stuckDays: 3 }),
      ({ id }) => id,
      (one) => ({
        finished: one.finishedRuns,
        results: one.results,
      }),
    ),
    weeks: named(
      await trendsOf(db, input),
      ({ week }) => week,
      ({ week: _, ...figures }) => figures,
    ),
    reasons: named(
      await reasonsOf(db, input),
      ({ code }) => code ?? 'none',
      ({ failures, cases }) => ({
        failures,
        cases,
      }),
    ),
    flaky: (await flakyCasesOf(db, input))
      .map(({ id, changes, fails, results, assets }) => ({ id, changes, fails, results, assets }))
      .sort(byChanges),
    worst: worst
      .map(({ id, count, results }) => ({ id, count, results }))
      .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
  };
}
