import { executionContext } from '@atelier/domain/orchestra/execution-context.ts';
import type { Handler } from '@atelier/engine/handler.ts';
import { advanceRun } from './advance.ts';
import type { ExecutionServices } from './execution-services.ts';
import { onTestRunsFinished } from './finish.ts';
import { patiently } from './patiently.ts';

/** Longer than any attempt may take: what takes longer has hung. */
const stepLimitMs = 35 * 60_000;

/** What the engine asks of a test run, one step at a time (ADR 113). */
export function createTestRunHandler(services: ExecutionServices): Handler {
  return {
    endsItself: true,
    stepLimitMs,
    async advance(run, tools) {
      const { signal } = tools;
      const context = executionContext.parse(run.context);
      const known = await patiently(tools, () =>
        services.plans.get(services.db, context.suiteRunId),
      );
      const scenario = known?.scenarios.get(context.scenario);
      if (known === undefined || scenario === undefined) {
        return { outcome: { fail: { code: 'PLAN_MISSING' } } };
      }
      const isHeld = () => tools.isHeld();
      return advanceRun({ services, run, context, known, scenario, signal, isHeld });
    },
    onFinished: (trx, finished) => onTestRunsFinished(services, trx, finished),
  };
}
