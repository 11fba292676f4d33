import type { RootRouter } from '@atelier/api/root.ts';
import type { inferRouterOutputs } from '@trpc/server';

/** What the server works out of a version of a process for a criterion. */
export type GeneratedSuite = inferRouterOutputs<RootRouter>['orchestra']['processes']['generate'];
