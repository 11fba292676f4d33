import type { Knex } from 'knex';
import type { RehearsedMigration } from './rehearse-on.ts';

/**
 * Records what was rehearsed, in the database that the migrations are for.
 *
 * @param backup the name of the backup that they were tried on
 */
export async function recordRehearsals(
  db: Knex,
  backup: string,
  rehearsed: readonly RehearsedMigration[],
): Promise<void> {
  if (rehearsed.length === 0) return;
  await db.raw('CREATE SCHEMA IF NOT EXISTS lifecycle');
  await db.raw(`
    CREATE TABLE IF NOT EXISTS lifecycle.rehearsals (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      backup text NOT NULL,
      duration_ms integer NOT NULL,
      worst_lock text,
      worst_lock_relation text,
      worst_lock_held_ms integer,
      failure text,
      rehearsed_at timestamptz NOT NULL DEFAULT now(),
      rehearsed_by text NOT NULL DEFAULT current_user
    )`);
  await db('lifecycle.rehearsals').insert(
    rehearsed.map(({ name, checksum, durationMs, worstLock, failure }) => ({
      name,
      checksum,
      backup,
      durationMs: Math.round(durationMs),
      worstLock: worstLock?.mode ?? null,
      worstLockRelation: worstLock?.relation ?? null,
      worstLockHeldMs: worstLock === null ? null : Math.round(worstLock.heldMs),
      failure,
    })),
  );
}

/** The checksums of migration files of which the latest rehearsal went through. */
export async function rehearsedChecksums(db: Knex): Promise<ReadonlySet<string>> {
  const exists = await db.raw("SELECT to_regclass('lifecycle.rehearsals') AS rehearsals");
  if (exists.rows[0].rehearsals === null) return new Set();
  const { rows } = await db.raw(`
    SELECT checksum FROM (
      SELECT DISTINCT ON (checksum) checksum, failure FROM lifecycle.rehearsals
      ORDER BY checksum, id DESC
    ) AS latest
    WHERE failure IS NULL`);
  return new Set((rows as { readonly checksum: string }[]).map(({ checksum }) => checksum));
}
