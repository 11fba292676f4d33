import type { VisibleProjects } from '@atelier/db/runs/project-reads.ts';
import { casesThatAre, flakyCasesOf } from '@atelier/db/runs/reports/case-outcome-reads.ts';
import { burnDownOf, reportChoices } from '@atelier/db/runs/reports/choice-reads.ts';
import { comparedCases, comparedRuns } from '@atelier/db/runs/reports/comparison-reads.ts';
import { coverageOf } from '@atelier/db/runs/reports/coverage-reads.ts';
import { dashboardOf } from '@atelier/db/runs/reports/dashboard-reads.ts';
import {
  engineersOf,
  failRatesOf,
  reasonsOf,
  trendsOf,
} from '@atelier/db/runs/reports/outcome-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import {
  burnDownInput,
  compareRunsInput,
  dashboardInput,
  engineersReportInput,
  reportInput,
} from '@atelier/domain/runs/reports/schemas.ts';
import type { Comparison } from '@atelier/domain/runs/reports/types.ts';
import { projectIdInput } from '@atelier/domain/runs/schemas.ts';
import type { Knex } from 'knex';
import { query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { kinds } from './things.ts';
import { visibleProjects } from './visible-projects.ts';

const about = { kind: kinds.project, by: 'projectId' } as const;
const { read, listProjects } = runsActions;

/** Each report of a project by its filters. */
export const reportsRouter = router({
  choices: query({
    needs: read,
    about,
    input: projectIdInput,
    run: (db, { projectId }) => reportChoices(db, projectId),
  }),
  coverage: query({ needs: read, about, input: reportInput, run: coverageOf }),
  failRates: query({ needs: read, about, input: reportInput, run: failRatesOf }),
  reasons: query({ needs: read, about, input: reportInput, run: reasonsOf }),
  failingCases: query({
    needs: read,
    about,
    input: reportInput,
    run: (db, input) => casesThatAre(db, input, 'fail'),
  }),
  flakyCases: query({ needs: read, about, input: reportInput, run: flakyCasesOf }),
  naCases: query({
    needs: read,
    about,
    input: reportInput,
    run: (db, input) => casesThatAre(db, input, 'na'),
  }),
  engineers: query({ needs: read, about, input: engineersReportInput, run: engineersOf }),
  burnDown: query({ needs: read, about, input: burnDownInput, run: burnDownOf }),
  trends: query({ needs: read, about, input: reportInput, run: trendsOf }),
  compare: query({
    needs: listProjects,
    input: compareRunsInput,
    run: (db, { runIds }, { actor }) => compare(db, runIds, visibleProjects(actor)),
  }),
  dashboard: query({
    needs: listProjects,
    input: dashboardInput,
    run: (db, { stuckDays }, { actor }) =>
      dashboardOf(db, { personId: actor.id, visible: visibleProjects(actor), stuckDays }),
  }),
});

/** Throws `ERR_RUN_NOT_FOUND` where one of them is not there, or is not to be seen. */
async function compare(
  db: Knex,
  wanted: readonly string[],
  visible: VisibleProjects,
): Promise<Comparison> {
  const runIds = [...new Set(wanted)];
  const found = new Map((await comparedRuns(db, visible, runIds)).map((run) => [run.id, run]));
  const runs = runIds.map((id) => {
    const run = found.get(id);
    if (run === undefined) throw runsError('ERR_RUN_NOT_FOUND');
    return run;
  });
  return { runs, cases: await comparedCases(db, runIds) };
}
