/**
 * Types, counts and moves of the older program become Miniatures of ours, as an import would make them:
 * the moves with their instants, and what stands in each stage as one arrival. The older tables stay as
 * they were, so that nothing of them is lost and the adoption can be taken back. An id of ours begins
 * with the older one: rows are found again, and moves of one instant keep their order.
 * @import { Knex } from 'knex'
 */

import { up as buildLegacy, dropped } from './20261129090000_miniatures_legacy_baseline.js';

/** The uuid that an integer of an older table becomes. */
const idOf = (/** @type {string} */ table, /** @type {string} */ id) => {
  const mark = `md5('miniatures_legacy.${table}')`;
  return `(lpad(to_hex(${id}), 12, '0') || '8' || substr(${mark}, 1, 3) || '8' || substr(${mark}, 4, 15))::uuid`;
};

/** The ids of the types that are taken over. */
const taken = `SELECT ${idOf('miniature_types', 'id')} FROM miniatures_legacy.miniature_types`;

/** @param {Knex} knex */
export async function up(knex) {
  // What is copied from several tables has to be of one moment.
  await knex.raw(`LOCK TABLE miniatures_legacy.miniature_types, miniatures_legacy.stage_counts,
    miniatures_legacy.history_logs IN SHARE MODE`);
  await knex.raw(`
    -- lint: allow opaque-block because it only reads
    DO $$
    DECLARE twice text;
    BEGIN
      SELECT t.name INTO twice
      FROM miniatures_legacy.miniature_types AS t JOIN miniatures.miniature_types AS m ON m.name = t.name
      ORDER BY t.id LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'a type called "%" stands in Miniatures already', twice
          USING ERRCODE = 'unique_violation', HINT =
            'Rename the older one first: UPDATE miniatures_legacy.miniature_types SET name = …';
      END IF;
      IF EXISTS (SELECT FROM miniatures_legacy.miniature_types WHERE name = '') THEN
        RAISE EXCEPTION 'a type of the older program has no name' USING ERRCODE = 'check_violation',
          HINT = 'Name it first: UPDATE miniatures_legacy.miniature_types SET name = …';
      END IF;
    END $$`);
  await knex.raw(`
    INSERT INTO miniatures.miniature_types (id, name, created_at)
    SELECT ${idOf('miniature_types', 'id')}, name,
      coalesce((SELECT min(created_at) FROM miniatures_legacy.history_logs WHERE type_id = t.id), now())
    FROM miniatures_legacy.miniature_types AS t`);
  await numbers(knex);
  await knex.raw(`
    INSERT INTO miniatures.stage_counts (type_id, stage_name, count)
    SELECT ${idOf('miniature_types', 't.id')}, stage, coalesce(c.count, 0)
    FROM miniatures_legacy.miniature_types AS t
    CROSS JOIN unnest(ARRAY['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE']) AS stage
    LEFT JOIN miniatures_legacy.stage_counts AS c ON c.type_id = t.id AND c.stage_name = stage`);
  await knex.raw(`
    INSERT INTO miniatures.history_logs
      (id, type_id, kind, from_stage, to_stage, qty, created_at, imported)
    SELECT ${idOf('history_logs', 'id')}, ${idOf('miniature_types', 'type_id')}, 'move', from_stage,
      to_stage, qty, created_at, true
    FROM miniatures_legacy.history_logs`);
  await knex.raw(`
    INSERT INTO miniatures.history_logs (id, type_id, kind, to_stage, qty, created_at)
    SELECT ${idOf('stage_counts', 'id')}, ${idOf('miniature_types', 'type_id')}, 'import', stage_name,
      count, now()
    FROM miniatures_legacy.stage_counts WHERE count > 0`);
  await knex.raw(`
    -- lint: allow opaque-block because it drops only what the migration before has built, while it is empty
    -- lint: allow drop because nobody ever used these
    DO $$ BEGIN
      IF obj_description('miniatures_legacy'::regnamespace, 'pg_namespace') = 'made by miniatures_legacy_baseline'
        AND NOT EXISTS (SELECT FROM miniatures_legacy.miniature_types)
        AND NOT EXISTS (SELECT FROM miniatures_legacy.alembic_version)
      THEN
        ${dropped.join(';\n        ')};
      END IF;
    END $$`);
}

/**
 * The older id is what programs call a type by, and becomes its number, unless another type has that
 * already.
 * @param {Knex} knex
 */
async function numbers(knex) {
  await knex.raw(`
    -- lint: allow opaque-block because it writes to the rows that were just made
    DO $$
    DECLARE
      sequence regclass := pg_get_serial_sequence('miniatures.miniature_types', 'number');
    BEGIN
      -- No number is used up for nothing.
      IF NOT EXISTS (SELECT FROM miniatures_legacy.miniature_types) THEN RETURN; END IF;
      -- Out of the way of one another first.
      UPDATE miniatures.miniature_types SET number = -number WHERE id IN (${taken});
      UPDATE miniatures.miniature_types AS m SET number = t.id
      FROM miniatures_legacy.miniature_types AS t
      WHERE m.id = ${idOf('miniature_types', 't.id')}
        AND NOT EXISTS (SELECT FROM miniatures.miniature_types WHERE number = t.id);
      PERFORM setval(sequence, greatest(nextval(sequence), max(number)))
      FROM miniatures.miniature_types;
      UPDATE miniatures.miniature_types SET number = nextval(sequence) WHERE number < 0;
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await buildLegacy(knex);
  // Nothing changes between the look and the deed.
  await knex.raw(`LOCK TABLE miniatures.miniature_types, miniatures.stage_counts,
    miniatures.history_logs IN SHARE ROW EXCLUSIVE MODE`);
  await knex.raw(`
    -- lint: allow opaque-block because it only reads
    DO $$
    DECLARE changed text;
    BEGIN
      SELECT t.name INTO changed FROM miniatures_legacy.miniature_types AS t
      LEFT JOIN miniatures.miniature_types AS m ON m.id = ${idOf('miniature_types', 't.id')}
      WHERE m.name IS DISTINCT FROM t.name OR m.archived_at IS NOT NULL
        OR EXISTS (
          SELECT FROM miniatures.stage_counts AS now
          LEFT JOIN miniatures_legacy.stage_counts AS c
            ON c.type_id = t.id AND c.stage_name = now.stage_name
          WHERE now.type_id = m.id AND now.count <> coalesce(c.count, 0))
        OR (
          SELECT count(*) FROM miniatures.history_logs WHERE type_id = m.id
        ) <> (
          SELECT count(*) FROM miniatures_legacy.history_logs WHERE type_id = t.id
        ) + (
          SELECT count(*) FROM miniatures_legacy.stage_counts WHERE type_id = t.id AND count > 0
        )
      ORDER BY t.id LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION '"%" has changed since it was taken over, and the older tables cannot tell it',
            changed
          USING ERRCODE = 'integrity_constraint_violation', HINT =
            'To go on with the older program, export the types and import the file there, or restore the backup from before the adoption.';
      END IF;
    END $$`);
  await knex.raw('ALTER TABLE miniatures.history_logs DISABLE TRIGGER history_logs_append_only');
  for (const [table, column] of Object.entries({
    history_logs: 'type_id',
    stage_counts: 'type_id',
    miniature_types: 'id',
  })) {
    await knex.raw(`
      -- lint: allow backfill-with-ddl because they are few
      DELETE FROM miniatures.${table} WHERE ${column} IN (${taken})`);
  }
  await knex.raw('ALTER TABLE miniatures.history_logs ENABLE TRIGGER history_logs_append_only');
}
