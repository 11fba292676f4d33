import { sharedStepsOf, sharedVersionsOf, usesOf } from '@atelier/db/runs/shared-step-reads.ts';
import { archiveSharedStep } from '@atelier/db/runs/shared-step-writes.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import {
  createSharedStepInput,
  editSharedStepInput,
  sharedStepIdInput,
  takeSharedStepInput,
} from '@atelier/domain/runs/library-schemas.ts';
import { projectIdInput } from '@atelier/domain/runs/schemas.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import {
  createSharedStep,
  editSharedStep,
  requireSharedStep,
  takeSharedStep,
} from './shared-steps.ts';
import { entities, kinds } from './things.ts';

const { read, edit } = runsActions;
const inProject = { kind: kinds.project, by: 'projectId' } as const;
const about = { kind: kinds.sharedStep, by: 'sharedStepId' } as const;
const itsId = ({ sharedStepId }: { readonly sharedStepId: string }) => sharedStepId;

/** Steps that several cases share, pinned by version in each. */
export const sharedStepsRouter = router({
  list: query({
    needs: read,
    about: inProject,
    input: projectIdInput,
    run: (db, { projectId }) => sharedStepsOf(db, projectId),
  }),
  versions: query({
    needs: read,
    about,
    input: sharedStepIdInput,
    run: (db, { sharedStepId }) => sharedVersionsOf(db, sharedStepId),
  }),
  uses: query({
    needs: read,
    about,
    input: sharedStepIdInput,
    run: async (db, { sharedStepId }) => usesOf(db, await requireSharedStep(db, sharedStepId)),
  }),
  create: command({
    needs: edit,
    about: inProject,
    input: createSharedStepInput,
    effect: { on: entities.sharedStep, creates: ({ id }: { readonly id: string }) => id },
    run: (trx, input, { actor }) => createSharedStep(trx, input, actor.id),
  }),
  edit: command({
    needs: edit,
    about,
    input: editSharedStepInput,
    effect: { on: entities.sharedStep, changes: itsId, inLists: true },
    run: (trx, input, { actor }) => editSharedStep(trx, input, actor.id),
  }),
  take: command({
    needs: edit,
    about,
    input: takeSharedStepInput,
    effect: {
      on: entities.casesOfSharedStep,
      changes: itsId,
      inLists: true,
      also: [{ on: entities.case, changed: ({ caseIds }) => caseIds }],
    },
    run: (trx, input, { actor }) => takeSharedStep(trx, input, actor.id),
  }),
  archive: command({
    needs: edit,
    about,
    input: sharedStepIdInput,
    effect: { on: entities.sharedStep, changes: itsId, inLists: true },
    run: (trx, { sharedStepId }) => archiveSharedStep(trx, sharedStepId, true),
  }),
  restore: command({
    needs: edit,
    about,
    input: sharedStepIdInput,
    effect: { on: entities.sharedStep, changes: itsId, inLists: true },
    run: (trx, { sharedStepId }) => archiveSharedStep(trx, sharedStepId, false),
  }),
});
