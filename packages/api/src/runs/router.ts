import { router } from '../kernel/trpc/procedure.ts';
import { compatibilityRouter } from './compatibility-router.ts';
import { casesRouter, suitesRouter } from './library-router.ts';
import { projectsRouter } from './projects-router.ts';
import { runRouter } from './runs-router.ts';
import { searchRouter } from './search-router.ts';
import { sharedStepsRouter } from './shared-steps-router.ts';
import { assetsRouter, reasonsRouter, templatesRouter } from './templates-router.ts';

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
});
