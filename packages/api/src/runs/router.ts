import { router } from '../kernel/trpc/procedure.ts';
import { casesRouter, suitesRouter } from './library-router.ts';
import { projectsRouter } from './projects-router.ts';
import { proofRouter } from './proof/proof-router.ts';
import { runRouter } from './runs-router.ts';
import { assetsRouter, reasonsRouter, templatesRouter } from './templates-router.ts';

export const runsRouter = router({
  projects: projectsRouter,
  suites: suitesRouter,
  cases: casesRouter,
  templates: templatesRouter,
  assets: assetsRouter,
  reasons: reasonsRouter,
  runs: runRouter,
  proof: proofRouter,
});
