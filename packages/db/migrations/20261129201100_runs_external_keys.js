/**
 * An import finds what it brought before by the keys that the files gave; and cases are found by their tags.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow index-without-concurrently because a library has some thousand cases
    CREATE INDEX testcases_external_key_idx ON runs.testcases (external_key)
      WHERE external_key IS NOT NULL`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because a library has some thousand cases
    CREATE INDEX testcase_tags_tag_idx ON runs.testcase_tags (tag_id)`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX runs.testcases_external_key_idx, runs.testcase_tags_tag_idx`);
}
