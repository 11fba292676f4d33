import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { instantOf } from './person.ts';

interface ScheduleRow {
  readonly id: string;
  readonly suite_id: string;
  readonly suite_name: string;
  readonly environment_id: string;
  readonly environment_name: string;
  readonly cron: string;
  readonly time_zone: string;
  readonly is_enabled: boolean;
  readonly next_at: Date | null;
  readonly last_at: Date | null;
  readonly last_suite_run_id: string | null;
  readonly last_error: string | null;
  readonly missed: number;
  readonly missed_at: Date | null;
  readonly revision: number;
}

/** Time plans of one suite, or of all, those that come next first. */
export function listSchedules(db: Knex, suiteId?: string): Promise<readonly Schedule[]> {
  return suiteId === undefined
    ? readSchedules(db, 'true', [])
    : readSchedules(db, 'c.suite_id = ?::uuid', [suiteId]);
}

export function schedulesById(db: Knex, ids: readonly string[]): Promise<readonly Schedule[]> {
  return readSchedules(db, 'c.id = ANY (?::uuid[])', [[...ids]]);
}

async function readSchedules(
  db: Knex,
  which: string,
  bindings: readonly (string | string[])[],
): Promise<readonly Schedule[]> {
  const { rows } = await db.raw<{ rows: ScheduleRow[] }>(
    `SELECT c.*, s.name AS suite_name, e.name AS environment_name
     FROM orchestra.schedules AS c
     JOIN orchestra.scenario_suites AS s ON s.id = c.suite_id
     JOIN orchestra.environments AS e ON e.id = c.environment_id
     WHERE ${which} ORDER BY c.next_at NULLS LAST, c.id`,
    [...bindings],
  );
  return rows.map((row) => ({
    id: row.id,
    suiteId: row.suite_id,
    suiteName: row.suite_name,
    environmentId: row.environment_id,
    environmentName: row.environment_name,
    cron: row.cron,
    timeZone: row.time_zone,
    isEnabled: row.is_enabled,
    nextAt: instantOf(row.next_at),
    lastAt: instantOf(row.last_at),
    lastSuiteRunId: row.last_suite_run_id,
    lastError: row.last_error,
    missed: row.missed,
    missedAt: instantOf(row.missed_at),
    revision: row.revision,
  }));
}
