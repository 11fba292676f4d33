/**
 * Files of a run's items and of their steps stay as they are while the run is locked: for whoever comes past the
 * app as well. They are rows of `identity.files` whose thing is `<item>` or `<item>.<step>`.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE FUNCTION runs.run_of_attachment(entity text) RETURNS uuid STABLE LANGUAGE sql AS $$
      SELECT run_id FROM runs.run_items WHERE id = CASE
        WHEN split_part(entity, '.', 1) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        THEN split_part(entity, '.', 1)::uuid END
    $$`);
  await knex.raw(`
    CREATE FUNCTION runs.guard_run_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- Whose account a file is counted on may change: accounts are merged.
      IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'owner_id' = to_jsonb(OLD) - 'owner_id' THEN RETURN NEW; END IF;
      IF TG_OP <> 'INSERT' AND OLD.entity_type = 'result' THEN
        PERFORM runs.refuse_in_locked_run(runs.run_of_attachment(OLD.entity_id));
      END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      IF NEW.entity_type = 'result' THEN
        PERFORM runs.refuse_in_locked_run(runs.run_of_attachment(NEW.entity_id));
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER files_guard_run_attachment BEFORE INSERT OR UPDATE OR DELETE ON identity.files
      FOR EACH ROW EXECUTE FUNCTION runs.guard_run_attachment()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TRIGGER files_guard_run_attachment ON identity.files');
  await knex.raw('DROP FUNCTION runs.guard_run_attachment, runs.run_of_attachment');
}
