/**
 * Small pictures are drawn by jobs (ADR 120): a file says whether it still waits for one. It comes to a file of a locked
 * run as well, for it is no part of what was locked.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow constraint-without-not-valid because a new column is false in every row
    ALTER TABLE identity.files ADD COLUMN thumbnail_due boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT files_thumbnail_due_check CHECK (NOT (thumbnail_due AND thumbnail_key IS NOT NULL))`);
  await guard(
    knex,
    "ARRAY['owner_id', 'thumbnail_key', 'thumbnail_size', 'thumbnail_due']",
    'Whose account a file is counted on may change, for accounts are merged; and its small picture comes when it is drawn.',
  );
}

/**
 * @param {Knex} knex
 * @param {string} free what may change of a file of a locked run
 * @param {string} why
 */
async function guard(knex, free, why) {
  await knex.raw(`
    CREATE OR REPLACE FUNCTION runs.guard_run_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- ${why}
      IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - ${free} = to_jsonb(OLD) - ${free} THEN RETURN NEW; END IF;
      IF TG_OP <> 'INSERT' AND OLD.entity_type = 'result' THEN
        PERFORM runs.refuse_in_locked_run(runs.run_of_attachment(OLD.entity_id));
      END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      IF NEW.entity_type = 'result' THEN
        PERFORM runs.refuse_in_locked_run(runs.run_of_attachment(NEW.entity_id));
      END IF;
      RETURN NEW;
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await guard(
    knex,
    "'owner_id'",
    'Whose account a file is counted on may change: accounts are merged.',
  );
  await knex.raw('ALTER TABLE identity.files DROP COLUMN thumbnail_due');
}
