import type { ExecutionContext } from '@atelier/domain/orchestra/execution-context.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { StepError } from './drivers/step-error.ts';
import type { StepEnd, StepState } from './run-state.ts';

type Evidence = Readonly<Record<string, unknown>>;

export function passedStep(
  { context }: StepState,
  evidence: Evidence,
  changed: Partial<ExecutionContext> = {},
  durationMs = 0,
): StepEnd {
  return {
    status: 'PASSED',
    result: evidenceOf(evidence, context),
    durationMs,
    context: changed,
  };
}

/** What is no {@link StepError} is a fault of the program: it is thrown on. */
export function failedStep(
  { step, context }: StepState,
  error: unknown,
  evidence: Evidence = {},
  changed: Partial<ExecutionContext> = {},
  durationMs = 0,
): StepEnd {
  if (!(error instanceof StepError)) throw error;
  const told = { code: error.code, facts: error.facts };
  return {
    status: 'FAILED',
    result: evidenceOf({ ...evidence, error: told }, context),
    failure: { ...told, step: step.key },
    durationMs,
    context: changed,
  };
}

function evidenceOf(evidence: Evidence, { polls, polled }: ExecutionContext): Json {
  const asked = { ...(polls > 0 && { polls }), ...(polled.length > 0 && { polled }) };
  return JSON.parse(JSON.stringify({ ...evidence, ...asked })) as Json;
}
