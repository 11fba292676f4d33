import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import { StepAborted } from '@atelier/engine/handler.ts';
import type { Driver, DriverAnswer, DriverCall } from './drivers/driver.ts';
import { StepError } from './drivers/step-error.ts';
import type { RenderedRequest } from './render-request.ts';
import type { StepState } from './run-state.ts';
import { within } from './within.ts';

/** Of one attempt, where nothing is said. */
export const attemptMs = 30_000;
/** What a driver that waits gets besides, to connect and to read. */
const connectMs = 10_000;

/** One request to the other side, within the time of an attempt. */
export async function perform(
  state: StepState,
  driver: Driver,
  rendered: RenderedRequest,
  written: unknown,
): Promise<DriverAnswer> {
  const given = attemptLimit(state);
  const limit = given ?? Math.max(attemptMs, (driver.waitsMs?.(rendered.request) ?? 0) + connectMs);
  return asked(state, rendered, { limit, written }, (call) => driver.perform(call));
}

/** How long an attempt may take, where it is said. */
export const attemptLimit = ({ step, known }: StepState): number | null =>
  milliseconds(step.meta.timeout?.attempt ?? known.plan.settings.limits.attempt);

/** Asks a driver something, within so much time. */
export async function asked<Answer>(
  state: StepState,
  { request, secrets, renderKey }: RenderedRequest,
  { limit, written }: { readonly limit: number; readonly written: unknown },
  ask: (call: DriverCall) => Promise<Answer>,
): Promise<Answer> {
  const { step, context, known, signal, services } = state;
  if (!state.isHeld()) throw new StepAborted('lost');
  const { idempotent } = step.meta;
  const isOwn = written === step.request;
  const key =
    isOwn && typeof idempotent === 'object'
      ? { header: idempotent.header, value: String(renderKey(idempotent.key)) }
      : null;
  const call: Omit<DriverCall, 'signal'> = {
    ...{ request, key, environment: known.plan.environment },
    ...{ db: services.db, suiteRunId: context.suiteRunId },
    isHeld: state.isHeld,
    secret: (name) => {
      const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      if (value === undefined) throw new StepError('SECRET_UNREADABLE', { secret: name });
      return value;
    },
    state: context.drivers[step.driver] ?? null,
  };
  return within(signal, Math.max(1, limit), (ends) => ask({ ...call, signal: ends }));
}
