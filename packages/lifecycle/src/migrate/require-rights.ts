import type { Knex } from 'knex';
import { operatorError } from '../errors/operator-errors.ts';

/** What a command is going to change or make, by names that PostgreSQL reads. */
export interface RightsNeeded {
  /** Tables, views, sequences: only their owner, its members and superusers may change them. */
  readonly relations?: readonly string[];
  /** Functions and procedures, with the types of their arguments. */
  readonly routines?: readonly string[];
  /** Types and domains. */
  readonly types?: readonly string[];
  /** The runner's own tables that are written to; all of them unless told. */
  readonly lifecycleTables?: readonly string[];
  /** Schemas in which something is made; one that is not there is made itself. */
  readonly createsIn?: readonly string[];
  /** Schemas in which something is made that is to belong to the owner of a table. */
  readonly givesIn?: readonly { readonly schema: string; readonly table: string }[];
}

interface DeniedRow {
  readonly role: string;
  readonly owner: string;
  readonly objects: string;
}

interface CreateRow {
  readonly role: string;
  readonly on: string;
}

/**
 * Refuses what the role may not do, before anything is done. Objects that do not exist need no rights.
 *
 * @throws ERR_OWNER_NEEDED with the `owner` of the `objects`; ERR_CREATE_NEEDED with what the role may not
 * create `on`
 */
export async function requireRights(
  db: Knex,
  {
    relations = [],
    routines = [],
    types = [],
    createsIn = [],
    givesIn = [],
    lifecycleTables,
  }: RightsNeeded,
): Promise<void> {
  const { rows: denied } = await db.raw<{ rows: DeniedRow[] }>(ownersQuery, [
    [...relations],
    [...routines],
    [...types],
    lifecycleTables === undefined ? null : [...lifecycleTables],
  ]);
  const [first] = denied;
  if (first !== undefined) throw operatorError('ERR_OWNER_NEEDED', { ...first });
  const given = givesIn.map(({ schema, table }) => ({ schema, table }));
  const { rows: creates } = await db.raw<{ rows: CreateRow[] }>(createsQuery, [
    [...createsIn, 'lifecycle'],
    JSON.stringify(given),
  ]);
  const [missing] = creates;
  if (missing !== undefined) throw operatorError('ERR_CREATE_NEEDED', { ...missing });
}

const ownersQuery = `
  SELECT quote_ident(current_user) AS role, quote_ident(pg_get_userbyid(owner)) AS owner,
    string_agg(name, ', ' ORDER BY name COLLATE "C") AS objects
  FROM (
    SELECT c.oid::regclass::text AS name, c.relowner AS owner
    FROM unnest(?::text[]) AS named (name) JOIN pg_class AS c ON c.oid = to_regclass(named.name)
    UNION SELECT p.oid::regprocedure::text, p.proowner
    FROM unnest(?::text[]) AS named (name) JOIN pg_proc AS p ON p.oid = to_regprocedure(named.name)
    UNION SELECT t.oid::regtype::text, t.typowner
    FROM unnest(?::text[]) AS named (name) JOIN pg_type AS t ON t.oid = to_regtype(named.name)
    -- The runner's own: whoever goes on with it writes to it.
    UNION SELECT c.oid::regclass::text, c.relowner FROM pg_class AS c
    WHERE c.relnamespace = to_regnamespace('lifecycle') AND c.relkind IN ('r', 'p')
      AND c.relname = ANY (coalesce(?::text[], ARRAY[c.relname::text]))
      AND NOT (has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE')
        AND has_table_privilege(c.oid, 'DELETE'))
  ) AS objects
  WHERE NOT pg_has_role(owner, 'USAGE')
  GROUP BY owner ORDER BY count(*) DESC, 2 LIMIT 1`;

const createsQuery = `
  SELECT quote_ident(role) AS role, "on" FROM (
    SELECT current_user AS role, CASE WHEN n.oid IS NULL THEN 'DATABASE ' || quote_ident(current_database())
        ELSE 'SCHEMA ' || quote_ident(n.nspname) END AS "on",
      CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE')
        ELSE has_schema_privilege(n.oid, 'CREATE') OR n.nspname = 'lifecycle' END AS may
    FROM unnest(?::text[]) AS named (name) LEFT JOIN pg_namespace AS n ON n.nspname = named.name
    UNION ALL
    -- A new owner must be allowed to create there, but where a superuser gives it.
    SELECT pg_get_userbyid(c.relowner), 'SCHEMA ' || quote_ident(n.nspname),
      has_schema_privilege(c.relowner, n.oid, 'CREATE')
        OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    FROM jsonb_to_recordset(?) AS given (schema text, "table" text)
    JOIN pg_class AS c ON c.oid = to_regclass(given."table")
    JOIN pg_namespace AS n ON n.nspname = given.schema
  ) AS rights
  WHERE NOT may LIMIT 1`;
