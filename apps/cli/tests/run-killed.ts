import type { Knex } from 'knex';
import { expect } from 'vitest';
import { type CliOutcome, spawnCli } from './run-cli.ts';

/**
 * Runs a command line that is killed at a point of the code.
 *
 * @param db to the database that it works on, whose server goes on: waits until that has noticed, for
 *   until then the killed one's sessions, and what they hold, live on
 */
export async function runKilled(
  at: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  db?: Knex,
): Promise<CliOutcome> {
  const entry = 'apps/cli/tests/killed-cli.ts';
  const outcome = await spawnCli(words, { ...env, KILL_AT: at }, { entry });
  expect(outcome.code, outcome.errors).toBeNull();
  if (db !== undefined) await expect.poll(() => sessionsOn(db)).toEqual([]);
  return outcome;
}

/** What the command line has open on a database, or on what it restores in its place. */
async function sessionsOn(db: Knex): Promise<readonly unknown[]> {
  const { rows } = await db.raw(
    `SELECT pid, application_name, state FROM pg_stat_activity
     WHERE starts_with(application_name, current_database() || '_restoring_')
       OR (datname = current_database() AND application_name = 'atelier-cli')`,
  );
  return rows;
}
