import { databaseNow } from '@atelier/db/orchestra/execution-reads.ts';
import type { Advance } from '@atelier/engine/handler.ts';
import { asked, attemptLimit, attemptMs } from '../ask-driver.ts';
import type { Driver, DriverAnswer, InVain, Look } from '../drivers/driver.ts';
import { StepError } from '../drivers/step-error.ts';
import { patiently } from '../patiently.ts';
import type { RenderedRequest } from '../render-request.ts';
import type { StepState } from '../run-state.ts';

/** At its first look a step waits with its worker: most of what is waited for comes within moments. */
const firstHoldMs = 3_000;
/** A pause between looks is a twentieth of what was waited for, within these. */
const [shortestPauseMs, longestPauseMs] = [1_000, 15_000];

/** A server that was there at the first look and is not now may be so again at the next one. */
const passing = new Set(['CONNECTION_REFUSED', 'CONNECTION_LOST', 'HOST_NOT_FOUND', 'TIMED_OUT']);

/**
 * Looks for what a step waits for; where it is not there, answers with a wait that holds no worker, after which it is
 * looked for again. Throws `NOTHING_CAME`, or `TIMED_OUT` where an attempt may take less than the request would wait.
 *
 * @param passed how long this call took up to now, in milliseconds
 */
export async function lookForAnswer(
  state: StepState,
  driver: Driver,
  rendered: RenderedRequest,
  passed: () => number,
): Promise<DriverAnswer | Advance> {
  const { context, services, step } = state;
  const now = await patiently(state, () => databaseNow(services.db));
  const [wanted, given] = [driver.waitsMs?.(rendered.request) ?? 0, attemptLimit(state)];
  const limit = Math.min(wanted, given ?? wanted);
  const isFirst = context.waitUntil === null;
  const until = context.waitUntil ?? now + limit;
  const leftMs = Math.max(0, until - now);
  const holdMs = isFirst ? Math.min(firstHoldMs, leftMs) : 0;
  const look: Look = {
    ...{ holdMs, waitedMs: limit - leftMs, isLast: leftMs <= holdMs, kept: context.looked },
  };
  const began = performance.now();
  const found = await looked(state, driver, rendered, look);
  if ('output' in found) return found;
  if (look.isLast) {
    if (limit < wanted) throw new StepError('TIMED_OUT', { ms: limit, of: 'attempt' });
    throw new StepError('NOTHING_CAME', { ms: limit, ...found.facts });
  }
  const stillMs = Math.max(0, leftMs - (performance.now() - began));
  const inMs = Math.round(Math.min(stillMs, pauseMs(limit - stillMs)));
  return {
    position: state.position,
    context: {
      ...context,
      ...{ waitUntil: until, looked: found.kept, intent: null },
      spentMs: context.spentMs + passed() + inMs,
    },
    outcome: {
      wait: { kind: 'message', step: step.key, until: new Date(until).toISOString() },
      inMs,
    },
  };
}

async function looked(
  state: StepState,
  driver: Driver,
  rendered: RenderedRequest,
  look: Look,
): Promise<DriverAnswer | InVain> {
  const times = { limit: look.holdMs + attemptMs, written: state.step.request };
  try {
    return await asked(state, rendered, times, (call) =>
      driver.look === undefined ? driver.perform(call) : driver.look(call, look),
    );
  } catch (error) {
    const mayReturn = state.context.waitUntil !== null && !look.isLast;
    if (mayReturn && isPassing(error)) return { kept: look.kept, facts: {} };
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  return error instanceof StepError && passing.has(error.code);
}

function pauseMs(waitedMs: number): number {
  return Math.min(longestPauseMs, Math.max(shortestPauseMs, waitedMs / 20));
}
