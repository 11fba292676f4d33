import { setTimeout as sleep } from 'node:timers/promises';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import type { FailureFacts } from '@atelier/domain/orchestra/failure-facts.ts';
import { withPolled } from '@atelier/domain/orchestra/polled.ts';
import { type Redactor, redactor } from '@atelier/domain/orchestra/redact.ts';
import type { FailureClass } from '@atelier/domain/orchestra/repeatability.ts';
import { type Advance, StepAborted } from '@atelier/engine/handler.ts';
import { attemptLimit, attemptMs, perform } from './ask-driver.ts';
import type { Driver, DriverAnswer } from './drivers/driver.ts';
import { StepError } from './drivers/step-error.ts';
import { answerEvidence, requestEvidence } from './evidence.ts';
import { assertAll, judge, takeExports } from './judge.ts';
import { type RenderedRequest, renderRequest } from './render-request.ts';
import type { StepEnd, StepState } from './run-state.ts';
import { failedStep, passedStep } from './step-end.ts';
import { lookForAnswer } from './waits/look-step.ts';

/** An attempt as it came out; `failedAs` null where it passed. */
export interface Attempt {
  readonly end: StepEnd;
  readonly failedAs: FailureClass | null;
  readonly happened: 'no' | 'maybe';
}

/** Does a step once: request, answer, assertions, exports. What polls and has to wait for long answers with a wait. */
export async function attemptStep(state: StepState): Promise<Attempt | Advance> {
  const { step, services } = state;
  const driver = services.drivers[step.driver];
  const began = performance.now();
  const passed = () => Math.round(performance.now() - began);
  let evidence: Readonly<Record<string, unknown>> = {};
  let redact: Redactor | undefined;
  try {
    if (driver === undefined) throw new StepError('DRIVER_UNKNOWN', { driver: step.driver });
    const rendered = await renderRequest(state, step.request);
    redact = rendered.redact;
    evidence = { request: requestEvidence(rendered.shown, redact) };
    for (;;) {
      const asked = performance.now();
      const answer = await answerOf(state, driver, rendered, passed);
      if ('outcome' in answer) return answer;
      const tookMs = Math.round(performance.now() - asked);
      const { drivers } = state.context;
      const kept = {
        drivers: answer.state === undefined ? drivers : { ...drivers, [step.driver]: answer.state },
      };
      const { pollUntil } = step.meta;
      const found =
        pollUntil === undefined
          ? []
          : await assertAll(state, pollUntil.until, { durationMs: tookMs, ...answer.output });
      const isThere = found.every(({ ok, soft }) => ok || soft);
      if (!isThere) {
        state.context.waitUntil = null;
        state.context.looked = null;
        const { polls, polled, spentMs } = state.context;
        const one = { number: polls + 1, afterMs: Math.round(spentMs + asked - began), tookMs };
        state.context.polled = withPolled(polled, one, found);
        const later = pollAgain(state, passed());
        if (later === 'over') {
          const error = new StepError('TIMED_OUT', { of: 'poll' }, 'maybe');
          const { hidden } = await takeExports(state, step.meta.exportAs ?? {}, answer.output);
          const shown = evidenceOf(state, rendered, answer, hidden);
          return {
            end: failedStep(state, error, shown, kept, passed()),
            failedAs: 'timeout',
            happened: 'maybe',
          };
        }
        if (typeof later === 'object')
          return { ...later, context: { ...(later.context as object), ...kept } };
        await sleep(later, undefined, { signal: state.signal });
        state.context.polls += 1;
        continue;
      }
      const judged = await judge(state, answer.output, tookMs);
      const all = { ...evidenceOf(state, rendered, answer, judged.hidden), ...judged.shown };
      const changed = { ...kept, ...judged.context };
      if (judged.error === null) {
        return {
          end: passedStep(state, all, changed, passed()),
          failedAs: null,
          happened: 'maybe',
        };
      }
      return {
        end: failedStep(state, judged.error, all, kept, passed()),
        failedAs: 'assertion',
        happened: 'maybe',
      };
    }
  } catch (caught) {
    const thrown = timeoutOf(caught, state);
    if (!(thrown instanceof StepError)) return cancelledOr(thrown, state, evidence, passed());
    const error = redact === undefined ? thrown : withoutSecrets(thrown, redact);
    return {
      end: failedStep(state, error, evidence, {}, passed()),
      failedAs: isTimeout(error) ? 'timeout' : 'error',
      happened: error.happened,
    };
  }
}

/** What the other side answers; a wait where it is asked for something that may come later. */
function answerOf(
  state: StepState,
  driver: Driver,
  rendered: RenderedRequest,
  passed: () => number,
): Promise<DriverAnswer | Advance> {
  const { step } = state;
  return driver.keeps?.(rendered.request) === true
    ? lookForAnswer(state, driver, rendered, passed)
    : perform(state, driver, rendered, step.request);
}

/** Within how many milliseconds it is asked again, or what to wait with; `over` where its time is up. */
function pollAgain(state: StepState, passedMs: number): number | 'over' | Advance {
  const { step, context, position } = state;
  const every = milliseconds(step.meta.pollUntil?.every) ?? 0;
  const limit = milliseconds(step.meta.pollUntil?.timeout) ?? 0;
  const spentMs = context.spentMs + passedMs;
  if (spentMs + every > limit) return 'over';
  if (every < 1000) return every;
  return {
    position,
    context: { ...context, polls: context.polls + 1, spentMs: spentMs + every, intent: null },
    outcome: { wait: { kind: 'time', step: step.key, reason: 'poll' }, inMs: every },
  };
}

function evidenceOf(
  { known }: StepState,
  { hidden }: RenderedRequest,
  { sent, output, notes }: DriverAnswer,
  more: readonly string[],
): Readonly<Record<string, unknown>> {
  const redact = redactor([...hidden, ...more]);
  return {
    request: requestEvidence(sent, redact),
    answer: answerEvidence(output, redact, known.plan.settings.limits.evidenceKib),
    ...(notes !== undefined && { notes }),
  };
}

const isTimeout = ({ code }: StepError) => code === 'TIMED_OUT' || code === 'NOTHING_CAME';

/** What a step says of its failure is evidence as well, and may quote what was sent. */
function withoutSecrets({ code, facts, happened }: StepError, { value }: Redactor): StepError {
  return new StepError(code, value(facts) as FailureFacts, happened);
}

function timeoutOf(error: unknown, state: StepState): unknown {
  if (!(error instanceof DOMException) || error.name !== 'TimeoutError') return error;
  const ms = attemptLimit(state) ?? attemptMs;
  return new StepError('TIMED_OUT', { ms, of: 'attempt' }, 'maybe');
}

/** One that was told to stop is noted as cancelled; all else is thrown on. */
function cancelledOr(
  error: unknown,
  { signal, step, position, context }: StepState,
  evidence: Readonly<Record<string, unknown>>,
  durationMs: number,
): Advance {
  if (!(signal.reason instanceof StepAborted) || signal.reason.why !== 'cancel') throw error;
  const { attempt } = context;
  return {
    position,
    results: [
      { stepKey: step.key, status: 'CANCELLED', position, attempt, durationMs, result: evidence },
    ],
    context: { ...context, isCancelled: true },
    outcome: 'next',
  };
}
