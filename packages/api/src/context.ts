import type { IdentityServices } from './identity/context.ts';
import type { RequestContext, Services } from './kernel/context.ts';
import type { ModelServices } from './kernel/models/context.ts';
import type { LifecycleServices } from './lifecycle/context.ts';
import type { OrchestraServices } from './orchestra/context.ts';

/** The kernel's services, and what areas add to them. */
export type AppServices = Services &
  IdentityServices &
  LifecycleServices &
  ModelServices &
  OrchestraServices;

/** What a call is made with. */
export type AppContext = AppServices & RequestContext;
