/**
 * Letters that systems under test have sent: kept until a step asks for one, for some days, whichever process they came
 * to (ADR 118).
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE orchestra.letters (
      id uuid PRIMARY KEY,
      recipients text[] NOT NULL,
      sender text NOT NULL,
      addressees text NOT NULL,
      subject text NOT NULL,
      body_text text NOT NULL,
      body_html text NOT NULL,
      parts_json jsonb NOT NULL DEFAULT '{}',
      size integer NOT NULL,
      received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT letters_recipients_check CHECK (cardinality(recipients) > 0),
      CONSTRAINT letters_size_check CHECK (size >= 0)
    )`);
  await knex.raw('CREATE INDEX letters_received_idx ON orchestra.letters (received_at, id)');
  // Steps go by what came: it is forgotten after its time, and never becomes another letter.
  await knex.raw(`
    CREATE FUNCTION orchestra.refuse_letter_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a letter never changes' USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER letters_never_change BEFORE UPDATE ON orchestra.letters
      FOR EACH STATEMENT EXECUTE FUNCTION orchestra.refuse_letter_change()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE orchestra.letters');
  await knex.raw('DROP FUNCTION orchestra.refuse_letter_change');
}
