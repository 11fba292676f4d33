/**
 * A version of a synopsis can have a title of its own, and says when it was edited at last: the older
 * form of the program had both, and nothing of it is to be lost.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    ALTER TABLE tracks.synopsis_versions ADD COLUMN title text, ADD COLUMN edited_at timestamptz`);
  await knex.raw(`
    -- lint: allow opaque-block because it fills columns that are new, from a table that it drops then
    DO $$ BEGIN
      IF to_regclass('tracks.synopsis_remainders') IS NOT NULL THEN
        UPDATE tracks.synopsis_versions AS v SET title = r.title, edited_at = r.edited_at
        FROM tracks.synopsis_remainders AS r WHERE r.version_id = v.id;
        DROP TABLE tracks.synopsis_remainders;
      END IF;
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(`
    -- lint: allow opaque-block because it makes a table of its own only
    DO $$ BEGIN
      IF EXISTS (SELECT FROM tracks.synopsis_versions WHERE title IS NOT NULL OR edited_at IS NOT NULL) THEN
        CREATE TABLE tracks.synopsis_remainders (
          version_id uuid PRIMARY KEY,
          title text,
          edited_at timestamptz
        );
        INSERT INTO tracks.synopsis_remainders (version_id, title, edited_at)
        SELECT id, title, edited_at FROM tracks.synopsis_versions
        WHERE title IS NOT NULL OR edited_at IS NOT NULL;
      END IF;
    END $$`);
  await knex.raw('ALTER TABLE tracks.synopsis_versions DROP COLUMN title, DROP COLUMN edited_at');
}
