import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { quoteLiteral } from '../catalog/quote.ts';
import { readLedger } from '../migrate/ledger.ts';

/**
 * Gives the runner's own schema to the owner of the adopted tables, if another role made it for an
 * adoption: the owner of the tables has to be able to continue with it. A ledger of migrations that were
 * run stays.
 */
export async function giveLedgerTo(trx: Knex.Transaction, owner: string): Promise<void> {
  if ((await readLedger(trx)).some(({ origin }) => origin === 'run')) return;
  await plainQuery(
    trx,
    `DO $owner$ DECLARE
  owner CONSTANT name := ${quoteLiteral(owner).trim()};
  alter text;
BEGIN
  IF owner = current_user OR NOT pg_has_role(owner, 'MEMBER')
    OR (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'lifecycle') <> current_user THEN
    RETURN;
  END IF;
  EXECUTE format('ALTER SCHEMA lifecycle OWNER TO %I', owner);
  FOR alter IN
    SELECT format('ALTER TABLE lifecycle.%I OWNER TO %I', relname, owner) FROM pg_class
    WHERE relnamespace = 'lifecycle'::regnamespace AND relkind IN ('r', 'p')
    UNION ALL SELECT format('ALTER ROUTINE %s OWNER TO %I', oid::regprocedure, owner) FROM pg_proc
    WHERE pronamespace = 'lifecycle'::regnamespace
  LOOP
    EXECUTE alter;
  END LOOP;
END $owner$`,
  );
}
