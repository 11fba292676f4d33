import { databaseNow } from '@atelier/db/orchestra/execution-reads.ts';
import { type MailRequest, mailRequest } from '@atelier/domain/orchestra/drivers/mail.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import { redactor } from '@atelier/domain/orchestra/redact.ts';
import type { Advance } from '@atelier/engine/handler.ts';
import { type FoundLetter, findLetter } from '../drivers/mail/find-letter.ts';
import { readRequest } from '../drivers/read-request.ts';
import { StepError } from '../drivers/step-error.ts';
import { answerEvidence, requestEvidence } from '../evidence.ts';
import { judge } from '../judge.ts';
import { type RenderedRequest, renderRequest } from '../render-request.ts';
import type { StepEnd, StepState } from '../run-state.ts';
import { failedStep, passedStep } from '../step-end.ts';

/** Whoever waits is woken by the letter. It looks by itself as well, should it have come in that very moment. */
const lookMs = 5_000;

/** Waits for a letter without holding a worker. One that came between two steps is found as well. */
export async function mailStep(state: StepState, written: MailRequest): Promise<Advance | StepEnd> {
  const { context, services, step, position, signal } = state;
  let evidence: Readonly<Record<string, unknown>> = {};
  try {
    const rendered = await renderRequest(state, written);
    evidence = { request: requestEvidence(rendered.shown, rendered.redact) };
    const request = readRequest(mailRequest, rendered.request);
    const limit = milliseconds(request.timeout);
    if (limit === null) throw new StepError('REQUEST_INVALID', { field: 'timeout' });
    const now = await databaseNow(services.db);
    const until = context.waitUntil ?? now + limit;
    const taken = takenBy(state);
    const letter = await findLetter(
      {
        ...{ db: services.db, suiteRunId: context.suiteRunId, signal, taken },
        secret: (name) => secretOf(rendered, name),
      },
      request,
    );
    if (letter !== undefined) {
      const waitedMs = Math.max(0, Date.parse(letter.receivedAt) - (until - limit));
      return await found(state, rendered, letter, waitedMs);
    }
    if (now >= until) throw new StepError('NOTHING_CAME', { ms: limit });
    const to = plainTo(rendered);
    return {
      position,
      context: { ...context, waitUntil: until },
      outcome: {
        wait: {
          ...{ kind: 'mail', step: step.key, environment: state.known.plan.environment.id },
          ...(to !== null && { to }),
          until: new Date(until).toISOString(),
        },
        inMs: Math.min(lookMs, until - now),
      },
    };
  } catch (error) {
    return failedStep(state, error, evidence);
  }
}

async function found(
  state: StepState,
  { hidden, shown }: RenderedRequest,
  { id, ...letter }: FoundLetter,
  durationMs: number,
): Promise<StepEnd> {
  const output = { ...letter, durationMs };
  const judged = await judge(state, output, durationMs);
  const redact = redactor([...hidden, ...judged.hidden]);
  const { evidenceKib } = state.known.plan.settings.limits;
  const evidence = {
    request: requestEvidence(shown, redact),
    answer: answerEvidence(output, redact, evidenceKib),
    ...judged.shown,
  };
  if (judged.error !== null) return failedStep(state, judged.error, evidence);
  const drivers = { ...state.context.drivers, mail: { taken: [...takenBy(state), id] } };
  return passedStep(state, evidence, { ...judged.context, drivers });
}

/** Letters that earlier steps of the test run have found: each is found once. */
function takenBy({ context }: StepState): readonly string[] {
  const kept = context.drivers.mail as { readonly taken?: readonly string[] } | undefined;
  return kept?.taken ?? [];
}

function secretOf({ secrets }: RenderedRequest, name: string): string {
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (value === undefined) throw new StepError('SECRET_UNREADABLE', { secret: name });
  return value;
}

/** Whom the letter is to be to, where that can be told: a letter to somebody else wakes nobody. */
function plainTo({ request, shown }: RenderedRequest): string | null {
  const to = (request as MailRequest).to;
  return to !== undefined && (shown as unknown as MailRequest).to === to ? to : null;
}
