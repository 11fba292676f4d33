import { migrationStatus } from '@atelier/db/lifecycle/status.ts';
import { procedure, router } from '../kernel/trpc/procedure.ts';
import { readBackups } from './backups-view.ts';
import { databasePlace } from './database-place.ts';
import { checkDrift, driftState } from './drift-check.ts';

/** The managed database, to look at; what changes it is the command line's. */
export const lifecycleRouter = router({
  status: procedure.query(({ ctx: { db, managed } }) =>
    migrationStatus(db, managed === undefined ? {} : { folder: managed.migrationsFolder }),
  ),
  /** How commands are typed here, and whether the app must be stopped for some of them. */
  commandLine: procedure.query(({ ctx: { managed } }) => ({
    program: managed?.program ?? 'atelier',
    embedded: managed?.embedded ?? false,
  })),
  /** Which database it is; never with a user or a password. */
  place: procedure.query(({ ctx: { db, managed } }) => databasePlace(db, managed)),
  drift: procedure.query(({ ctx }) => driftState(ctx.db)),
  /** A mutation, because it works for seconds; the database stays as it is. */
  checkDrift: procedure.mutation(({ ctx: { db, managed } }) =>
    checkDrift(db, managed?.migrationsFolder),
  ),
  backups: procedure.query(({ ctx: { managed } }) => readBackups(managed)),
});
