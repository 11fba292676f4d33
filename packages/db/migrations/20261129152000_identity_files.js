/**
 * Files of every area: a row for each, what it holds is stored elsewhere, under a key that says nothing. The keys
 * of rows that are gone, whichever way they went, are kept until what they stand for is removed as well.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE identity.files (
      id uuid PRIMARY KEY,
      use text NOT NULL,
      entity_type text NOT NULL,
      entity_id text NOT NULL,
      project_id text,
      owner_id uuid REFERENCES identity.users (id),
      name text NOT NULL,
      media_type text NOT NULL,
      size bigint NOT NULL,
      sha256 bytea NOT NULL,
      storage_key text NOT NULL,
      thumbnail_key text,
      thumbnail_size bigint,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT files_storage_key UNIQUE (storage_key),
      CONSTRAINT files_thumbnail_key UNIQUE (thumbnail_key),
      CONSTRAINT files_storage_key_check CHECK (storage_key ~ '^[0-9a-f]{32}$'),
      CONSTRAINT files_thumbnail_check CHECK (
        (thumbnail_key IS NULL) = (thumbnail_size IS NULL)
        AND thumbnail_key ~ '^[0-9a-f]{32}$' AND thumbnail_size > 0
      ),
      CONSTRAINT files_size_check CHECK (size > 0),
      CONSTRAINT files_sha256_check CHECK (octet_length(sha256) = 32),
      CONSTRAINT files_name_check CHECK (octet_length(name) BETWEEN 1 AND 255 AND name !~ '[/\\\\]')
    )`);
  await knex.raw(
    'CREATE INDEX files_entity_idx ON identity.files (entity_type, entity_id, use, created_at)',
  );
  await knex.raw('CREATE INDEX files_owner_idx ON identity.files (owner_id) INCLUDE (size)');
  await knex.raw(`
    CREATE TABLE identity.removed_files (
      storage_key text PRIMARY KEY,
      removed_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE FUNCTION identity.remember_removed_file() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO identity.removed_files (storage_key)
      SELECT key FROM unnest(ARRAY[OLD.storage_key, OLD.thumbnail_key]) AS key WHERE key IS NOT NULL
      ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER files_remember_removed AFTER DELETE ON identity.files
      FOR EACH ROW EXECUTE FUNCTION identity.remember_removed_file()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE identity.removed_files');
  await knex.raw('DROP TABLE identity.files');
  await knex.raw('DROP FUNCTION identity.remember_removed_file');
}
