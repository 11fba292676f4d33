import type { Attempt } from '@atelier/lifecycle/migrate/attempts.ts';
import type { AfterInterrupted, MigrationStep } from '@atelier/lifecycle/migrate/migrator.ts';
import type { Progress } from '@atelier/lifecycle/terminal/progress.ts';

/** Tells on the terminal what the runner is doing. */
export function showStep(step: MigrationStep, progress: Progress): void {
  switch (step.kind) {
    case 'waiting': {
      const { holder } = step;
      const who =
        holder === undefined ? 'another runner' : `process ${holder.pid} (${holder.application})`;
      progress.begin(`Waiting for ${who}, which is migrating this database`);
      return;
    }
    case 'up':
      progress.begin(`Applying ${step.name}`);
      return;
    case 'down':
      progress.begin(`Taking back ${step.name}`);
      return;
    case 'blocked': {
      const who = step.blockers.map(({ pid, application }) => `${pid} (${application})`);
      progress.note(
        `${step.name} waits for a lock held by ${who.join(', ') || 'others'}; rolled back, ${
          step.pauseMs === undefined ? 'giving up' : `trying again in ${step.pauseMs / 1000} s`
        }`,
      );
      return;
    }
    default:
      showInterrupted(step.attempt, step.then, progress);
  }
}

const outcomes = {
  resumed: 'going on where it stopped',
  'nothing-left': 'nothing of it is left',
  settled: 'the ledger was changed since, and what it says counts',
  undone: 'taking back what it had done',
  'let-go': 'its file is gone, so what it had done stays, and is shown by db drift',
} as const satisfies Record<AfterInterrupted, string>;

/** Tells of a killed runner's attempt, and what becomes of it. */
export function showInterrupted(
  attempt: Attempt,
  outcome: AfterInterrupted,
  progress: Progress,
): void {
  const what = `${subjectOf(attempt)} was interrupted (${attempt.runner})`;
  progress.note(`${what}: ${outcomes[outcome]}`);
}

/** What was tried: a migration, or the adoption of a profile by it. */
export function subjectOf({ name, profile, direction }: Attempt): string {
  if (profile === null) return name;
  return `The ${direction === 'up' ? 'adoption' : 'release'} of ${profile}`;
}
