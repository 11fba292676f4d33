import type { Knex } from 'knex';
import { quoteName } from '../catalog/quote.ts';
import { objectsIn, type SchemaObject } from '../catalog/schema-objects.ts';

interface GranteeRow {
  readonly grantee: string;
  readonly knows: boolean;
}

/**
 * Makes the area's schema if it is missing, owned by the owner of the tables, and grants its use to every
 * role that may use what is about to move there: the rights on a table move with it, those on `public` do
 * not.
 *
 * @returns whether the schema was made, and the roles that were granted its use
 */
export async function makeAreaSchema(
  trx: Knex,
  schema: string,
  objects: readonly SchemaObject[],
): Promise<{ madeSchema: boolean; grantees: readonly string[] }> {
  const { rows: schemas } = await trx.raw('SELECT FROM pg_namespace WHERE nspname = ?', [schema]);
  const madeSchema = schemas.length === 0;
  const relations = objects.map(({ name }) => name);
  if (madeSchema) {
    const owner = await tablesOwner(trx, relations);
    await trx.raw(`CREATE SCHEMA ${quoteName(schema)} AUTHORIZATION ${quoteName(owner)}`);
  }
  const { rows } = await trx.raw<{ rows: GranteeRow[] }>(granteesQuery, [
    schema,
    schema,
    schema,
    relations,
  ]);
  const grantees = rows.filter(({ knows }) => !knows).map(({ grantee }) => grantee);
  for (const grantee of grantees) await usage(trx, 'GRANT', schema, grantee);
  return { madeSchema, grantees };
}

/** To whom most of these tables in `public` belong. */
export async function tablesOwner(db: Knex, relations: readonly string[]): Promise<string> {
  const { rows } = await db.raw<{ rows: { owner: string }[] }>(
    `SELECT pg_get_userbyid(relowner) AS owner FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname = ANY (?)
     GROUP BY relowner ORDER BY count(*) DESC, 1 LIMIT 1`,
    [[...relations]],
  );
  const [row] = rows;
  if (row === undefined) throw new TypeError('None of these tables is there');
  return row.owner;
}

/** Drops the schema where it was made by the adoption and holds nothing any more, or takes the rights back. */
export async function removeAreaSchema(
  trx: Knex,
  schema: string,
  { madeSchema, grantees }: { readonly madeSchema: boolean; readonly grantees: readonly string[] },
): Promise<void> {
  for (const grantee of grantees) await usage(trx, 'REVOKE', schema, grantee);
  // What somebody put there since is not ours to drop.
  const isEmpty = (await objectsIn(trx, schema)).length === 0;
  if (madeSchema && isEmpty) await trx.raw(`DROP SCHEMA ${quoteName(schema)}`);
}

async function usage(
  trx: Knex,
  what: 'GRANT' | 'REVOKE',
  schema: string,
  grantee: string,
): Promise<void> {
  const role = grantee === '' ? 'PUBLIC' : quoteName(grantee);
  const preposition = what === 'GRANT' ? 'TO' : 'FROM';
  await trx.raw(`${what} USAGE ON SCHEMA ${quoteName(schema)} ${preposition} ${role}`);
}

// The owners as well: foreign keys are checked with the rights of a table's owner. The empty name is
// PUBLIC, grantee 0.
const granteesQuery = `
  SELECT DISTINCT coalesce(pg_get_userbyid(nullif(role, 0)), '') AS grantee,
    CASE role WHEN 0 THEN EXISTS (
        SELECT FROM pg_namespace, aclexplode(nspacl) AS acl
        WHERE nspname = ? AND acl.grantee = 0 AND acl.privilege_type = 'USAGE')
      ELSE EXISTS (
        SELECT FROM pg_namespace, aclexplode(nspacl) AS acl
        WHERE nspname = ? AND acl.grantee = role AND acl.privilege_type = 'USAGE')
        OR role = (SELECT nspowner FROM pg_namespace WHERE nspname = ?) END AS knows
  FROM (
    SELECT c.relname, unnest(array_append(ARRAY(
      SELECT grantee FROM aclexplode(c.relacl)), c.relowner)) AS role
    FROM pg_class AS c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND c.relnamespace = 'public'::regnamespace
  ) AS rights
  WHERE relname = ANY (?)
  ORDER BY 1`;
