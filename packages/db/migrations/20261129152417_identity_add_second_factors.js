/**
 * A second factor for accounts, accounts of another provider by which somebody signs in, and whether the tokens
 * of a session have reached its browser.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  // Null until a request came with the tokens that were given out last: their answer may have been lost.
  await knex.raw('ALTER TABLE identity.sessions ADD COLUMN access_used_at timestamptz');
  // The secret is encrypted; it counts once a code of it was shown (`confirmed_at`).
  await knex.raw(`
    CREATE TABLE identity.second_factors (
      user_id uuid PRIMARY KEY REFERENCES identity.users (id) ON DELETE CASCADE,
      secret bytea NOT NULL,
      confirmed_at timestamptz,
      last_step bigint NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE identity.recovery_codes (
      user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
      code_hash bytea NOT NULL,
      used_at timestamptz,
      CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
    )`);
  await knex.raw(`
    CREATE TABLE identity.provider_accounts (
      issuer text NOT NULL,
      subject text NOT NULL,
      user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT provider_accounts_pkey PRIMARY KEY (issuer, subject)
    )`);
  await knex.raw('CREATE INDEX provider_accounts_user_idx ON identity.provider_accounts (user_id)');
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE identity.provider_accounts');
  await knex.raw('DROP TABLE identity.recovery_codes');
  await knex.raw('DROP TABLE identity.second_factors');
  await knex.raw('ALTER TABLE identity.sessions DROP COLUMN access_used_at');
}
