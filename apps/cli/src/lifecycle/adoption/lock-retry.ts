import type { Attempt } from '@atelier/lifecycle/migrate/attempts.ts';
import type { LockHolder } from '@atelier/lifecycle/migrate/runner-lock.ts';
import type { Blocked } from '@atelier/lifecycle/migrate/runner-session.ts';
import type { CommandInput } from '../../kernel/command.ts';
import type { Session } from '../../kernel/session.ts';
import { showInterrupted, showStep } from '../migration-progress.ts';

/** How a command waits for the runner's lock and for the tables, and tells of it. */
export function lockRetry({ progress, migrationsFolder }: Session, input: CommandInput) {
  return {
    folder: migrationsFolder,
    refuseToWait: input.flag('no-wait'),
    onWaiting: (holder: LockHolder | undefined) => showStep({ kind: 'waiting', holder }, progress),
    onInterrupted: (attempt: Attempt) => showInterrupted(attempt, 'nothing-left', progress),
    onBlocked: (blocked: Blocked) => showStep({ kind: 'blocked', ...blocked }, progress),
  };
}
