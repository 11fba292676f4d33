import type { Attempt } from '@atelier/db/lifecycle/attempts.ts';
import type { LockHolder } from '@atelier/db/lifecycle/runner-lock.ts';
import type { Blocked } from '@atelier/db/lifecycle/runner-session.ts';
import type { CommandInput } from '../command.ts';
import { showInterrupted, showStep } from '../db/migration-progress.ts';
import type { Session } from '../session.ts';

/** How a command waits for the runner's lock and for the tables, and tells of it. */
export function patience({ progress }: Session, input: CommandInput) {
  return {
    refuseToWait: input.flag('no-wait'),
    onWaiting: (holder: LockHolder | undefined) => showStep({ kind: 'waiting', holder }, progress),
    onInterrupted: (attempt: Attempt) => showInterrupted(attempt, 'nothing-left', progress),
    onBlocked: (blocked: Blocked) => showStep({ kind: 'blocked', ...blocked }, progress),
  };
}
