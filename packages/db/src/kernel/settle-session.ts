import type { Client } from 'pg';

/** No statement waits for a lock longer than this: the user gets ERR_BUSY instead of silence. */
export const lockTimeout = '10s';

/**
 * The limits of every session of ours. A role or a database may have others
 * (`ALTER ROLE … SET statement_timeout`), made for short requests: they would end a migration halfway, or a
 * session that only waits. Long work here is ended only by us. Older servers do not know the last two
 * settings.
 */
export const liftLimits = `SET statement_timeout = 0; SET lock_timeout = '${lockTimeout}';
  SET idle_in_transaction_session_timeout = 0;
  SELECT set_config(name, '0', false) FROM unnest(ARRAY['idle_session_timeout', 'transaction_timeout']) AS name
  WHERE current_setting(name, true) IS NOT NULL`;

/**
 * Managed services keep extensions in a schema of their own. That schema comes last in the search path, and
 * only if its owner could do anything in the database anyway: whoever may create in a schema of the path
 * can have their functions called by others.
 */
export const findExtensions = `SELECT set_config('search_path',
    concat_ws(', ', nullif(current_setting('search_path'), ''), string_agg(quote_ident(nspname), ', ')),
    false)
  FROM pg_namespace AS n
  WHERE oid IN (SELECT extnamespace FROM pg_extension)
    AND nspname <> ALL (current_schemas(true))
    AND (pg_get_userbyid(nspowner) = current_user
      OR nspowner IN (SELECT oid FROM pg_roles WHERE rolsuper)
      OR nspowner = (SELECT datdba FROM pg_database WHERE datname = current_database()))
  HAVING count(*) > 0`;

type OnSettled = (error: Error | null, connection: unknown) => void;

/**
 * Prepares a new session for our use. The settings are sent as statements, not as startup parameters,
 * because poolers refuse those.
 */
export function settleSession(client: Client, done: OnSettled): void {
  client.query(`${liftLimits}; ${findExtensions}`, (error) => {
    // Who asked for it gets none, and so nobody else would end it.
    if (error) client.end().catch(() => {});
    done(error ?? null, client);
  });
}
