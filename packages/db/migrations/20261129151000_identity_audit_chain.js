/**
 * The audit log is sealed: each of its rows has a place in a chain of hashes, one chain for each project and
 * one for each area beside. A row that is edited, taken out or put in afterwards breaks its chain.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  // No foreign key: its checks would lock and rewrite every row of the log once more.
  await knex.raw(`
    CREATE TABLE identity.audit_chain (
      chain text NOT NULL,
      position bigint NOT NULL,
      entry_id bigint NOT NULL,
      sealed_at timestamptz NOT NULL,
      digest bytea NOT NULL,
      hash bytea NOT NULL,
      CONSTRAINT audit_chain_pkey PRIMARY KEY (chain, position),
      CONSTRAINT audit_chain_entry_key UNIQUE (entry_id),
      CONSTRAINT audit_chain_position_check CHECK (position > 0),
      CONSTRAINT audit_chain_hashes_check CHECK (octet_length(digest) = 32 AND octet_length(hash) = 32)
    )`);
  await knex.raw(`
    CREATE TRIGGER audit_chain_append_only
      BEFORE UPDATE OR DELETE OR TRUNCATE ON identity.audit_chain
      FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_audit_change()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE identity.audit_chain');
}
