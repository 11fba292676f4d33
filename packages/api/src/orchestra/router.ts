import { readWaiting } from '@atelier/db/orchestra/waiting-reads.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { environmentsRouter } from './environments-router.ts';
import { query } from './procedures.ts';
import { processesRouter } from './processes-router.ts';
import { suiteRunsRouter, testRunsRouter } from './runs-router.ts';
import { schedulesRouter } from './schedules-router.ts';
import { suitesRouter } from './suites-router.ts';
import { workersRouter } from './workers-router.ts';

export const orchestraRouter = router({
  processes: processesRouter,
  suites: suitesRouter,
  environments: environmentsRouter,
  runs: suiteRunsRouter,
  tests: testRunsRouter,
  schedules: schedulesRouter,
  workers: workersRouter,
  /** What waits here, for the start page. */
  waiting: query({ needs: orchestraActions.read, run: (db) => readWaiting(db) }),
});
