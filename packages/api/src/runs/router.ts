import { router } from '../kernel/trpc/procedure.ts';
import { benchesRouter } from './benches-router.ts';
import { compatibilityRouter } from './compatibility-router.ts';
import { executionRouter } from './execution-router.ts';
import { casesRouter, suitesRouter } from './library-router.ts';
import { matricesRouter } from './matrices-router.ts';
import { projectsRouter } from './projects-router.ts';
import { proofRouter } from './proof/proof-router.ts';
import { reasonsRouter } from './reasons-router.ts';
import { reportsRouter } from './reports-router.ts';
import { runRouter } from './runs-router.ts';
import { searchRouter } from './search-router.ts';
import { sharedStepsRouter } from './shared-steps-router.ts';
import { assetsRouter, templatesRouter } from './templates-router.ts';

export const runsRouter = router({
  projects: projectsRouter,
  suites: suitesRouter,
  cases: casesRouter,
  sharedSteps: sharedStepsRouter,
  search: searchRouter,
  templates: templatesRouter,
  assets: assetsRouter,
  reasons: reasonsRouter,
  runs: runRouter,
  compatibility: compatibilityRouter,
  execution: executionRouter,
  matrices: matricesRouter,
  benches: benchesRouter,
  reports: reportsRouter,
  proof: proofRouter,
});
