/**
 * The tables of the older miniatures program as it makes them, with integer keys, in a schema of their
 * own. A database of that program is adopted at this revision; the next migration takes its rows over and
 * drops what was only built here, so that they stand in no database that never had them.
 * @import { Knex } from 'knex'
 */

const stages = "('IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE')";

/**
 * Builds the tables where the schema is missing. The comment tells what was built here from what was
 * adopted.
 * @param {Knex} knex
 */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow opaque-block because it only makes tables of its own
    DO $do$ BEGIN
      IF to_regnamespace('miniatures_legacy') IS NOT NULL THEN RETURN; END IF;
      CREATE SCHEMA miniatures_legacy;
      COMMENT ON SCHEMA miniatures_legacy IS 'made by miniatures_legacy_baseline';
      CREATE TABLE miniatures_legacy.alembic_version (
        version_num varchar(32) NOT NULL,
        CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
      );
      CREATE TABLE miniatures_legacy.miniature_types (
        id serial PRIMARY KEY,
        name varchar(255) NOT NULL,
        CONSTRAINT uq_miniature_types_name UNIQUE (name)
      );
      CREATE TABLE miniatures_legacy.stage_counts (
        id serial PRIMARY KEY,
        type_id integer NOT NULL,
        stage_name varchar(32) NOT NULL,
        count integer NOT NULL DEFAULT 0,
        CONSTRAINT uq_stage_counts_type_stage UNIQUE (type_id, stage_name),
        CONSTRAINT fk_stage_counts_type_id_miniature_types FOREIGN KEY (type_id)
          REFERENCES miniatures_legacy.miniature_types (id) ON DELETE CASCADE,
        CONSTRAINT ck_stage_counts_count_non_negative CHECK (count >= 0),
        CONSTRAINT ck_stage_counts_stage_name_valid CHECK (stage_name IN ${stages})
      );
      CREATE TABLE miniatures_legacy.history_logs (
        id serial PRIMARY KEY,
        type_id integer NOT NULL,
        from_stage varchar(32) NOT NULL,
        to_stage varchar(32) NOT NULL,
        qty integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        CONSTRAINT fk_history_logs_type_id_miniature_types FOREIGN KEY (type_id)
          REFERENCES miniatures_legacy.miniature_types (id) ON DELETE CASCADE,
        CONSTRAINT ck_history_logs_from_stage_valid CHECK (from_stage IN ${stages}),
        CONSTRAINT ck_history_logs_qty_positive CHECK (qty > 0),
        CONSTRAINT ck_history_logs_to_stage_valid CHECK (to_stage IN ${stages})
      );
      CREATE INDEX ix_history_logs_type_id_created_at
        ON miniatures_legacy.history_logs (type_id, created_at);
      CREATE FUNCTION miniatures_legacy.seed_stage_counts_for_new_type() RETURNS trigger
        LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO miniatures_legacy.stage_counts (type_id, stage_name, count)
        SELECT NEW.id, stage, 0
        FROM unnest(ARRAY['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE']) AS stage;
        RETURN NEW;
      END $$;
      CREATE TRIGGER trg_seed_stage_counts_after_type_insert
        AFTER INSERT ON miniatures_legacy.miniature_types
        FOR EACH ROW EXECUTE FUNCTION miniatures_legacy.seed_stage_counts_for_new_type();
    END $do$`);
}

/** What takes it away, and nothing of others with it. */
export const dropped = [
  'DROP TABLE miniatures_legacy.history_logs, miniatures_legacy.stage_counts',
  'DROP TABLE miniatures_legacy.miniature_types, miniatures_legacy.alembic_version',
  'DROP FUNCTION miniatures_legacy.seed_stage_counts_for_new_type',
  'DROP SCHEMA miniatures_legacy',
];

/** @param {Knex} knex */
export async function down(knex) {
  for (const statement of dropped) await knex.raw(statement);
}
