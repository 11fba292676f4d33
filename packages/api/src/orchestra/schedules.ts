import { newId } from '@atelier/db/kernel/new-id.ts';
import { authorId } from '@atelier/db/orchestra/author.ts';
import { databaseNow } from '@atelier/db/orchestra/execution-reads.ts';
import { schedulesById } from '@atelier/db/orchestra/schedule-reads.ts';
import {
  deleteSchedule,
  insertSchedule,
  lockSchedule,
  updateSchedule,
} from '@atelier/db/orchestra/schedule-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import { nextStart, scheduleFault } from '@atelier/domain/orchestra/schedule.ts';
import type {
  createScheduleInput,
  updateScheduleInput,
} from '@atelier/domain/orchestra/schemas.ts';
import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { requireEnvironment } from './environments.ts';
import { requireSuite } from './suites.ts';

async function requireSchedule(db: Knex, id: string): Promise<Schedule> {
  const [schedule] = await schedulesById(db, [id]);
  if (schedule === undefined) throw orchestraError('ERR_SCHEDULE_NOT_FOUND');
  return schedule;
}

/** When it comes next, null where it is switched off. Throws `ERR_SCHEDULE_INVALID`. */
async function nextOf(
  db: Knex,
  { cron, timeZone, isEnabled }: Pick<Schedule, 'cron' | 'timeZone' | 'isEnabled'>,
): Promise<Date | null> {
  const now = new Date(await databaseNow(db));
  const fault = scheduleFault({ cron, timeZone }, now);
  if (fault !== null) {
    const field = fault === 'time_zone' ? 'timeZone' : 'cron';
    throw orchestraError('ERR_SCHEDULE_INVALID', { field, fault });
  }
  return isEnabled ? nextStart({ cron, timeZone }, now) : null;
}

/** Throws `ERR_SCHEDULE_INVALID`, `ERR_SCENARIO_SUITE_NOT_FOUND`, `ERR_ENVIRONMENT_NOT_FOUND`. */
export async function createSchedule(
  trx: Knex.Transaction,
  input: z.output<typeof createScheduleInput>,
  actor: Actor,
): Promise<Schedule> {
  await requireSuite(trx, input.suiteId);
  await requireEnvironment(trx, input.environmentId);
  const nextAt = await nextOf(trx, input);
  const id = newId();
  await insertSchedule(trx, { id, ...input, nextAt, createdByUserId: authorId(actor) });
  return requireSchedule(trx, id);
}

/** From now on; what it missed is forgotten. Throws as `createSchedule`, and `ERR_SCHEDULE_NOT_FOUND`. */
export async function changeSchedule(
  trx: Knex.Transaction,
  { scheduleId: id, ...change }: z.output<typeof updateScheduleInput>,
): Promise<Schedule> {
  const locked = await lockSchedule(trx, id);
  if (locked === undefined) throw orchestraError('ERR_SCHEDULE_NOT_FOUND');
  if (change.environmentId !== undefined) await requireEnvironment(trx, change.environmentId);
  const nextAt = await nextOf(trx, {
    cron: change.cron ?? locked.cron,
    timeZone: change.timeZone ?? locked.timeZone,
    isEnabled: change.isEnabled ?? locked.isEnabled,
  });
  const anew = { nextAt, missed: 0, missedAt: null, lastError: null };
  await updateSchedule(trx, id, { ...change, ...anew, revision: locked.revision + 1 });
  return requireSchedule(trx, id);
}

/** Throws `ERR_SCHEDULE_NOT_FOUND`. */
export async function removeSchedule(trx: Knex.Transaction, id: string): Promise<Schedule> {
  const schedule = await requireSchedule(trx, id);
  await deleteSchedule(trx, id);
  return schedule;
}
