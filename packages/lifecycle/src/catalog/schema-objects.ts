import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { quoteName } from './quote.ts';

/** Something that lies in a schema and can be moved to another. */
export interface SchemaObject {
  readonly kind:
    | 'function'
    | 'procedure'
    | 'table'
    | 'view'
    | 'materialized view'
    | 'sequence'
    | 'type';
  readonly name: string;
  /** As `ALTER` takes it behind the schema's name: quoted, and with the arguments of a function. */
  readonly identity: string;
}

/** What lies in a schema: not what an extension made, nor what goes along with a table or a column. */
export async function objectsIn(db: Knex, schema: string): Promise<readonly SchemaObject[]> {
  const { rows } = await db.raw<{ rows: SchemaObject[] }>(objectsQuery, [schema]);
  return rows;
}

/**
 * Moves those of `objects` that are in the schema `from` to the schema `to`, and returns what was moved.
 * Indexes, constraints, triggers and the sequences of columns move with their tables; views, foreign keys
 * and defaults of others follow, since PostgreSQL refers to tables by OID and not by name.
 */
export async function moveObjects(
  trx: Knex,
  objects: readonly SchemaObject[],
  from: string,
  to: string,
): Promise<readonly SchemaObject[]> {
  const moved: SchemaObject[] = [];
  const wanted = new Set(objects.map(keyOf));
  // Functions first, while the types of their arguments are still called as they were read.
  for (const object of (await objectsIn(trx, from)).filter((each) => wanted.has(keyOf(each)))) {
    const target = `${object.kind.toUpperCase()} ${quoteName(from)}.${object.identity}`;
    if (object.kind === 'sequence' && (await movedAlong(trx, to, object.name))) continue;
    await plainQuery(trx, `ALTER ${target} SET SCHEMA ${quoteName(to)}`);
    moved.push(object);
    crashPoint('adoption.moved');
  }
  return moved;
}

/** Which of `objects` stand in the schema already. */
export async function objectsInTheWay(
  db: Knex,
  objects: readonly SchemaObject[],
  schema: string,
): Promise<readonly SchemaObject[]> {
  const wanted = new Set(objects.map(keyOf));
  return (await objectsIn(db, schema)).filter((each) => wanted.has(keyOf(each)));
}

/** The name alone for all but functions, of which several may share one. */
export function keyOf({ kind, name, identity }: SchemaObject): string {
  const what = kind === 'function' || kind === 'procedure' ? `function ${identity}` : name;
  return kind === 'type' ? `type ${what}` : what;
}

/** A sequence that belongs to a column left with its table. */
async function movedAlong(trx: Knex, schema: string, name: string): Promise<boolean> {
  const { rows } = await trx.raw(
    `SELECT EXISTS (SELECT FROM pg_class WHERE relkind = 'S' AND relname = ?
       AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ?)) AS there`,
    [name, schema],
  );
  return rows[0].there;
}

const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = '${catalog}'::regclass
     AND d.objid = ${oid} AND d.deptype IN ('e', 'i'))`;

const objectsQuery = `
  WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = ?)
  SELECT kind, name, identity FROM (
    SELECT 1 AS turn, CASE prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind, proname AS name,
      format('%I(%s)', proname, pg_get_function_identity_arguments(p.oid)) AS identity
    FROM pg_proc AS p JOIN here ON here.oid = pronamespace
    WHERE prokind IN ('f', 'p', 'w') AND ${notOfExtension('pg_proc', 'p.oid')}
    UNION ALL
    SELECT CASE WHEN relkind IN ('r', 'p', 'f') THEN 2 WHEN relkind = 'S' THEN 4 ELSE 3 END,
      CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
        ELSE 'table' END,
      relname, quote_ident(relname)
    FROM pg_class AS c JOIN here ON here.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND ${notOfExtension('pg_class', 'c.oid')}
    UNION ALL
    SELECT 5, 'type', typname, quote_ident(typname)
    FROM pg_type AS t JOIN here ON here.oid = typnamespace
    WHERE (typtype IN ('e', 'd', 'r')
        OR (typtype = 'c' AND EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind = 'c')))
      AND ${notOfExtension('pg_type', 't.oid')}
  ) AS objects
  ORDER BY turn, identity COLLATE "C"`;
