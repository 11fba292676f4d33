import { casesThatAre, flakyCasesOf } from '@atelier/db/runs/reports/case-outcome-reads.ts';
import { burnDownOf, reportChoices } from '@atelier/db/runs/reports/choice-reads.ts';
import { coverageOf } from '@atelier/db/runs/reports/coverage-reads.ts';
import {
  engineersOf,
  failRatesOf,
  reasonsOf,
  trendsOf,
} from '@atelier/db/runs/reports/outcome-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { burnDownInput, engineersReportInput, reportInput } from '@atelier/domain/runs/reports/schemas.ts';
import { projectIdInput } from '@atelier/domain/runs/schemas.ts';
import { query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { kinds } from './things.ts';

const about = { kind: kinds.project, by: 'projectId' } as const;
const { read } = runsActions;

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
});
