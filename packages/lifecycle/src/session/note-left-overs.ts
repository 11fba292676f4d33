import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { tellLeftOvers } from '../server/clean-up.ts';
import { reasonOf } from '../server/full-disk.ts';
import { describeFailure } from '../terminal/failure-line.ts';
import type { Progress } from '../terminal/progress.ts';

/**
 * Notes what clean-ups of this process leave behind from now on.
 *
 * @param program what is typed before `db`
 */
export function noteLeftOvers(progress: Progress, program: string): void {
  tellLeftOvers((what, error) => {
    const reason = error instanceof DomainError ? describeFailure(error, program) : reasonOf(error);
    progress.note(`Left over: ${what}. ${reason}`);
  });
}
