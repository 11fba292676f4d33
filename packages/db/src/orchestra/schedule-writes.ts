import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { ScheduleModel } from './models/schedule.ts';

export async function insertSchedule(
  trx: Knex,
  schedule: Pick<
    ScheduleModel,
    | 'id'
    | 'suiteId'
    | 'environmentId'
    | 'cron'
    | 'timeZone'
    | 'isEnabled'
    | 'nextAt'
    | 'createdByUserId'
  >,
): Promise<void> {
  await ScheduleModel.query(trx).insert(schedule);
}

export async function lockSchedule(trx: Knex, id: string): Promise<ScheduleModel | undefined> {
  return ScheduleModel.query(trx).findById(id).forNoKeyUpdate();
}

export async function updateSchedule(
  trx: Knex,
  id: string,
  change: Patch<
    Pick<
      ScheduleModel,
      | 'cron'
      | 'timeZone'
      | 'isEnabled'
      | 'environmentId'
      | 'nextAt'
      | 'lastAt'
      | 'lastSuiteRunId'
      | 'lastError'
      | 'missed'
      | 'missedAt'
      | 'revision'
    >
  >,
): Promise<void> {
  await ScheduleModel.query(trx)
    .findById(id)
    .patch({ ...given(change), updatedAt: new Date() });
}

export async function deleteSchedule(trx: Knex, id: string): Promise<void> {
  await ScheduleModel.query(trx).deleteById(id);
}

/** Takes a time plan whose instant has come, so that nobody else does; undefined where there is none. */
export async function takeDueSchedule(trx: Knex.Transaction): Promise<ScheduleModel | undefined> {
  return ScheduleModel.query(trx)
    .where('isEnabled', true)
    .whereRaw('next_at <= clock_timestamp()')
    .orderBy('nextAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .first();
}
