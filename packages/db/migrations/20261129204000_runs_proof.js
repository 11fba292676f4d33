/**
 * What proves a run: electronic signatures under locks, unlocks and seals, the one seal of a run, and links by which
 * somebody without an account reads it. Signatures and seals never change; a sealed run is not unlocked. Who signed
 * is told by id and name, and refers to nobody: it stays as it was written.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE runs.run_signatures (
      id uuid PRIMARY KEY,
      run_id uuid NOT NULL REFERENCES runs.runs (id) ON DELETE RESTRICT,
      meaning text NOT NULL,
      signer_id text NOT NULL,
      signer_name text NOT NULL,
      signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      session_id uuid,
      proved_at timestamptz,
      proved_by text NOT NULL,
      reason text NOT NULL DEFAULT '',
      content_sha256 bytea NOT NULL,
      tested_json jsonb NOT NULL,
      CONSTRAINT run_signatures_meaning_check CHECK (meaning IN ('lock', 'unlock', 'seal')),
      CONSTRAINT run_signatures_proved_check
        CHECK (proved_by IN ('password', 'second_factor', 'provider', 'local_owner', 'house')),
      CONSTRAINT run_signatures_content_check CHECK (octet_length(content_sha256) = 32)
    )`);
  await knex.raw(
    'CREATE INDEX run_signatures_run_idx ON runs.run_signatures (run_id, signed_at, id)',
  );
  // A proof goes under one signature.
  await knex.raw(`
    CREATE UNIQUE INDEX run_signatures_proof_key ON runs.run_signatures (session_id, proved_at)`);
  await knex.raw(`
    CREATE TABLE runs.run_seals (
      run_id uuid PRIMARY KEY REFERENCES runs.runs (id) ON DELETE RESTRICT,
      file_id uuid NOT NULL REFERENCES identity.files (id) ON DELETE RESTRICT,
      signature_id uuid NOT NULL REFERENCES runs.run_signatures (id) ON DELETE RESTRICT,
      sealed_at timestamptz NOT NULL,
      language text NOT NULL,
      public_key text NOT NULL,
      fingerprint text NOT NULL,
      CONSTRAINT run_seals_language_check CHECK (language IN ('en', 'ru'))
    )`);
  await knex.raw('CREATE INDEX run_seals_file_idx ON runs.run_seals (file_id)');
  await knex.raw('CREATE INDEX run_seals_signature_idx ON runs.run_seals (signature_id)');
  await knex.raw(`
    CREATE TABLE runs.run_share_links (
      id uuid PRIMARY KEY,
      run_id uuid NOT NULL REFERENCES runs.run_seals (run_id) ON DELETE RESTRICT,
      token_hash bytea NOT NULL,
      note text NOT NULL DEFAULT '',
      created_by_id text NOT NULL,
      created_by_name text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz,
      CONSTRAINT run_share_links_token_key UNIQUE (token_hash)
    )`);
  await knex.raw(
    'CREATE INDEX run_share_links_run_idx ON runs.run_share_links (run_id, created_at)',
  );
  await unchanging(knex);
  await sealed(knex);
}

/** @param {Knex} knex */
async function unchanging(knex) {
  await knex.raw(`
    CREATE FUNCTION runs.refuse_proof_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'what proves a run never changes' USING ERRCODE = 'restrict_violation';
    END $$`);
  for (const table of ['run_signatures', 'run_seals']) {
    await knex.raw(`
      CREATE TRIGGER ${table}_never_change BEFORE UPDATE OR DELETE ON runs.${table}
        FOR EACH ROW EXECUTE FUNCTION runs.refuse_proof_change()`);
  }
}

/** @param {Knex} knex */
async function sealed(knex) {
  await knex.raw(`
    CREATE FUNCTION runs.refuse_unlock_of_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM runs.run_seals WHERE run_id = OLD.id) THEN
        RAISE EXCEPTION 'ERR_RUN_SEALED' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$`);
  // By its name after runs_check_change, which waits for whoever seals.
  await knex.raw(`
    CREATE TRIGGER runs_check_sealed BEFORE UPDATE ON runs.runs FOR EACH ROW
      WHEN (OLD.status = 'locked' AND NEW.status <> 'locked')
      EXECUTE FUNCTION runs.refuse_unlock_of_sealed()`);
  await knex.raw(`
    CREATE FUNCTION runs.require_locked_run() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'a run is sealed at READ COMMITTED only' USING ERRCODE = 'restrict_violation';
      END IF;
      PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.run_id::text, 0));
      IF NOT EXISTS (SELECT FROM runs.runs WHERE id = NEW.run_id AND status = 'locked') THEN
        RAISE EXCEPTION 'ERR_RUN_NOT_LOCKED' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER run_seals_of_locked BEFORE INSERT ON runs.run_seals
      FOR EACH ROW EXECUTE FUNCTION runs.require_locked_run()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TRIGGER runs_check_sealed ON runs.runs');
  await knex.raw('DROP TABLE runs.run_share_links, runs.run_seals, runs.run_signatures');
  await knex.raw(
    'DROP FUNCTION runs.refuse_unlock_of_sealed, runs.require_locked_run, runs.refuse_proof_change',
  );
}
