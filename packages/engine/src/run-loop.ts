import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from '@atelier/db/kernel/database-errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Advance, type ClaimedRun, type Handler, StepAborted } from './handler.ts';
import type { HeldRun } from './held-run.ts';
import { backoffMs } from './rules/backoff.ts';
import { plainWrite, type RunWrite, readAdvance } from './rules/read-advance.ts';
import { runError, runErrorCodes } from './rules/run-errors.ts';
import { finalStatuses, type RunStatus } from './rules/run-machine.ts';
import type { Saved } from './save.ts';
import type { Step } from './step.ts';

export interface RunLoopOptions {
  readonly commit: (checkpoint: Checkpoint) => Promise<Saved | undefined>;
  readonly isDraining: () => boolean;
  /** It waits for a time, in milliseconds from now. */
  readonly onWait: (inMs: number) => void;
  readonly onError: (error: unknown, what: string, runId?: string) => void;
}

const defaultStepLimitMs = 10 * 60_000;
/** So often an end is tried that the handler's `onFinished` throws at. */
const endings = 3;
/** So often in a row a step may meet a database that is away; for longer than any lease. */
const mostAway = 30;
const awayPause = { firstMs: 50, factor: 2, maxMs: 1000, jitter: 0.5 };
/** How long an aborted step may take to notice. */
const graceMs = 1000;

const goesOn = { write: plainWrite('IN_PROGRESS', { keepsDecision: true }) };

/** What a step came to: what to write, with what the handler gave besides. */
interface Outcome {
  readonly write: RunWrite;
  readonly context?: unknown;
  readonly also?: Advance['also'];
}

/**
 * Takes a run from step to step until it ends, waits, is let go of, or is lost. Never throws.
 *
 * @returns how it left this worker's hands
 */
export async function runLoop(
  run: HeldRun,
  handler: Handler,
  options: RunLoopOptions,
): Promise<'finished' | 'parked' | 'lost'> {
  try {
    // A claim need not be on disk; that the run is not let go of any more has to be, before a step acts on it.
    if (run.wasLetGo) await write(run, handler, goesOn, options);
    for (let away = 0; !run.isLost; ) {
      const outcome =
        asked(run, handler, options) ?? (await perform(run, handler, away < mostAway));
      if (outcome === 'again') continue;
      if (outcome === 'away') {
        away += 1;
        await sleep(backoffMs(away, awayPause, Math.random()));
        continue;
      }
      away = 0;
      const status = await write(run, handler, outcome, options);
      if (status === undefined) return 'lost';
      if (status !== 'IN_PROGRESS') return finalStatuses.includes(status) ? 'finished' : 'parked';
    }
    return 'lost';
  } catch (error) {
    // Not even its failure could be written: the lease runs out, and somebody else tries.
    options.onError(error, 'run', run.id);
    return 'lost';
  }
}

/** What somebody asked for while the last step was under way. */
function asked(
  run: HeldRun,
  { endsItself = false }: Handler,
  { isDraining }: RunLoopOptions,
): Outcome | undefined {
  if (run.control === 'cancel' && !endsItself) return { write: plainWrite('CANCELLED') };
  if (run.control === 'pause') {
    return { write: plainWrite('PENDING', { waitsFor: '{"kind":"pause"}', ...run.leftAs() }) };
  }
  return isDraining() ? { write: plainWrite('QUEUED', run.leftAs()) } : undefined;
}

/**
 * One call of the handler, whatever it does.
 *
 * @param isPatient a database that is away is waited for: it is no fault of the run
 */
async function perform(
  held: HeldRun,
  handler: Handler,
  isPatient: boolean,
): Promise<Outcome | 'again' | 'away'> {
  const { run, step } = held.beginStep(handler.stepLimitMs ?? defaultStepLimitMs);
  try {
    return read(await untilAbandoned(handler, run, step));
  } catch (error) {
    // A step that noticed by itself that it may do nothing more.
    if (error instanceof StepAborted && error.why === 'lost') {
      held.lose();
      return 'again';
    }
    const why = step.aborted?.why;
    if (why === 'limit') return failed(step.aborted, runErrorCodes.hung);
    if (why === undefined && isPatient && isPassing(error)) {
      held.interrupted();
      return 'away';
    }
    // Nobody told it to stop, or it was called to clean up, and threw.
    if (why === undefined || run.control === 'cancel') return failed(error, runErrorCodes.threw);
    held.interrupted();
    // Who is given it now must not meet what still goes on here: the lease has to run out first.
    if (step.isAbandoned) held.lose();
    return 'again';
  } finally {
    held.endStep();
  }
}

function read(answer: Advance): Outcome {
  try {
    return { write: readAdvance(answer), context: answer.context, also: answer.also };
  } catch (error) {
    return failed(error, runErrorCodes.nonsense);
  }
}

/** A step that is told to stop and does not notice is left to itself, and its answer is nobody's. */
function untilAbandoned(handler: Handler, run: ClaimedRun, step: Step): Promise<Advance> {
  return new Promise((resolve, reject) => {
    step.onAbort = () => {
      setTimeout(() => {
        step.isAbandoned = true;
        reject(step.aborted);
      }, graceMs).unref();
    };
    handler.advance(run, step).then(resolve, reject);
  });
}

/**
 * Writes what a step came to; what cannot be written ends the run, and nobody else's.
 *
 * @returns the status behind it; undefined where the run was lost
 * @throws where nothing could be written, not even that
 */
async function write(
  run: HeldRun,
  handler: Handler,
  { write: wanted, context, also }: Outcome,
  options: RunLoopOptions,
): Promise<RunStatus | undefined> {
  const { onFinished } = handler;
  const isEnd = onFinished !== undefined && finalStatuses.includes(wanted.status);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeDown({ run, write: wanted, also, onFinished }, context, options);
    } catch (error) {
      options.onError(error, 'checkpoint', run.id);
      if (isEnd && attempt < endings) {
        await sleep(attempt * 100);
        continue;
      }
      return isEnd
        ? writeDown({ run, write: withoutEnd(wanted, error) }, context, options)
        : giveUp(run, handler, error, options);
    }
  }
}

/** The run fails by what could not be written; where that cannot be written either, a person has to look. */
async function giveUp(
  run: HeldRun,
  { onFinished }: Handler,
  error: unknown,
  options: RunLoopOptions,
): Promise<RunStatus | undefined> {
  const { write: failure } = failed(error, runErrorCodes.refused);
  try {
    return await writeDown({ run, write: failure, onFinished }, undefined, options);
  } catch (again) {
    return writeDown({ run, write: withoutEnd(failure, again) }, undefined, options);
  }
}

async function writeDown(
  checkpoint: Checkpoint,
  context: unknown,
  { commit, onWait }: RunLoopOptions,
): Promise<RunStatus | undefined> {
  const { run, write } = checkpoint;
  const askedAt = performance.now();
  const saved = await commit(checkpoint);
  if (saved === undefined) {
    run.lose();
    return undefined;
  }
  run.saved(saved, write, context, askedAt);
  if (write.wakeInMs !== null) onWait(write.wakeInMs);
  return saved.status;
}

const failed = (error: unknown, code: string): Outcome => ({
  write: plainWrite('FAILED', { error: JSON.stringify(runError(error, code)) }),
});

/** With all that was done, so that its handler finds nothing left to do when a person has it tried again. */
function withoutEnd(wanted: RunWrite, error: unknown): RunWrite {
  return {
    ...wanted,
    status: 'FAILED_STUCK',
    error: JSON.stringify(runError(error, runErrorCodes.cannotEnd)),
    waitsFor: '{"kind":"end"}',
  };
}
