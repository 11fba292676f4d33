import type { Knex } from 'knex';
import { listenerName } from '../kernel/listen.ts';

/** What has no seal. */
export interface Sealing {
  readonly unsealed: number;
  /** Of the oldest of them; null where there is none. */
  readonly oldestSeconds: number | null;
  /** Whether an app is running on the database, which seals. */
  readonly isRunning: boolean;
  /** Those that have been without a seal for too long although an app is running, by their ids; the first of them. */
  readonly forgotten: readonly string[];
}

const namedAtMost = 100;

/** @param patienceMs how long a row may be without a seal while an app is running */
export async function readSealing(db: Knex, patienceMs: number): Promise<Sealing> {
  const { rows } = await db.raw(
    `WITH unsealed AS (
       SELECT l.id, extract(epoch FROM clock_timestamp() - l.created_at)::float8 AS age
       FROM identity.audit_log AS l
       WHERE NOT EXISTS (SELECT FROM identity.audit_chain AS c WHERE c.entry_id = l.id)
     ), running AS (
       -- Whoever has just begun has not had the time. When it began is hidden from who is no member of its role,
       -- as an owner may be of the app's: then it counts as having had it.
       SELECT count(*) > 0 AS is_running,
         bool_or(coalesce(clock_timestamp() - backend_start > :patience * interval '1 ms', true)) AS for_long
       FROM pg_stat_activity WHERE datname = current_database() AND application_name = :listenerName
     )
     SELECT (SELECT count(*)::float8 FROM unsealed) AS unsealed,
       (SELECT max(age) FROM unsealed) AS oldest, is_running,
       ARRAY(
         SELECT id::text FROM unsealed WHERE for_long AND age * 1000 > :patience ORDER BY unsealed.id
         LIMIT :namedAtMost
       ) AS forgotten
     FROM running`,
    { patience: patienceMs, listenerName, namedAtMost },
  );
  const { unsealed, oldest, is_running: isRunning, forgotten } = rows[0];
  return { unsealed, oldestSeconds: oldest, isRunning, forgotten };
}
