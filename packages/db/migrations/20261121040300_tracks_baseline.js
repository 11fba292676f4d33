/**
 * Learning tracks: who learns, along which track, what was said in its chats, and what was written down,
 * as the program kept them before a synopsis had versions. A newer database of it has those already, and
 * is stamped with the migration that makes them as well.
 * @import { Knex } from 'knex'
 */

const enums = {
  template_scope: ['global', 'track', 'createTrack'],
  chat_tab: ['chat', 'practice', 'simulation'],
  message_role: ['user', 'assistant', 'tool'],
  synopsis_origin: ['live', 'snapshot', 'imported'],
};

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('CREATE SCHEMA tracks');
  for (const [name, labels] of Object.entries(enums)) {
    await knex.raw(
      `CREATE TYPE tracks.${name} AS ENUM (${labels.map((l) => `'${l}'`).join(', ')})`,
    );
  }
  await tracks(knex);
  await sessions(knex);
  await synopses(knex);
}

/** @param {Knex} knex */
async function tracks(knex) {
  await knex.raw(`
    CREATE TABLE tracks.users (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      device_id text NOT NULL UNIQUE,
      name text,
      settings_json jsonb DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE tracks.tracks (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      slug text NOT NULL UNIQUE,
      title text NOT NULL,
      description text,
      goal text,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE tracks.track_roadmap_items (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      track_id uuid NOT NULL REFERENCES tracks.tracks (id) ON DELETE CASCADE,
      position integer NOT NULL,
      text text NOT NULL,
      done boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX idx_track_roadmap_items_track_pos
      ON tracks.track_roadmap_items (track_id, position)`);
  await knex.raw(`
    CREATE TABLE tracks.chat_templates (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      scope tracks.template_scope NOT NULL,
      track_id uuid REFERENCES tracks.tracks (id) ON DELETE CASCADE,
      version text NOT NULL DEFAULT 'v1',
      variables_json jsonb NOT NULL DEFAULT '{}',
      content text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT chat_templates_track_scope CHECK (scope <> 'track' OR track_id IS NOT NULL)
    )`);
  await knex.raw(`
    CREATE INDEX idx_chat_templates_scope_track
      ON tracks.chat_templates (scope, track_id)`);
}

/** @param {Knex} knex */
async function sessions(knex) {
  await knex.raw(`
    CREATE TABLE tracks.track_sessions (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      user_id uuid NOT NULL REFERENCES tracks.users (id) ON DELETE CASCADE,
      track_id uuid NOT NULL REFERENCES tracks.tracks (id) ON DELETE CASCADE,
      active_tab text NOT NULL DEFAULT 'chat',
      sidebar_visible boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (user_id, track_id)
    )`);
  await knex.raw('CREATE INDEX idx_track_sessions_user ON tracks.track_sessions (user_id)');
  await knex.raw(`
    CREATE TABLE tracks.chat_threads (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      session_id uuid NOT NULL REFERENCES tracks.track_sessions (id) ON DELETE CASCADE,
      tab tracks.chat_tab NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (session_id, tab)
    )`);
  await knex.raw('CREATE INDEX idx_chat_threads_session ON tracks.chat_threads (session_id)');
  await knex.raw(`
    CREATE TABLE tracks.chat_messages (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      thread_id uuid NOT NULL REFERENCES tracks.chat_threads (id) ON DELETE CASCADE,
      role tracks.message_role NOT NULL,
      content text NOT NULL,
      meta_json jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX idx_chat_messages_thread_created
      ON tracks.chat_messages (thread_id, created_at)`);
}

/** @param {Knex} knex */
async function synopses(knex) {
  await knex.raw(`
    CREATE TABLE tracks.synopses (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      session_id uuid NOT NULL REFERENCES tracks.track_sessions (id) ON DELETE CASCADE,
      title text NOT NULL,
      items_json jsonb NOT NULL DEFAULT '[]',
      origin tracks.synopsis_origin NOT NULL DEFAULT 'live',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(
    "CREATE UNIQUE INDEX uq_synopses_live ON tracks.synopses (session_id) WHERE origin = 'live'",
  );
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE tracks.synopses, tracks.chat_messages, tracks.chat_threads');
  await knex.raw('DROP TABLE tracks.track_sessions, tracks.chat_templates');
  await knex.raw('DROP TABLE tracks.track_roadmap_items, tracks.tracks, tracks.users');
  for (const name of Object.keys(enums).toReversed()) await knex.raw(`DROP TYPE tracks.${name}`);
  await knex.raw('DROP SCHEMA tracks');
}
