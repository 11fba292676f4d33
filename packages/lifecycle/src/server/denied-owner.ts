import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';

/**
 * A refusal for lack of rights, with whose rights are needed: the `owner` of what PostgreSQL names, if only
 * one object has that name. Any other error stays as it is.
 */
export async function withDeniedOwner(error: unknown, db: Knex): Promise<unknown> {
  if (!(error instanceof DomainError) || error.code !== 'ERR_DATABASE_DENIED') return error;
  const name = /(?:must be owner of|permission denied for) [a-z ]+? "?([^"\s]+)"?$/.exec(
    String(error.params.says),
  )?.[1];
  if (name === undefined) return error;
  const { rows } = await db
    .raw<{ rows: { owner: string }[] }>(ownersQuery, { name })
    .catch(() => ({ rows: [] }));
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0) return error;
  const { code, kind, message, params, cause } = error;
  const whole = new DomainError(code, { kind, message }, { ...params, owner: row.owner });
  whole.cause = cause;
  return whole;
}

const ownersQuery = `
  SELECT DISTINCT pg_get_userbyid(owner) AS owner FROM (
    SELECT relname AS name, relowner AS owner FROM pg_class
    UNION ALL SELECT nspname, nspowner FROM pg_namespace
    UNION ALL SELECT proname, proowner FROM pg_proc
    UNION ALL SELECT typname, typowner FROM pg_type
    UNION ALL SELECT datname, datdba FROM pg_database
  ) AS named
  WHERE name = :name LIMIT 2`;
