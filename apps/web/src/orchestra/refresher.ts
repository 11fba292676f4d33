import type { AreaChange, LiveDependencies } from '../kernel/areas.ts';
import { throttle } from '../kernel/live/throttle.ts';

/** What a diagram shows of runs is added up from all of their steps. */
const outcomesPauseMs = 2000;

/** Reads anew what is shown of the things that changed. */
export function createRefresher({ trpc, queryClient }: LiveDependencies) {
  const { processes, suites, environments, runs, tests, schedules, waiting } = trpc.orchestra;
  const parts = {
    process: [processes.pathFilter(), suites.list.pathFilter()],
    scenario_suite: [
      ...[suites.pathFilter(), processes.list.pathFilter()],
      ...[processes.outcomes.pathFilter(), waiting.pathFilter()],
    ],
    environment: [environments.pathFilter()],
    suite_run: [runs.pathFilter(), suites.list.pathFilter(), waiting.pathFilter()],
    test_run: [runs.pathFilter(), tests.pathFilter(), waiting.pathFilter()],
    schedule: [schedules.pathFilter()],
  } as const;
  const outcomes = throttle(
    () => queryClient.invalidateQueries(processes.outcomes.pathFilter()),
    outcomesPauseMs,
  );
  return ({ entity }: AreaChange): void => {
    if (entity === 'suite_run' || entity === 'test_run') outcomes();
    const filters = parts[entity as keyof typeof parts] ?? [trpc.orchestra.pathFilter()];
    for (const filter of filters) void queryClient.invalidateQueries(filter);
  };
}
