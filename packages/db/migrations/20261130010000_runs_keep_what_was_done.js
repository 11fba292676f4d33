/**
 * A run that is done keeps the firmware that it was done on and the tags that its cases had: a bench gets its next
 * firmware, a case loses its level, and what was done stays done.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('ALTER TABLE runs.runs ADD COLUMN firmware_when_done text');
  await knex.raw('ALTER TABLE runs.run_items ADD COLUMN tags_when_done text[]');
  // Nothing that anybody recorded changes: locked runs are filled in as well, with what they show today.
  for (const table of ['runs', 'run_items']) {
    await knex.raw(`ALTER TABLE runs.${table} DISABLE TRIGGER USER`);
  }
  await knex.raw(`
    -- lint: allow backfill-with-ddl because there are few runs
    UPDATE runs.runs AS r SET firmware_when_done = a.firmware_version
    FROM runs.assets AS a WHERE a.id = r.asset_id AND r.status IN ('done', 'locked')`);
  await knex.raw(`
    -- lint: allow backfill-with-ddl because it takes some seconds for a million items, once
    UPDATE runs.run_items AS i SET tags_when_done = coalesce(tagged.names, '{}')
    FROM runs.runs AS r, runs.testcase_versions AS v
    LEFT JOIN (
      SELECT ct.testcase_id, array_agg(t.name::text ORDER BY t.name) AS names
      FROM runs.testcase_tags AS ct JOIN runs.tags AS t ON t.id = ct.tag_id GROUP BY ct.testcase_id
    ) AS tagged ON tagged.testcase_id = v.testcase_id
    WHERE r.id = i.run_id AND v.id = i.testcase_version_id AND r.status IN ('done', 'locked')`);
  for (const table of ['run_items', 'runs']) {
    await knex.raw(`ALTER TABLE runs.${table} ENABLE TRIGGER USER`);
  }
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('ALTER TABLE runs.run_items DROP COLUMN tags_when_done');
  await knex.raw('ALTER TABLE runs.runs DROP COLUMN firmware_when_done');
}
