import { listSchedules } from '@atelier/db/orchestra/schedule-reads.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import {
  createScheduleInput,
  listSchedulesInput,
  scheduleIdInput,
  updateScheduleInput,
} from '@atelier/domain/orchestra/schemas.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { command, query } from './procedures.ts';
import { changeSchedule, createSchedule, removeSchedule } from './schedules.ts';
import { entities } from './things.ts';

const { read, edit } = orchestraActions;
const itsSchedule = ({ scheduleId }: { readonly scheduleId: string }) => scheduleId;

export const schedulesRouter = router({
  list: query({
    needs: read,
    input: listSchedulesInput,
    run: (db, { suiteId }) => listSchedules(db, suiteId),
  }),
  create: command({
    needs: edit,
    input: createScheduleInput,
    effect: { on: entities.schedule, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createSchedule(trx, input, actor),
  }),
  update: command({
    needs: edit,
    input: updateScheduleInput,
    effect: { on: entities.schedule, changes: itsSchedule, inLists: true },
    run: changeSchedule,
  }),
  remove: command({
    needs: edit,
    input: scheduleIdInput,
    effect: { on: entities.schedule, removes: itsSchedule },
    run: (trx, { scheduleId }) => removeSchedule(trx, scheduleId),
  }),
});
