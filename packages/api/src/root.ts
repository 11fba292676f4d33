import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { lifecycleActions } from '@atelier/domain/lifecycle/actions.ts';
import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import type { AppContext } from './context.ts';
import { auditDownloads } from './identity/audit-downloads.ts';
import type { FileJobServices } from './identity/files/piece-job.ts';
import { profilePictures } from './identity/files/profile-picture.ts';
import { thumbnailJob } from './identity/files/thumbnail-job.ts';
import type { AttachedUse } from './identity/files/uses.ts';
import { identityRest } from './identity/rest.ts';
import { identityRouter } from './identity/router.ts';
import { forgetJobsJob } from './kernel/jobs/forget-jobs.ts';
import type { JobKind } from './kernel/jobs/job-kind.ts';
import { createLiveRouter } from './kernel/live/router.ts';
import type { RestArea } from './kernel/rest/endpoint.ts';
import { createCallerFactory, router } from './kernel/trpc/procedure.ts';
import { lifecycleRouter } from './lifecycle/router.ts';
import { miniaturesRest } from './miniatures/rest.ts';
import { miniaturesRouter } from './miniatures/router.ts';
import { forgetRunsJob, type OrchestraJobServices } from './orchestra/forget-runs.ts';
import { orchestraRest } from './orchestra/rest.ts';
import { orchestraRouter } from './orchestra/router.ts';
import { runAttachments } from './runs/attachments.ts';
import { libraryTransfer } from './runs/library-transfer.ts';
import { runSeals } from './runs/proof/run-seals.ts';
import { sealJob } from './runs/proof/seal-job.ts';
import { runsRest } from './runs/rest.ts';
import { runsRouter } from './runs/router.ts';
import { kinds as runKinds } from './runs/things.ts';
import { tracksRest } from './tracks/rest.ts';
import { tracksRouter } from './tracks/router.ts';
import { kinds as trackKinds } from './tracks/things.ts';

/** Every procedure of the house. */
export const rootRouter = router({
  identity: identityRouter,
  lifecycle: lifecycleRouter,
  live: createLiveRouter({
    identity: { needs: houseActions.readPeople },
    miniatures: { needs: miniaturesActions.read },
    lifecycle: { needs: lifecycleActions.read },
    orchestra: { needs: orchestraActions.read },
    runs: {
      needs: runsActions.read,
      ofHouse: { fail_reason: runsActions.readReasons },
      topics: { presence: runKinds.run },
    },
    tracks: {
      needs: tracksActions.readSession,
      ofHouse: { track: tracksActions.read },
      topics: { answer: trackKinds.session },
    },
  }),
  miniatures: miniaturesRouter,
  orchestra: orchestraRouter,
  runs: runsRouter,
  tracks: tracksRouter,
});

export type RootRouter = typeof rootRouter;

/** The REST endpoints of every area that has some. */
export const restAreas: readonly RestArea[] = [
  identityRest,
  miniaturesRest,
  runsRest,
  orchestraRest,
  tracksRest,
];

/** What pages let one download: no JSON, and no contract for programs. */
export const downloads: readonly RestArea[] = [auditDownloads, libraryTransfer];

/** What files are kept for, in every area. */
export const fileUses: readonly AttachedUse[] = [profilePictures, runAttachments, runSeals];

/** The jobs of the house that need nothing but the database, of every area. */
export const databaseJobs: readonly JobKind<OrchestraJobServices>[] = [
  forgetJobsJob,
  forgetRunsJob,
];

/** And those that work with its files. */
export const fileJobs: readonly JobKind<FileJobServices>[] = [thumbnailJob, sealJob];

/** Calls procedures without a transport: tests and scripts use it. */
export const createCaller = (context: AppContext) => callerOf(context);

const callerOf = createCallerFactory(rootRouter);

export type Caller = ReturnType<typeof createCaller>;
