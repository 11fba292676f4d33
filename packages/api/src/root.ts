import type { AppContext } from './context.ts';
import { liveRouter } from './kernel/live/router.ts';
import type { RestArea } from './kernel/rest/endpoint.ts';
import { createCallerFactory, router } from './kernel/trpc/procedure.ts';
import { lifecycleRouter } from './lifecycle/router.ts';
import { miniaturesRest } from './miniatures/rest.ts';
import { miniaturesRouter } from './miniatures/router.ts';

/** Every procedure of the house. */
export const rootRouter = router({
  lifecycle: lifecycleRouter,
  live: liveRouter,
  miniatures: miniaturesRouter,
});

export type RootRouter = typeof rootRouter;

/** The REST endpoints of every area that has some. */
export const restAreas: readonly RestArea[] = [miniaturesRest];

/** Calls procedures without a transport: tests and scripts use it. */
export const createCaller = (context: AppContext) => callerOf(context);

const callerOf = createCallerFactory(rootRouter);

export type Caller = ReturnType<typeof createCaller>;
