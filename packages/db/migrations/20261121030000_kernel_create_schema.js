/**
 * What every area needs: the collations that names are sorted by, and the answers of commands that
 * were sent with an idempotency key.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('CREATE SCHEMA kernel');
  // kn: numbers inside names count as numbers, so "Squad 9" stands before "Squad 10".
  await knex.raw("CREATE COLLATION kernel.name_en (provider = icu, locale = 'en-u-kn-true')");
  await knex.raw("CREATE COLLATION kernel.name_ru (provider = icu, locale = 'ru-u-kn-true')");
  await knex.raw(`
    CREATE TABLE kernel.idempotency_keys (
      key text PRIMARY KEY,
      command text NOT NULL,
      request_hash text NOT NULL,
      answer json,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(
    'CREATE INDEX idempotency_keys_created_at_idx ON kernel.idempotency_keys (created_at)',
  );
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE kernel.idempotency_keys');
  await knex.raw('DROP COLLATION kernel.name_ru');
  await knex.raw('DROP COLLATION kernel.name_en');
  await knex.raw('DROP SCHEMA kernel');
}
