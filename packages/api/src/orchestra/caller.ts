import { createCallerFactory, router } from '../kernel/trpc/procedure.ts';
import type { OrchestraContext } from './context.ts';
import { orchestraRouter } from './router.ts';

/** Below the area's name, as in the root: so a command has one name, whichever way it is called. */
const createCaller = createCallerFactory(router({ orchestra: orchestraRouter }));

/** What the REST endpoints and the command line call. */
export const createOrchestraCaller = (context: OrchestraContext) => createCaller(context).orchestra;

export type OrchestraCaller = ReturnType<typeof createOrchestraCaller>;
