import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import type { Knex } from 'knex';

/** Tells open pages that something became of a run of a suite, behind the commit; never where there is none. */
export function announceAfter(
  trx: Knex.Transaction,
  notifier: Notifier,
  suiteRunId: string,
  entity: 'suite_run' | 'test_run',
): void {
  const announce = () => {
    notifier.notify({ area: 'orchestra', entity: 'suite_run', ids: [suiteRunId] });
    if (entity === 'suite_run')
      notifier.notify({ area: 'orchestra', entity: 'scenario_suite', ids: null });
    notifier.publish(`orchestra.run:${suiteRunId}`, { entity });
  };
  trx.executionPromise.then(announce, () => {});
}
