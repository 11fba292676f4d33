import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type ModelErrorCode, modelError } from '@atelier/domain/kernel/model-errors.ts';
import type {
  AnswerFacts,
  AnswerOutcome,
  AnswerPart,
  AnswerSource,
  FailedAttempt,
} from './answer.ts';
import { type AttemptEnd, attempt } from './attempt.ts';
import { ModelFailure } from './failure.ts';
import { readValue } from './read-value.ts';
import { type AnswerLimits, type ModelRequest, usualLimits } from './request.ts';
import { decideNext } from './rules/decide-next.ts';
import type { AnsweringModel, SourceRequest } from './source.ts';
import { usageOf } from './usage-of.ts';

/**
 * What is told to the log of a request that failed. It holds no key, and nothing of what was asked or answered unless the
 * endpoint’s own words repeat it.
 */
export interface FailureNote {
  readonly model: string;
  readonly code: ModelErrorCode;
  readonly detail: string | undefined;
  readonly next: 'retry' | 'fall-back' | 'give-up';
}

export interface GatewayOptions {
  /** The model to ask, and those to ask where it does not answer, in their order. */
  readonly models: readonly AnsweringModel[];
  /** Instead of the usual ones; a request may set its own. */
  readonly limits?: Partial<AnswerLimits>;
  /** Requests to each model before its first token; three unless told. */
  readonly attempts?: number;
  readonly note?: (failure: FailureNote) => void;
  /** From 0 to 1; for tests. */
  readonly random?: () => number;
}

/** Where areas ask a language model. */
export interface ModelGateway {
  /**
   * An answer, part by part; the last part is its `end`, which says what became of it. It does not throw for what an
   * endpoint does. Leaving the loop ends the answer, and so does the request's signal.
   */
  answer(request: ModelRequest): AsyncGenerator<AnswerPart, void>;
  /** Lets all connections go. */
  close(): Promise<void>;
}

/** @throws ERR_MODEL_NONE where there is no model */
export function createGateway({
  models,
  limits,
  attempts = 3,
  note,
  random = Math.random,
}: GatewayOptions): ModelGateway {
  if (models.length === 0) throw modelError('ERR_MODEL_NONE');
  return {
    answer: (request) =>
      answerOf(request, {
        ...{ models, attemptsAtMost: attempts, note: note ?? (() => undefined), random },
        limits: { ...usualLimits, ...limits, ...request.limits },
      }),
    async close() {
      await Promise.all(models.map((one) => one.close()));
    },
  };
}

interface Surroundings {
  readonly models: readonly AnsweringModel[];
  readonly limits: AnswerLimits;
  readonly attemptsAtMost: number;
  readonly note: (failure: FailureNote) => void;
  readonly random: () => number;
}

async function* answerOf(
  request: ModelRequest,
  { models, limits, attemptsAtMost, note, random }: Surroundings,
): AsyncGenerator<AnswerPart, void> {
  const startedAt = performance.now();
  const endsAt = startedAt + limits.wholeMs;
  const { signal, limits: _, ...asked } = request;
  const sourceRequest: SourceRequest = {
    ...asked,
    ...{ outputTokens: limits.outputTokens, answerBytes: limits.bytes },
  };
  const failedAttempts: FailedAttempt[] = [];
  const written = { text: [] as string[], reasoning: [] as string[] };
  let source: AnswerSource | undefined;
  let firstTokenMs: number | undefined;

  const outcomeOf = (end: AttemptEnd): AnswerOutcome => {
    const text = written.text.join('');
    const reasoning = written.reasoning.join('');
    const told = end.state === 'done' ? end.usage : undefined;
    const facts: AnswerFacts = {
      ...{ source, firstTokenMs, failedAttempts },
      usage: source && usageOf(told, request.messages, { text, reasoning }),
      wholeMs: performance.now() - startedAt,
    };
    if (end.state === 'failed') return { ...facts, state: 'failed', failure: end.failure };
    if (end.state === 'stopped') return { ...facts, state: 'stopped' };
    const { reason } = end;
    if (!request.schema || end.calls.length > 0) return { ...facts, state: 'done', reason };
    const read = readValue(text, request.schema.shape);
    if (read.ok) return { ...facts, state: 'done', reason, value: read.value };
    const failure = new ModelFailure('ERR_MODEL_SCHEMA', { params: { path: read.path } });
    return { ...facts, state: 'failed', failure };
  };

  for (const [place, model] of models.entries()) {
    for (let attempts = 1; ; attempts++) {
      const start = (): AnswerPart => {
        source = { provider: model.provider, model: model.model, isFallback: place > 0 };
        return { type: 'start', source };
      };
      const pieces = attempt(model, {
        ...{ request: sourceRequest, limits, endsAt, signal },
        onFirst: () => {
          firstTokenMs = performance.now() - startedAt;
        },
      });
      const end = yield* shown(pieces, start, written);
      if (source === undefined && (end.state === 'done' || end.hasBegun)) yield start();
      if (end.state !== 'failed' || end.hasBegun) {
        if (end.state === 'done') yield* end.calls;
        if (end.state === 'failed') note(noteOf(model, end.failure, 'give-up'));
        yield { type: 'end', outcome: outcomeOf(end) };
        return;
      }

      const next = decideNext(end.failure, {
        ...{ attempts, attemptsAtMost, random: random(), remainingMs: endsAt - performance.now() },
        hasFallback: place + 1 < models.length,
      });
      note(noteOf(model, end.failure, next.step));
      if (next.step === 'give-up') {
        yield { type: 'end', outcome: outcomeOf(end) };
        return;
      }
      const waitedMs = next.step === 'retry' ? next.afterMs : 0;
      failedAttempts.push({ model: model.model, code: end.failure.code, waitedMs });
      if (next.step === 'fall-back') break;
      if (!(await waited(waitedMs, signal))) {
        yield { type: 'end', outcome: outcomeOf({ state: 'stopped', hasBegun: false }) };
        return;
      }
    }
  }
}

/** Hands on what comes, `start` before the first of it, and keeps it for the count. */
async function* shown(
  pieces: ReturnType<typeof attempt>,
  start: () => AnswerPart,
  written: { readonly text: string[]; readonly reasoning: string[] },
): AsyncGenerator<AnswerPart, AttemptEnd> {
  let isFirst = true;
  try {
    for (;;) {
      const { done, value } = await pieces.next();
      if (done) return value;
      if (isFirst) yield start();
      isFirst = false;
      written[value.type].push(value.text);
      yield value;
    }
  } finally {
    // Also where whoever listens left the loop: the request is let go.
    await pieces.return({ state: 'stopped', hasBegun: true });
  }
}

const noteOf = (
  { model }: AnsweringModel,
  { code, detail }: ModelFailure,
  next: FailureNote['next'],
): FailureNote => ({ model, code, detail, next });

/** Whether the pause was not ended by the signal. */
async function waited(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await pause(milliseconds, undefined, signal && { signal });
    return true;
  } catch {
    return false;
  }
}
