import type { Context } from '../kernel/context.ts';
import { createCallerFactory, router } from '../kernel/trpc/procedure.ts';
import { tracksRouter } from './router.ts';

/** Below the area's name, as in the root: so a command has one name, whichever way it is called. */
const createCaller = createCallerFactory(router({ tracks: tracksRouter }));

/** What the REST endpoints call. */
export const createTracksCaller = (context: Context) => createCaller(context).tracks;

export type TracksCaller = ReturnType<typeof createTracksCaller>;
