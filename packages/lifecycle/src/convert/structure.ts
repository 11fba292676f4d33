import type { Knex } from 'knex';
import type { ColumnDefault, IdKind, TableName } from './rules/id-column.ts';
import { rowsOf } from './sql.ts';

/** A column of a table that holds rows of its own or has partitions. */
export interface TableColumn {
  readonly table: TableName;
  readonly column: string;
  /** As PostgreSQL writes it: `integer`, `uuid[]`. */
  readonly type: string;
  /** What the type, or an array's element, is at bottom; other types are not told apart. */
  readonly base: 'integer' | 'uuid' | 'text' | 'json' | 'other';
  readonly isArray: boolean;
  /** An expression, or the sequence of an identity column; null for none, and for a generated column. */
  readonly default: ColumnDefault | null;
  readonly isGenerated: boolean;
}

/** One column of a foreign key, and the one it points at. */
export interface ForeignKeyColumn {
  readonly constraint: string;
  readonly table: TableName;
  readonly column: string;
  readonly target: TableName;
  readonly targetColumn: string;
}

/** What a database holds, as far as a conversion needs it. */
export interface Structure {
  readonly columns: readonly TableColumn[];
  readonly foreignKeys: readonly ForeignKeyColumn[];
}

/** Schemas that are neither the server's nor the runner's own. */
export const userSchema = (namespace: string): string =>
  `${namespace}.nspname NOT LIKE 'pg\\_%' AND ${namespace}.nspname NOT IN ('information_schema', 'lifecycle')`;

/** What an extension made is its own. */
export const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend AS ext WHERE ext.classid = '${catalog}'::regclass
     AND ext.objid = ${oid} AND ext.deptype = 'e')`;

/** Reads tables (partitions follow their parent, so they are left out) and foreign keys. */
export async function readStructure(db: Knex): Promise<Structure> {
  return {
    columns: await rowsOf<TableColumn>(db, columnsQuery),
    foreignKeys: await rowsOf<ForeignKeyColumn>(db, foreignKeysQuery),
  };
}

/** The column, or undefined where there is none. */
export function columnOf(
  { columns }: Structure,
  table: TableName,
  column: string,
): TableColumn | undefined {
  return columns.find((each) => sameTable(each.table, table) && each.column === column);
}

export function sameTable(one: TableName, other: TableName): boolean {
  return one.schema === other.schema && one.name === other.name;
}

/** Where the area's table stands: in the area's schema, else in `public`. */
export function standsIn(structure: Structure, area: string, name: string): TableName | undefined {
  return [area, 'public']
    .map((schema) => ({ schema, name }))
    .find((table) => structure.columns.some((column) => sameTable(column.table, table)));
}

/** The other kind. */
export function sourceOf(target: IdKind): IdKind {
  return target === 'uuid' ? 'integer' : 'uuid';
}

const columnsQuery = `
  SELECT jsonb_build_object('schema', n.nspname, 'name', c.relname) AS "table", a.attname AS "column",
    format_type(a.atttypid, a.atttypmod) AS type,
    CASE WHEN base.oid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) THEN 'integer'
      WHEN base.oid = 'uuid'::regtype THEN 'uuid'
      WHEN base.oid IN ('text'::regtype, 'varchar'::regtype) THEN 'text'
      WHEN base.oid IN ('json'::regtype, 'jsonb'::regtype) THEN 'json'
      ELSE 'other' END AS base,
    t.typcategory = 'A' AS "isArray", a.attgenerated <> '' AS "isGenerated",
    CASE WHEN a.attidentity <> '' THEN jsonb_build_object('kind', 'identity',
        'sequence', q.name, 'generated', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
        'options', (SELECT format('AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s%s',
          s.seqtypid::regtype, s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
          CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END) FROM pg_sequence AS s WHERE s.seqrelid = q.oid))
      WHEN a.attgenerated <> '' OR e.oid IS NULL THEN NULL
      WHEN q.oid IS NOT NULL THEN jsonb_build_object('kind', 'sequence',
        'sequence', q.name, 'expression', pg_get_expr(e.adbin, e.adrelid))
      ELSE jsonb_build_object('kind', 'constant', 'expression', pg_get_expr(e.adbin, e.adrelid))
    END AS "default"
  FROM pg_attribute AS a
  JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_type AS t ON t.oid = a.atttypid
  JOIN pg_type AS base
    ON base.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
  LEFT JOIN pg_attrdef AS e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
  LEFT JOIN LATERAL (
    SELECT x.oid, x.oid::regclass::text AS name FROM pg_depend AS d JOIN pg_class AS x ON x.relkind = 'S'
    WHERE (d.classid = 'pg_class'::regclass AND d.objid = x.oid AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i')
      OR (d.classid = 'pg_attrdef'::regclass AND d.objid = e.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = x.oid)
    LIMIT 1) AS q ON true
  WHERE ${userSchema('n')} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped
    AND ${notOfExtension('pg_class', 'c.oid')}
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum`;

const foreignKeysQuery = `
  SELECT k.conname AS constraint, jsonb_build_object('schema', n.nspname, 'name', c.relname) AS "table",
    a.attname AS "column", jsonb_build_object('schema', fn.nspname, 'name', f.relname) AS target,
    fa.attname AS "targetColumn"
  FROM pg_constraint AS k
  CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(own, theirs)
  JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_class AS f ON f.oid = k.confrelid JOIN pg_namespace AS fn ON fn.oid = f.relnamespace
  JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = pair.own
  JOIN pg_attribute AS fa ON fa.attrelid = k.confrelid AND fa.attnum = pair.theirs
  WHERE k.contype = 'f' AND k.conparentid = 0
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C", pair.own`;
