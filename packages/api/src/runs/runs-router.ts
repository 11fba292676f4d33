import { itemsOf, seenItem } from '@atelier/db/runs/item-reads.ts';
import { listRuns } from '@atelier/db/runs/run-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import {
  addRunItemInput,
  changeStatusInput,
  clearResultInput,
  createRunInput,
  itemIdInput,
  listRunsInput,
  recordResultInput,
  runIdInput,
  unlockRunInput,
  updateRunInput,
} from '@atelier/domain/runs/schemas.ts';
import type { IdentityContext } from '../identity/context.ts';
import { change, command, proceduresWith, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { lockSigned, signedRun, unlockSigned } from './proof/signed-run.ts';
import { clearResult, recordOne, requireItem } from './results.ts';
import { addItem, changeRun, changeStatus, createRun, missingFrom, requireRun } from './runs.ts';
import { entities, kinds } from './things.ts';
import { visibleProjects } from './visible-projects.ts';

const { read, execute, lock } = runsActions;
/** What is signed asks who signs. */
const signing = proceduresWith<IdentityContext>();
const aboutRun = { kind: kinds.run, by: 'runId' } as const;
const aboutItem = { kind: kinds.item, by: 'itemId' } as const;
const itsRun = ({ runId }: { readonly runId: string }) => runId;
const itsItem = ({ itemId }: { readonly itemId: string }) => itemId;

export const runRouter = router({
  list: query({
    needs: runsActions.listProjects,
    input: listRunsInput,
    run: (db, input, { actor }) => listRuns(db, visibleProjects(actor), input),
  }),
  get: query({
    needs: read,
    about: aboutRun,
    input: runIdInput,
    run: (db, { runId }) => requireRun(db, runId),
  }),
  items: query({
    needs: read,
    about: aboutRun,
    input: runIdInput,
    run: (db, { runId }) => itemsOf(db, runId),
  }),
  item: query({
    needs: read,
    about: aboutItem,
    input: itemIdInput,
    run: (db, { itemId }) => requireItem(db, itemId),
  }),
  missing: query({
    needs: read,
    about: aboutRun,
    input: runIdInput,
    run: (db, { runId }) => missingFrom(db, runId),
  }),
  create: command({
    needs: execute,
    about: { kind: kinds.project, by: 'projectId' },
    input: createRunInput,
    effect: { on: entities.run, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createRun(trx, input, actor.id),
  }),
  update: command({
    needs: execute,
    about: aboutRun,
    input: updateRunInput,
    effect: { on: entities.run, changes: itsRun, inLists: true },
    run: (trx, { runId, ...change }) => changeRun(trx, runId, change),
  }),
  addItem: command({
    needs: execute,
    about: aboutRun,
    input: addRunItemInput,
    effect: { on: entities.run, changes: itsRun, inLists: true },
    run: addItem,
  }),
  changeStatus: command({
    needs: execute,
    about: aboutRun,
    input: changeStatusInput,
    effect: { on: entities.run, changes: itsRun, as: 'status_change', inLists: true },
    run: (trx, input, { actor }) => changeStatus(trx, input, actor.id),
  }),
  lock: signing.command({
    needs: lock,
    about: aboutRun,
    input: runIdInput,
    effect: { on: signedRun, changes: itsRun, as: 'lock', inLists: true },
    run: (trx, { runId }, context) => lockSigned(trx, runId, context),
  }),
  unlock: signing.command({
    needs: lock,
    about: aboutRun,
    input: unlockRunInput,
    effect: {
      on: signedRun,
      changes: itsRun,
      as: 'unlock',
      because: ({ reason }) => reason,
      inLists: true,
    },
    run: unlockSigned,
  }),
  record: change({
    needs: execute,
    about: aboutItem,
    input: recordResultInput,
    effect: { on: entities.result, changes: itsItem },
    look: (db, { itemId, failReasonCode }) => seenItem(db, itemId, failReasonCode || null),
    run: (looked, input, { actor }) => recordOne(looked, input, actor.id),
  }),
  clear: command({
    needs: execute,
    about: aboutItem,
    input: clearResultInput,
    effect: { on: entities.result, changes: itsItem },
    run: clearResult,
  }),
});
