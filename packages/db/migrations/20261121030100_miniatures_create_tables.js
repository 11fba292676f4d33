/**
 * Types, how many of each stand in each stage, and what happened to them.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('CREATE SCHEMA miniatures');
  await knex.raw(`
    CREATE TABLE miniatures.miniature_types (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      archived_at timestamptz,
      CONSTRAINT miniature_types_name_key UNIQUE (name),
      CONSTRAINT miniature_types_name_check CHECK (char_length(name) BETWEEN 1 AND 255)
    )`);
  for (const locale of ['en', 'ru']) {
    await knex.raw(
      `CREATE INDEX miniature_types_name_${locale}_idx
         ON miniatures.miniature_types (name COLLATE kernel.name_${locale}, id)`,
    );
  }
  // Room on each page for the next version of a row: a move then touches no index (HOT).
  await knex.raw(`
    CREATE TABLE miniatures.stage_counts (
      type_id uuid NOT NULL REFERENCES miniatures.miniature_types (id),
      stage_name text NOT NULL,
      count integer NOT NULL DEFAULT 0,
      CONSTRAINT stage_counts_pkey PRIMARY KEY (type_id, stage_name),
      CONSTRAINT stage_counts_stage_check
        CHECK (stage_name IN ('IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE')),
      CONSTRAINT stage_counts_count_check CHECK (count >= 0)
    ) WITH (fillfactor = 50)`);
  await knex.raw(`
    CREATE TABLE miniatures.history_logs (
      id uuid PRIMARY KEY,
      type_id uuid NOT NULL REFERENCES miniatures.miniature_types (id),
      kind text NOT NULL,
      from_stage text,
      to_stage text,
      qty integer NOT NULL,
      undoes_id uuid REFERENCES miniatures.history_logs (id),
      imported boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT history_logs_qty_check CHECK (qty > 0),
      CONSTRAINT history_logs_kind_check CHECK (
        CASE kind
          WHEN 'move' THEN from_stage IS NOT NULL AND to_stage IS NOT NULL AND undoes_id IS NULL
          WHEN 'add' THEN from_stage IS NULL AND to_stage IS NOT NULL AND undoes_id IS NULL
          WHEN 'import' THEN from_stage IS NULL AND to_stage IS NOT NULL AND undoes_id IS NULL
          WHEN 'undo' THEN from_stage IS NOT NULL AND undoes_id IS NOT NULL
          ELSE false
        END
      ),
      CONSTRAINT history_logs_imported_check CHECK (kind = 'move' OR NOT imported)
    )`);
  await knex.raw(
    'CREATE INDEX history_logs_type_idx ON miniatures.history_logs (type_id, created_at, id)',
  );
  await knex.raw(
    `CREATE UNIQUE INDEX history_logs_undoes_key
       ON miniatures.history_logs (undoes_id) WHERE undoes_id IS NOT NULL`,
  );
  await knex.raw(`
    CREATE FUNCTION miniatures.refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'miniatures.history_logs is append-only: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER history_logs_append_only
      BEFORE UPDATE OR DELETE OR TRUNCATE ON miniatures.history_logs
      FOR EACH STATEMENT EXECUTE FUNCTION miniatures.refuse_history_change()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE miniatures.history_logs');
  await knex.raw('DROP FUNCTION miniatures.refuse_history_change');
  await knex.raw('DROP TABLE miniatures.stage_counts');
  await knex.raw('DROP TABLE miniatures.miniature_types');
  await knex.raw('DROP SCHEMA miniatures');
}
