import { lifecycleActions } from '@atelier/domain/lifecycle/actions.ts';
import { proceduresWith } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { readBackups } from './backups-view.ts';
import type { LifecycleContext } from './context.ts';
import { databasePlace } from './database-place.ts';
import { checkDrift, driftState } from './drift-check.ts';
import { readStatus } from './status-view.ts';
import { readWaiting } from './waiting.ts';

const { query, operation } = proceduresWith<LifecycleContext>();
const read = { needs: lifecycleActions.read } as const;

/** The managed database, to look at; what changes it is the command line's. */
export const lifecycleRouter = router({
  status: query({
    ...read,
    run: (db, _, { managed }) => readStatus(managed?.owner ?? db, managed?.migrationsFolder),
  }),
  /** How commands are typed here, and whether the app must be stopped for some of them. */
  commandLine: query({
    ...read,
    run: (_db, _, { managed }) => ({
      program: managed?.program ?? 'atelier',
      embedded: managed?.embedded ?? false,
    }),
  }),
  /** Which database it is; never with a user or a password. */
  place: query({
    ...read,
    run: (db, _, { managed }) => databasePlace(managed?.owner ?? db, managed),
  }),
  drift: query({ ...read, run: (db, _, { managed }) => driftState(managed?.owner ?? db) }),
  checkDrift: operation({
    ...read,
    run: (db, _, { managed }) => checkDrift(managed?.owner ?? db, managed?.migrationsFolder),
  }),
  waiting: query({ ...read, run: (db, _, { managed }) => readWaiting(db, managed) }),
  backups: query({ ...read, run: (_db, _, { managed }) => readBackups(managed) }),
});
