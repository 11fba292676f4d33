import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import { databaseNow } from '@atelier/db/orchestra/execution-reads.ts';
import type { ScheduleModel } from '@atelier/db/orchestra/models/schedule.ts';
import { takeDueSchedule, updateSchedule } from '@atelier/db/orchestra/schedule-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { missedStarts, nextStart } from '@atelier/domain/orchestra/schedule.ts';
import type { Knex } from 'knex';
import { startRun } from './runs/start-run.ts';

/** A time plan is kept by the house itself. */
const house: Actor = { id: 'house', kind: 'system', grants: [] };

/** A run that is no later than this is on time; what is later is told as missed. */
const graceMs = 60_000;

/**
 * Starts a run for each time plan whose instant has come. An instant and its run are written as one: so it is started
 * once, however many workers look. One that nobody was there for starts nothing when somebody comes: it is counted.
 */
export async function fireSchedules(db: Knex, notifier: Notifier): Promise<void> {
  for (let fired = true; fired; ) {
    fired = await inTransaction(db, async (trx) => {
      const due = await takeDueSchedule(trx);
      if (due === undefined) return false;
      await fire(trx, due);
      return true;
    });
    if (!fired) return;
    notifier.notify({ area: 'orchestra', entity: 'schedule', ids: null });
    notifier.notify({ area: 'orchestra', entity: 'suite_run', ids: null });
  }
}

async function fire(trx: Knex.Transaction, due: ScheduleModel): Promise<void> {
  const { id, suiteId, environmentId, cron, timeZone, nextAt } = due;
  const now = new Date(await databaseNow(trx));
  const since = nextAt ?? now;
  const next = { nextAt: nextStart({ cron, timeZone }, now) };
  // The instant that is due, and those behind it that nobody was there for.
  const isLate = now.getTime() - since.getTime() > graceMs;
  if (isLate) {
    const behind = missedStarts({ cron, timeZone }, since, now);
    const missed = due.missed + behind.count + 1;
    await updateSchedule(trx, id, { ...next, missed, missedAt: behind.last ?? since });
    return;
  }
  try {
    const lastSuiteRunId = await trx.transaction((inner) =>
      startRun(
        inner,
        { suiteId, environmentId, context: {}, priority: 0, origin: 'schedule' },
        house,
      ),
    );
    await updateSchedule(trx, id, { ...next, lastAt: since, lastSuiteRunId, lastError: null });
    await writeAudit(
      trx,
      { actorId: house.id, command: 'orchestra.schedule', requestId: null, door: 'house' },
      [
        {
          ...{ action: 'create', entity: 'suite_run', id: lastSuiteRunId },
          ...{ before: null, after: { suiteId, environmentId, scheduleId: id } },
        },
      ],
    );
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await updateSchedule(trx, id, { ...next, lastAt: since, lastError: error.code });
  }
}
