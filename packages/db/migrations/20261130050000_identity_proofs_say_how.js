/**
 * A session says how whoever has it last showed who they are, and whether that may go under a signature: a proof that
 * was asked for by itself may, and so may the sign-in of a program; that somebody signed a browser in may not. Of
 * proofs from before nobody knows, so each is asked for once more.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow constraint-without-not-valid because a new column is NULL in every row
    ALTER TABLE identity.sessions
      ADD COLUMN proved_by text
        CONSTRAINT sessions_proved_by_check
        CHECK (proved_by IN ('password', 'second_factor', 'provider')),
      ADD COLUMN proof_may_sign boolean NOT NULL DEFAULT false`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('ALTER TABLE identity.sessions DROP COLUMN proved_by, DROP COLUMN proof_may_sign');
}
