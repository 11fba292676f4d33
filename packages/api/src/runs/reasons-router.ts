import { listFailReasons } from '@atelier/db/runs/reason-reads.ts';
import { insertReason, updateReason } from '@atelier/db/runs/reason-writes.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { createReasonInput, updateReasonInput } from '@atelier/domain/runs/execution-schemas.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { entities } from './things.ts';
import { visibleProjects } from './visible-projects.ts';

const { readReasons, editReasons } = runsActions;

/** The catalogue of what makes something fail, the same for all projects. */
export const reasonsRouter = router({
  list: query({
    needs: readReasons,
    run: (db, _, { actor }) => listFailReasons(db, visibleProjects(actor)),
  }),
  create: command({
    needs: editReasons,
    input: createReasonInput,
    effect: { on: entities.reason, creates: ({ code }) => code },
    async run(trx, reason) {
      if (!(await insertReason(trx, reason))) throw runsError('ERR_FAIL_REASON_TAKEN');
      return { code: reason.code };
    },
  }),
  /** Also retires it, and brings it back. */
  update: command({
    needs: editReasons,
    input: updateReasonInput,
    effect: { on: entities.reason, changes: ({ code }) => code, inLists: true },
    async run(trx, { code, ...change }) {
      if (!(await updateReason(trx, code, change))) throw runsError('ERR_FAIL_REASON_NOT_FOUND');
      return { code };
    },
  }),
});
