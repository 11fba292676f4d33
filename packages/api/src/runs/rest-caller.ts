import type { Context } from '../kernel/context.ts';
import { createCallerFactory, router } from '../kernel/trpc/procedure.ts';
import { runsRouter } from './router.ts';

/** Below the area's name, as in the root: so a command has one name, whichever way it is called. */
const createCaller = createCallerFactory(router({ runs: runsRouter }));

/** What the REST endpoints of Runs call. */
export const createRunsCaller = (context: Context) => createCaller(context).runs;
