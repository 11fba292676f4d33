import type { ErrorParams } from '@atelier/domain/kernel/errors.ts';
import { type LifecycleErrorCode, lifecycleError } from '../../errors/lifecycle-errors.ts';
import type { Direction } from './direction.ts';

/** A migration outside of transactions of which a part is done, while no runner is at work on it. */
export interface HalfDone {
  readonly name: string;
  readonly direction: Direction;
  /** A statement of it failed; otherwise its runner was killed. */
  readonly failed: boolean;
  readonly file: FileFit;
  /** The statement, from 1, of which nobody can tell whether it took effect; null when there is none. */
  readonly doubtful: number | null;
}

/**
 * What became of the file since the migration was begun: nothing; it was edited after the statements that
 * are done; it was edited in these; it is gone.
 */
export type FileFit = 'same' | 'goes-on' | 'other' | 'gone';

/** What has to be done before anything else: the refusal that says it, as data. */
export interface NextStep {
  readonly code: LifecycleErrorCode;
  readonly params: ErrorParams;
}

/**
 * Whether somebody has meanwhile added an unfinished migration to the ledger, or removed it: it then counts
 * as having reached what it was on its way to.
 */
export function isSettled(
  { name, direction }: Pick<HalfDone, 'name' | 'direction'>,
  applied: readonly { readonly name: string }[],
): boolean {
  return applied.some((row) => row.name === name) === (direction === 'up');
}

/** Whether the runner can send the rest of it. */
export function canGoOn({ file }: HalfDone): boolean {
  return file === 'same' || file === 'goes-on';
}

/**
 * The step that leads out of a half-done migration. One that was on its way up can be taken back whatever
 * became of its file. One on its way down can only continue, and for that its text has to be brought back.
 */
export function stepOutOf(halfDone: HalfDone): NextStep {
  const { name, direction, failed, file, doubtful } = halfDone;
  const isUp = direction === 'up';
  const step = (code: LifecycleErrorCode, more: ErrorParams = {}): NextStep => ({
    code,
    params: { name, ...more },
  });
  if (file === 'gone') return step(`ERR_MIGRATION_${isUp ? 'HALF_MISSING' : 'MISSING'}`);
  if (file === 'other') return step(`ERR_MIGRATION_${isUp ? 'HALF_EDITED' : 'EDITED'}`);
  if (doubtful !== null) {
    return step('ERR_MIGRATION_IN_DOUBT', { statement: doubtful, direction });
  }
  // With the same text it would most likely fail again.
  if (failed && file === 'same') return step(`ERR_MIGRATION_HALF_${isUp ? 'FAILED' : 'BACK'}`);
  return step('ERR_MIGRATION_HALF_DONE', { direction });
}

/** The refusal that says a step. */
export const stepError = ({ code, params }: NextStep) => lifecycleError(code, params);
