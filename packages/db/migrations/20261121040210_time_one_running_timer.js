/**
 * An owner has one running timer. Many databases have the index already and are stamped with it; in the
 * others `atelier db repair` closes what runs beside the newest timer, since that needs a record by which
 * it can be taken back.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow opaque-block because it only reads
    DO $$ BEGIN
      IF EXISTS (
        SELECT FROM time.time_entries WHERE end_time IS NULL AND owner_id IS NOT NULL
        GROUP BY owner_id HAVING count(*) > 1
      ) THEN
        RAISE EXCEPTION 'time.time_entries has owners with several running timers'
          USING ERRCODE = 'unique_violation', HINT = 'Close all but the newest first: db repair --yes';
      END IF;
    END $$`);
  // A repair may have made it.
  await knex.raw(`
    -- lint: allow index-without-concurrently because it holds the running timers alone, and is built in one reading
    CREATE UNIQUE INDEX IF NOT EXISTS ux_time_entries_running
      ON time.time_entries (owner_id) WHERE end_time IS NULL`);
}

/** @param {Knex} knex */
export async function down(knex) {
  // The undo of a repair may have dropped it.
  await knex.raw(`
    -- lint: allow index-without-concurrently because it is gone at once
    DROP INDEX IF EXISTS time.ux_time_entries_running`);
}
