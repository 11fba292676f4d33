/**
 * The language models that are set in the page: the one to ask, and the one that is asked where it does not answer. A key
 * is sealed with a secret that is not in the database, and bound to the host that it was given for (ADR 135).
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE kernel.model_connections (
      slot text PRIMARY KEY,
      base_url text NOT NULL,
      model text NOT NULL,
      structured text NOT NULL DEFAULT 'schema',
      api_key_sealed text,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT model_connections_slot_check CHECK (slot IN ('first', 'fallback')),
      CONSTRAINT model_connections_base_url_check CHECK (char_length(base_url) BETWEEN 1 AND 500),
      CONSTRAINT model_connections_model_check CHECK (char_length(model) BETWEEN 1 AND 200),
      CONSTRAINT model_connections_structured_check CHECK (structured IN ('schema', 'json', 'words'))
    )`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE kernel.model_connections');
}
