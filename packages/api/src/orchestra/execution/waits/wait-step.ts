import { databaseNow } from '@atelier/db/orchestra/execution-reads.ts';
import type { WaitRequest } from '@atelier/domain/orchestra/drivers/wait.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import type { Advance } from '@atelier/engine/handler.ts';
import { StepError } from '../drivers/step-error.ts';
import { patiently } from '../patiently.ts';
import { renderRequest } from '../render-request.ts';
import type { StepEnd, StepState } from '../run-state.ts';
import { failedStep, passedStep } from '../step-end.ts';

/** The longest that anything waits: a year. */
const longestMs = 366 * 86_400_000;

/** Waits on the clock of the database, without holding a worker. */
export async function waitStep(state: StepState, written: WaitRequest): Promise<Advance | StepEnd> {
  const { context, services, step } = state;
  const now = await patiently(state, () => databaseNow(services.db));
  try {
    const until = context.waitUntil ?? (await untilOf(state, written, now));
    const left = until - now;
    if (left <= 0) {
      const at = new Date(until).toISOString();
      return passedStep(state, { answer: { until: at } });
    }
    return {
      position: state.position,
      context: { ...context, waitUntil: until },
      outcome: {
        wait: { kind: 'time', step: step.key, until: new Date(until).toISOString() },
        inMs: left,
      },
    };
  } catch (error) {
    return failedStep(state, error);
  }
}

async function untilOf(state: StepState, written: WaitRequest, now: number): Promise<number> {
  const request = (await renderRequest(state, written)).request as WaitRequest;
  if (request.for !== undefined) {
    const span = milliseconds(request.for);
    if (span === null) throw new StepError('REQUEST_INVALID', { field: 'for' });
    return now + span;
  }
  const until = Date.parse(String(request.until));
  if (Number.isNaN(until) || until - now > longestMs) {
    throw new StepError('REQUEST_INVALID', { field: 'until' });
  }
  return until;
}
