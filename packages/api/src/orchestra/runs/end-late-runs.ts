import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import { takeLateRun } from '@atelier/db/orchestra/suite-run-writes.ts';
import type { Knex } from 'knex';
import type { PlanCache } from '../execution/plan-cache.ts';
import { cancelSuiteRun } from './control-runs.ts';

/**
 * Cancels the runs of suites whose time is up, by the clock of the database. Why is written with it, as one: so each is
 * ended once, however many workers look, and one that nobody was there for is ended by whoever comes.
 */
export async function endLateRuns(db: Knex, notifier: Notifier, plans: PlanCache): Promise<void> {
  for (let ended = true; ended; ) {
    ended = await inTransaction(db, async (trx) => {
      const late = await takeLateRun(trx);
      if (late === undefined) return false;
      await cancelSuiteRun(trx, late.id, { plans, notifier });
      await writeAudit(
        trx,
        { actorId: 'house', command: 'orchestra.limit', requestId: null, door: 'house' },
        [
          {
            ...{ action: 'update', entity: 'suite_run', id: late.id },
            ...{ before: null, after: { error: late.error } },
          },
        ],
      );
      return true;
    });
    if (ended) notifier.notify({ area: 'orchestra', entity: 'suite_run', ids: null });
  }
}
