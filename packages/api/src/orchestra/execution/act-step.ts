import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import {
  type FailureClass,
  mayRetry,
  repeatabilityOf,
} from '@atelier/domain/orchestra/repeatability.ts';
import { type Advance, StepAborted } from '@atelier/engine/handler.ts';
import { afterCrash } from '@atelier/engine/rules/after-crash.ts';
import { backoffMs } from '@atelier/engine/rules/backoff.ts';
import { type Attempt, attemptStep } from './attempt-step.ts';
import { probeStep } from './probe-step.ts';
import type { StepEnd, StepState } from './run-state.ts';
import { takenAsDone } from './taken-as-done.ts';

/** What is shorter is waited for where the run is; what is longer holds no worker. */
const durableMs = 1000;

/** Does a step whose driver acts: intent, action, judgement; or finds out what became of an action that was cut off. */
export async function actStep(state: StepState): Promise<Advance | StepEnd> {
  const { step, context, run, position, services } = state;
  const driver = services.drivers[step.driver];
  const onlyReads = driver?.onlyReads?.(step.request) ?? false;
  const repeatability = repeatabilityOf(step, onlyReads);
  const intent = context.intent?.position === position ? context.intent : null;
  const as = run.decision?.as;
  const decision = as === 'retry' || as === 'done' ? as : null;
  // A person's word to do it again is for once: the intent takes its place before anything is done.
  const isNew = intent === null ? decision !== 'done' : decision === 'retry';
  if (isNew && repeatability !== 'repeatable') {
    crashPoint('orchestra.before-intent');
    const { attempt } = context;
    return {
      position,
      context: { ...context, intent: { position, attempt, fence: run.fence } },
      outcome: 'next',
    };
  }
  // An attempt before this one, of which it is not known whether it happened, is asked for like one that was cut off.
  const mayHaveHappened = intent !== null && (run.resumed || intent.attempt !== context.attempt);
  const found = { intended: mayHaveHappened, recorded: false, repeatability };
  const next = decision === 'done' ? 'take_as_done' : afterCrash(found);
  if (next === 'take_as_done') return takenAsDone(state, run.decision);
  if (next === 'stuck') return stuck(state);
  if (next === 'ask_probe') {
    const probed = await probeStep(state);
    crashPoint('orchestra.step-probed');
    if (probed.says === 'happened') return probed.end;
    if (afterCrash({ ...found, probe: probed.says }) === 'stuck') return stuck(state);
  }
  crashPoint('orchestra.step-intended');
  const attempt = await attemptStep(state);
  crashPoint('orchestra.step-acted');
  return 'outcome' in attempt ? attempt : judged(state, attempt, onlyReads);
}

/** Passed, tried again, or failed. */
async function judged(
  state: StepState,
  attempt: Attempt,
  onlyReads: boolean,
): Promise<Advance | StepEnd> {
  const { end, failedAs, happened } = attempt;
  const { step, context, position, signal, known } = state;
  if (failedAs === null) return end;
  const spentMs = context.spentMs + end.durationMs;
  const limit = milliseconds(step.meta.timeout?.step ?? known.plan.settings.limits.step);
  const failed = { attempt: context.attempt, as: failedAs, happened, onlyReads };
  const { retry } = step.meta;
  const canTell = repeatabilityOf(step, onlyReads) !== 'unknown';
  if (retry === undefined || !mayRetry(step, failed)) return end;
  const delay = Math.round(
    backoffMs(
      context.attempt,
      {
        firstMs: milliseconds(retry.delay) ?? 0,
        factor: retry.backoff === 'fixed' ? 1 : 2,
        maxMs: milliseconds(retry.maxDelay) ?? 0,
        jitter: retry.jitter,
      },
      Math.random(),
    ),
  );
  if (limit !== null && spentMs + delay > limit) return end;
  const isDurable = delay >= durableMs;
  if (!isDurable) await sleep(delay, undefined, { signal }).catch(() => rethrown(signal));
  return {
    position,
    results: [
      {
        ...{ stepKey: step.key, status: 'RETRIED', position, attempt: context.attempt },
        ...{ durationMs: end.durationMs, result: end.result },
      },
    ],
    context: {
      ...context,
      ...end.context,
      attempt: context.attempt + 1,
      spentMs: spentMs + delay,
      polls: 0,
      polled: [],
      waitUntil: null,
      looked: null,
      totalMs: context.totalMs + end.durationMs + (isDurable ? 0 : delay),
      // The next one is a new action, with an intent of its own; one that may have happened is asked for first, where
      // somebody can tell. Of one that was answered it is known, and its answer is what is not good enough.
      intent: happened === 'maybe' && canTell ? context.intent : null,
    },
    outcome: isDurable ? { wait: retryWait(state, failedAs), inMs: delay } : 'next',
  };
}

function retryWait({ step, context }: StepState, as: FailureClass) {
  return { kind: 'time', step: step.key, reason: 'retry', attempt: context.attempt + 1, after: as };
}

function stuck(state: StepState): Advance {
  const { step, position, context } = state;
  return {
    position,
    context,
    outcome: {
      stuck: { code: 'STUCK', step: step.key, facts: { attempt: context.attempt } },
      waitsFor: { kind: 'decision', step: step.key, position },
    },
  };
}

function rethrown(signal: AbortSignal): void {
  if (signal.reason instanceof StepAborted && signal.reason.why === 'cancel') return;
  throw signal.reason;
}
