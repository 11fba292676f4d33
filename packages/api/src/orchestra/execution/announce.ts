import type { Notifier } from '@atelier/db/kernel/notifications.ts';

/** Gathered over 25 ms and sent behind the commit that is about to come; whoever reads too early is told again. */
const laterMs = 60;

/** Tells open pages that something became of a run of a suite. */
export function announceAfter(
  notifier: Notifier,
  suiteRunId: string,
  entity: 'suite_run' | 'test_run',
): void {
  setTimeout(() => {
    notifier.notify({ area: 'orchestra', entity: 'suite_run', ids: [suiteRunId] });
    if (entity === 'suite_run')
      notifier.notify({ area: 'orchestra', entity: 'scenario_suite', ids: null });
    notifier.publish(`orchestra.run:${suiteRunId}`, { entity });
  }, laterMs);
}
