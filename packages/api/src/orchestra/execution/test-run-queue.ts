import { defineQueue } from '@atelier/engine/queue.ts';

/** The tables of test runs, as the engine works on them. */
export const testRunQueue = defineQueue({
  schema: 'orchestra',
  runs: 'test_runs',
  results: 'step_results',
  limits: 'run_limits',
});

/** Of which as many run at once as the environment allows; and the suite, where it says so. */
export const environmentKey = (id: string) => `environment:${id}`;
export const suiteRunKey = (id: string) => `suite-run:${id}`;
