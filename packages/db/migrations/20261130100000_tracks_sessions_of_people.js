/**
 * Tracks knows people as the whole house does. A learner is somebody of the house, or a device of an older program,
 * which is theirs who named it first; what older programs keep of them stays as it is. Beside it: tracks are archived,
 * and each learner has a progress of their own on a roadmap.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    ALTER TABLE tracks.users
      ADD COLUMN house_user_id uuid REFERENCES identity.users (id) ON DELETE CASCADE,
      ADD COLUMN is_device boolean NOT NULL DEFAULT true`);
  // Somebody who was here before this was taken back is here again.
  await knex.raw(`
    -- lint: allow backfill-with-ddl because learners are few
    UPDATE tracks.users AS learner SET house_user_id = person.id, is_device = false
    FROM identity.users AS person WHERE learner.device_id = 'house-' || person.id`);
  await knex.raw(`
    -- lint: allow constraint-without-not-valid because a new column is true in every other row
    ALTER TABLE tracks.users ADD CONSTRAINT users_person_check
      CHECK (is_device OR house_user_id IS NOT NULL)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because learners are few
    CREATE UNIQUE INDEX users_person_key ON tracks.users (house_user_id) WHERE NOT is_device`);
  await knex.raw(`
    ALTER TABLE tracks.tracks
      ADD COLUMN archived_at timestamptz,
      ADD COLUMN created_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL`);
  await knex.raw(`
    CREATE TABLE tracks.track_progress (
      user_id uuid NOT NULL REFERENCES tracks.users (id) ON DELETE CASCADE,
      item_id uuid NOT NULL REFERENCES tracks.track_roadmap_items (id) ON DELETE CASCADE,
      done boolean NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT track_progress_pkey PRIMARY KEY (user_id, item_id)
    )`);
  await knex.raw('CREATE INDEX track_progress_item_idx ON tracks.track_progress (item_id)');
  // Sessions of a track, for whoever archives or counts; by user they stand already.
  await knex.raw(`
    -- lint: allow index-without-concurrently because sessions are few
    CREATE INDEX track_sessions_track_idx ON tracks.track_sessions (track_id)`);
  // Of a text that is longer than any person writes the beginning is found.
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes some seconds for a million messages, once
    CREATE INDEX chat_messages_words_idx ON tracks.chat_messages
      USING gin (to_tsvector('russian', left(content, 100000)))`);
  await versions(knex);
}

/** @param {Knex} knex */
async function versions(knex) {
  await knex.raw(`
    CREATE FUNCTION tracks.refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a version of a synopsis never changes' USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER synopsis_versions_never_change BEFORE UPDATE ON tracks.synopsis_versions
      FOR EACH ROW EXECUTE FUNCTION tracks.refuse_version_change()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TRIGGER synopsis_versions_never_change ON tracks.synopsis_versions');
  await knex.raw('DROP FUNCTION tracks.refuse_version_change');
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX tracks.chat_messages_words_idx`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX tracks.track_sessions_track_idx`);
  await knex.raw('DROP TABLE tracks.track_progress');
  await knex.raw(
    'ALTER TABLE tracks.tracks DROP COLUMN created_by_user_id, DROP COLUMN archived_at',
  );
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX tracks.users_person_key`);
  await knex.raw(`
    ALTER TABLE tracks.users
      DROP CONSTRAINT users_person_check, DROP COLUMN is_device, DROP COLUMN house_user_id`);
}
