import type { OrchestraServices } from './context.ts';
import { createPlanCache } from './execution/plan-cache.ts';

/** What Orchestra's procedures need besides the kernel's services, made once for the process. */
export function openOrchestra(secretsKey: Buffer): OrchestraServices {
  return { orchestra: { secretsKey, plans: createPlanCache() } };
}
