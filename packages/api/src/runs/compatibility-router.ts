import { junitCandidates } from '@atelier/db/runs/junit-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import {
  addMemberByInput,
  addReportedInput,
  recordOverInput,
  recordReportInput,
  setStatusInput,
} from '@atelier/domain/runs/compatibility-schemas.ts';
import { runIdInput } from '@atelier/domain/runs/schemas.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { addMemberBy, recordOver, setStatus } from './compatibility.ts';
import { addReported, recordReport } from './junit.ts';
import { entities, kinds } from './things.ts';

/** What programs do that speak an older contract, where our own pages do it otherwise. */
export const compatibilityRouter = router({
  addMember: command({
    needs: runsActions.administer,
    about: { kind: kinds.project, by: 'projectId' },
    input: addMemberByInput,
    effect: {
      on: entities.members,
      changes: ({ projectId }) => projectId,
      as: 'assign_role',
      givesRoles: true,
    },
    run: (trx, input, { actor }) => addMemberBy(trx, input, actor.id),
  }),
  setStatus: command({
    needs: runsActions.execute,
    about: { kind: kinds.run, by: 'runId' },
    input: setStatusInput,
    effect: { on: entities.run, changes: ({ runId }) => runId, as: 'status_change', inLists: true },
    run: (trx, input, { actor }) => setStatus(trx, input, actor.id),
  }),
  /** What the tests of a report may be matched with. */
  candidates: query({
    needs: runsActions.execute,
    about: { kind: kinds.run, by: 'runId' },
    input: runIdInput,
    run: (db, { runId }) => junitCandidates(db, runId),
  }),
  addReported: command({
    needs: runsActions.edit,
    about: { kind: kinds.run, by: 'runId' },
    input: addReportedInput,
    effect: {
      on: entities.run,
      changes: ({ runId }) => runId,
      inLists: true,
      also: [
        { on: entities.suite, creates: ({ suiteIds }) => suiteIds },
        { on: entities.case, creates: ({ caseIds }) => caseIds },
      ],
    },
    run: (trx, input, { actor }) => addReported(trx, input, actor.id),
  }),
  recordReport: command({
    needs: runsActions.execute,
    about: { kind: kinds.run, by: 'runId' },
    input: recordReportInput,
    effect: { on: entities.result, changes: ({ results }) => results.map(({ itemId }) => itemId) },
    run: (trx, input, { actor }) => recordReport(trx, input, actor.id),
  }),
  record: command({
    needs: runsActions.execute,
    // The item is looked for in the run: one of another run is none.
    about: { kind: kinds.run, by: 'runId' },
    input: recordOverInput,
    effect: { on: entities.result, changes: ({ itemId }) => itemId },
    run: (trx, input, { actor }) => recordOver(trx, input, actor.id),
  }),
});
