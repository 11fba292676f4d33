import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import { type ExecutionContext, freshStep } from '@atelier/domain/orchestra/execution-context.ts';
import type { StepFailure } from '@atelier/domain/orchestra/types.ts';
import type { Advance } from '@atelier/engine/handler.ts';
import { actStep } from './act-step.ts';
import type { RunState, StepEnd, StepState } from './run-state.ts';
import { barrierStep } from './waits/barrier-step.ts';
import { humanStep } from './waits/human-step.ts';
import { mailStep } from './waits/mail-step.ts';
import { waitStep } from './waits/wait-step.ts';

/** Does the next step of a test run, or ends it; what it answers is committed as one. */
export async function advanceRun(given: RunState): Promise<Advance> {
  const state = withEnd(given);
  const { scenario, run, context } = state;
  const isEnding = context.failure !== null || context.isCancelled;
  const position = scenario.steps.findIndex(
    (step, place) => place >= run.position && (!isEnding || step.meta.cleanup === true),
  );
  const step = scenario.steps[position];
  if (step === undefined) return ended(state);
  const isHere = position === run.position;
  const at: StepState = {
    ...state,
    step,
    position,
    context: isHere ? context : { ...context, ...freshStep },
  };
  if (isHere && context.isHeld && !isEnding) {
    return { context, outcome: { wait: holdOf(at, context.failure) } };
  }
  const progress = await stepOf(at);
  return 'outcome' in progress ? progress : stepEnded(at, progress);
}

/** With what makes it end: somebody asked for it, or its time is up. */
function withEnd(state: RunState): RunState {
  const { context, run, scenario, known } = state;
  if (run.control === 'cancel' && !context.isCancelled) {
    return { ...state, context: { ...context, ...freshStep, isCancelled: true } };
  }
  const limit = milliseconds(scenario.timeout ?? known.plan.settings.limits.scenario);
  const isOver = limit !== null && context.totalMs > limit;
  if (!isOver || context.failure !== null || context.isCancelled) return state;
  const failure: StepFailure = { code: 'TIMED_OUT', facts: { ms: limit, of: 'scenario' } };
  return { ...state, context: { ...context, ...freshStep, failure } };
}

function ended({ context, scenario }: RunState): Advance {
  const position = scenario.steps.length;
  if (context.failure !== null) return { context, position, outcome: { fail: context.failure } };
  return { context, position, outcome: context.isCancelled ? 'cancelled' : 'pass' };
}

function stepOf(state: StepState): Promise<Advance | StepEnd> {
  switch (state.step.driver) {
    case 'wait':
      return waitStep(state, state.step.request);
    case 'human':
      return humanStep(state, state.step.request);
    case 'mail':
      return mailStep(state, state.step.request);
    case 'barrier':
      return barrierStep(state, state.step.request);
    default:
      return actStep(state);
  }
}

/** Writes the end of a step down, and goes on behind it, or stays there for a person to look at it. */
function stepEnded(state: StepState, end: StepEnd): Advance {
  const { step, position, known } = state;
  const { attempt, failure, isCancelled } = state.context;
  const results = [
    {
      ...{ stepKey: step.key, status: end.status, position, attempt },
      ...{ durationMs: end.durationMs, result: end.result },
    },
  ];
  const spent: ExecutionContext = {
    ...state.context,
    ...end.context,
    totalMs: state.context.totalMs + end.durationMs,
  };
  const isFirstFailure = end.status === 'FAILED' && failure === null && !isCancelled;
  const holds = isFirstFailure && known.plan.settings.holdOnFailure && step.meta.cleanup !== true;
  if (holds) {
    const held = { ...spent, ...freshStep, isHeld: true };
    return {
      results,
      position,
      context: held,
      outcome: { wait: holdOf({ ...state, context: held }, end.failure ?? null) },
    };
  }
  const context = {
    ...spent,
    ...freshStep,
    failure: isFirstFailure ? (end.failure ?? { code: 'STEP_FAILED', step: step.key }) : failure,
  };
  return { results, position: position + 1, context, outcome: 'next' };
}

function holdOf({ step, position }: StepState, failure: StepFailure | null) {
  return { kind: 'hold', step: step.key, position, ...(failure !== null && { failure }) };
}
