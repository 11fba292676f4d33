import { isSettled, type NextStep, stepError } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import { readMigrationName } from '@atelier/lifecycle/migrate/rules/migration-name.ts';
import { type MigrationStatus, migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { commandsIn } from '@atelier/lifecycle/terminal/failure-line.ts';
import type { Knex } from 'knex';

/** Where the database stands, as the page shows it. */
export interface StatusView extends MigrationStatus {
  /** `commands` as they stand behind the program's name, the one that leads on first. */
  readonly nextStep: (NextStep & { readonly commands: readonly string[] }) | null;
  /** What became of the interrupted migration where no statement of it stands half done; null otherwise. */
  readonly interruptedFate: 'rolled-back' | 'nothing-done' | 'settled' | null;
  /** The area of each migration that is applied or pending, by its name; '' where the name says none. */
  readonly areas: Readonly<Record<string, string>>;
}

/** @param folder the migrations' own; without it the source tree's */
export async function readStatus(db: Knex, folder: string | undefined): Promise<StatusView> {
  const status = await migrationStatus(db, folder === undefined ? {} : { folder });
  const { nextStep } = status;
  const names = [...status.applied.map(({ name }) => name), ...status.pending];
  return {
    ...status,
    interruptedFate: fateOf(status),
    nextStep: nextStep && { ...nextStep, commands: commandsIn(stepError(nextStep)) },
    areas: Object.fromEntries(names.map((name) => [name, readMigrationName(name).area])),
  };
}

function fateOf({
  interrupted,
  interruptedProgress,
  applied,
}: MigrationStatus): StatusView['interruptedFate'] {
  if (interrupted === null || interruptedProgress !== null) return null;
  // An adoption or a release is one transaction.
  if (interrupted.profile !== null) return 'rolled-back';
  if (isSettled(interrupted, applied)) return 'settled';
  return interrupted.transactional ? 'rolled-back' : 'nothing-done';
}
