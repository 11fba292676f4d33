import type { Context } from '../kernel/context.ts';
import type { PlanCache } from './execution/plan-cache.ts';

/** What Orchestra needs besides the kernel's services. */
export interface OrchestraServices {
  readonly orchestra: {
    /** Seals the secrets of environments; it is not in the database. */
    readonly secretsKey: Buffer;
    readonly plans: PlanCache;
  };
}

export type OrchestraContext = Context & OrchestraServices;
