import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { RunStatus } from './run-machine.ts';

/** A result of a step as it is written; JSON as text. */
export interface ResultWrite {
  readonly position: number;
  readonly attempt: number;
  readonly status: string;
  readonly stepKey: string;
  readonly durationMs: number;
  readonly result: string | null;
}

/** What a checkpoint writes into a run: JSON as text, null for what stays as it is. */
export interface RunWrite {
  readonly status: RunStatus;
  readonly position: number | null;
  readonly context: string | null;
  readonly error: string | null;
  readonly waitsFor: string | null;
  /** Milliseconds from now, on the database's clock. */
  readonly wakeInMs: number | null;
  readonly results: readonly ResultWrite[];
  /** It is let go of between two steps: nothing of it is half done. */
  readonly isLetGo: boolean;
  /** What a person decided was told to no step yet. */
  readonly keepsDecision: boolean;
}

const maxInteger = 2 ** 31 - 1;
/** A hundred years. */
const maxWaitMs = 100 * 366 * 24 * 3_600_000;
const maxResults = 1000;

/** A run that goes nowhere but to a status. */
export function plainWrite(status: RunStatus, rest: Partial<RunWrite> = {}): RunWrite {
  return {
    status,
    position: null,
    context: null,
    error: null,
    waitsFor: null,
    wakeInMs: null,
    results: [],
    isLetGo: false,
    keepsDecision: false,
    ...rest,
  };
}

/**
 * What a handler returned, as what is to be written. Handlers are not ours alone: whatever is no checkpoint, or
 * cannot be stored, is told here, before it meets the checkpoints of others.
 *
 * @throws {Error} that says what is wrong with it
 */
export function readAdvance(answer: unknown): RunWrite {
  if (!isRecord(answer)) throw new Error('The handler returned no checkpoint.');
  const { results = [], position, context, outcome } = answer;
  if (!Array.isArray(results) || results.length > maxResults) {
    throw new Error(`results is no list of at most ${maxResults}.`);
  }
  const { status, error, waitsFor, wakeInMs } = readOutcome(outcome);
  return {
    status,
    error,
    waitsFor,
    wakeInMs,
    position: position === undefined ? null : count(position, 'position'),
    context: context === undefined ? null : jsonText(context, 'context'),
    results: results.map(readResult),
    isLetGo: false,
    keepsDecision: false,
  };
}

type Outcome = Pick<RunWrite, 'status' | 'error' | 'waitsFor' | 'wakeInMs'>;

/** Those that nearly all steps come to are made once. */
const goesOn = plainWrite('IN_PROGRESS');
const passes = plainWrite('PASSED');
const isCancelled = plainWrite('CANCELLED');

function readOutcome(outcome: unknown): Outcome {
  if (outcome === 'next') return goesOn;
  if (outcome === 'pass') return passes;
  if (outcome === 'cancelled') return isCancelled;
  if (isRecord(outcome)) {
    if (outcome.fail !== undefined)
      return plainWrite('FAILED', { error: jsonText(outcome.fail, 'fail') });
    if (outcome.stuck !== undefined) {
      const { stuck, waitsFor = { kind: 'person' } } = outcome;
      return plainWrite('FAILED_STUCK', {
        error: jsonText(stuck, 'stuck'),
        waitsFor: waitText(waitsFor, 'waitsFor'),
      });
    }
    if (outcome.wait !== undefined) {
      return plainWrite('PENDING', {
        waitsFor: waitText(outcome.wait, 'wait'),
        wakeInMs: outcome.inMs === undefined ? null : milliseconds(outcome.inMs, 'inMs', maxWaitMs),
      });
    }
  }
  throw new Error('outcome is none of next, pass, cancelled, fail, stuck, wait.');
}

/** What stands behind a wait; those of two kinds are the engine's own. */
function waitText(wait: unknown, name: string): string {
  if (isRecord(wait) && (wait.kind === 'pause' || wait.kind === 'end')) {
    throw new Error(`${name} is of a kind that only the engine gives.`);
  }
  return jsonText(wait, name);
}

function readResult(result: unknown): ResultWrite {
  if (!isRecord(result)) throw new Error('A result is no object.');
  const { stepKey, status, position, attempt = 1, durationMs = 0 } = result;
  if (attempt === 0) throw new Error('attempt counts from 1.');
  return {
    stepKey: word(stepKey, 'stepKey'),
    status: word(status, 'status'),
    position: count(position, 'position'),
    attempt: count(attempt, 'attempt'),
    durationMs: milliseconds(durationMs, 'durationMs', maxWaitMs),
    result: result.result === undefined ? null : jsonText(result.result, 'result'),
  };
}

function count(value: unknown, name: string): number {
  if (Number.isInteger(value) && typeof value === 'number' && value >= 0 && value <= maxInteger) {
    return value;
  }
  throw new Error(`${name} is no count.`);
}

function milliseconds(value: unknown, name: string, limit: number): number {
  if (typeof value === 'number' && value >= 0 && value <= limit) return value;
  throw new Error(`${name} is no number of milliseconds.`);
}

function word(value: unknown, name: string): string {
  if (typeof value === 'string' && !/\0|\p{Surrogate}/u.test(value)) return value;
  throw new Error(`${name} is no text that can be stored.`);
}

/** NUL and halves of characters, as `JSON.stringify` writes them; not behind an escaped backslash. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/** @throws {Error} where it is no JSON, or none that PostgreSQL stores */
export function jsonText(value: unknown, name: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    throw new Error(`${name} is no JSON.`);
  }
  if (text === undefined) throw new Error(`${name} is no JSON.`);
  // Few texts have an escape of a character at all.
  if (text.includes('\\u') && unstorable.test(text)) {
    throw new Error(`${name} has a character that cannot be stored.`);
  }
  return text;
}
