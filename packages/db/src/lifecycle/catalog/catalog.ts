import type { Knex } from 'knex';

/** What a database holds beside its rows, as PostgreSQL's own functions write it. */
export interface Catalog {
  readonly extensions: readonly { readonly name: string; readonly schema: string }[];
  readonly schemas: readonly string[];
  readonly collations: readonly Collation[];
  readonly types: readonly NamedDefinition[];
  readonly sequences: readonly NamedDefinition[];
  readonly functions: readonly NamedDefinition[];
  readonly tables: readonly Table[];
  readonly views: readonly NamedDefinition[];
}

export interface Named {
  readonly schema: string;
  readonly name: string;
}

/** `definition` is a whole statement without its semicolon. */
export interface NamedDefinition extends Named {
  readonly definition: string;
}

export interface Collation extends Named {
  readonly provider: string;
  readonly locale: string;
  readonly deterministic: boolean;
}

export interface Table extends Named {
  readonly unlogged: boolean;
  /** Storage parameters, such as `fillfactor=50`. */
  readonly options: readonly string[];
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  /** Whole statements; indexes that stand behind a constraint are left out. */
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** `schema.name`, where it is not the type's own. */
  readonly collation: string | null;
  readonly default: string | null;
  /** `stored`, `virtual` for a generated column, whose expression stands in `default`. */
  readonly generated: 'stored' | 'virtual' | null;
  readonly identity: 'ALWAYS' | 'BY DEFAULT' | null;
}

export interface Constraint {
  readonly name: string;
  readonly kind: 'primary key' | 'unique' | 'check' | 'exclusion' | 'foreign key';
  readonly definition: string;
  readonly columns: readonly string[];
  /** For a foreign key. */
  readonly references: Named | null;
}

/** Schemas that are the database's, not the server's; `public` counts when it holds something. */
const ours = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

/** What an extension made is not listed: the extension is. */
const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass
     AND d.objid = ${oid} AND d.deptype = 'e')`;

/** Reads the whole catalog, in the order of names; the same answer on every PostgreSQL from 15. */
export async function readCatalog(db: Knex): Promise<Catalog> {
  return db.transaction(async (trx) => {
    // With nothing in the path every name is written with its schema.
    await trx.raw("SET LOCAL search_path = ''");
    await trx.raw('SET LOCAL quote_all_identifiers = off');
    const rows = async <Row>(sql: string): Promise<Row[]> =>
      (await trx.raw<{ rows: Row[] }>(sql)).rows;
    return {
      extensions: await rows(extensions),
      schemas: (await rows<{ name: string }>(schemas)).map(({ name }) => name),
      collations: await rows(collations),
      types: await rows(types),
      sequences: await rows(sequences),
      functions: await rows(functions),
      tables: await rows(tables),
      views: await rows(views),
    };
  });
}

const byName = (name: string): string => `ORDER BY n.nspname COLLATE "C", ${name} COLLATE "C"`;

const extensions = `
  SELECT e.extname AS name, n.nspname AS schema
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  WHERE e.extname <> 'plpgsql' ORDER BY e.extname COLLATE "C"`;

const schemas = `
  SELECT n.nspname AS name FROM pg_namespace n
  WHERE ${ours} AND n.nspname <> 'public' ORDER BY n.nspname COLLATE "C"`;

// The column of the locale has another name on PostgreSQL 15 and 16 than later.
const collations = `
  SELECT n.nspname AS schema, c.collname AS name,
    CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' ELSE 'builtin' END AS provider,
    coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate) AS locale,
    c.collisdeterministic AS deterministic
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
  WHERE ${ours} AND ${notOfExtension('pg_collation', 'c.oid')} ${byName('c.collname')}`;

const types = `
  SELECT n.nspname AS schema, t.typname AS name,
    CASE t.typtype
      WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', t.oid::regtype,
        (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
         FROM pg_enum e WHERE e.enumtypid = t.oid))
      ELSE concat_ws(' ',
        format('CREATE DOMAIN %s AS %s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod)),
        'DEFAULT ' || t.typdefault,
        CASE WHEN t.typnotnull THEN 'NOT NULL' END,
        (SELECT string_agg(format('CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), ' '
           ORDER BY c.conname COLLATE "C")
         FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c'))
    END AS definition
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE ${ours} AND t.typtype IN ('e', 'd') AND ${notOfExtension('pg_type', 't.oid')} ${byName('t.typname')}`;

// A sequence that belongs to an identity column is made with its table.
const sequences = `
  SELECT n.nspname AS schema, c.relname AS name,
    format('CREATE SEQUENCE %s AS %s', c.oid::regclass, s.seqtypid::regtype) AS definition
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ours} AND ${notOfExtension('pg_class', 'c.oid')}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
      AND d.objid = c.oid AND d.deptype = 'i') ${byName('c.relname')}`;

const functions = `
  SELECT n.nspname AS schema, p.oid::regprocedure::text AS name,
    pg_get_functiondef(p.oid) AS definition
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE ${ours} AND p.prokind IN ('f', 'p') AND ${notOfExtension('pg_proc', 'p.oid')} ${byName('p.oid::regprocedure::text')}`;

// The one text that depends on the version: before 16 a view of one table qualifies its columns.
const views = `
  SELECT n.nspname AS schema, c.relname AS name,
    format('CREATE %s %s AS\n%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
      c.oid::regclass, rtrim(pg_get_viewdef(c.oid), ';')) AS definition
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ours} AND c.relkind IN ('v', 'm') AND ${notOfExtension('pg_class', 'c.oid')} ${byName('c.relname')}`;

const columns = `
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'notNull', a.attnotnull,
    'collation', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation END,
    'default', pg_get_expr(d.adbin, d.adrelid),
    'generated', CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END,
    'identity', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END
  ) ORDER BY a.attnum), '[]')
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

// From PostgreSQL 18 on a NOT NULL is a constraint of its own; it is shown at the column.
const constraints = `
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'name', k.conname,
    'kind', CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
      WHEN 'x' THEN 'exclusion' ELSE 'foreign key' END,
    'definition', pg_get_constraintdef(k.oid),
    'columns', (SELECT coalesce(jsonb_agg(a.attname ORDER BY position), '[]')
      FROM unnest(k.conkey) WITH ORDINALITY AS key(number, position)
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.number),
    'references', (SELECT jsonb_build_object('schema', fn.nspname, 'name', f.relname)
      FROM pg_class f JOIN pg_namespace fn ON fn.oid = f.relnamespace WHERE f.oid = k.confrelid)
  ) ORDER BY position(k.contype::text IN 'pucxf'), k.conname COLLATE "C"), '[]')
  FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'c', 'x', 'f')`;

const indexes = `
  SELECT coalesce(jsonb_agg(pg_get_indexdef(i.indexrelid) ORDER BY ic.relname COLLATE "C"), '[]')
  FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  WHERE i.indrelid = c.oid
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`;

const triggers = `
  SELECT coalesce(jsonb_agg(pg_get_triggerdef(g.oid) ORDER BY g.tgname COLLATE "C"), '[]')
  FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal`;

const tables = `
  SELECT n.nspname AS schema, c.relname AS name, c.relpersistence = 'u' AS unlogged,
    to_jsonb(coalesce(c.reloptions, '{}')) AS options,
    (${columns}) AS columns, (${constraints}) AS constraints,
    (${indexes}) AS indexes, (${triggers}) AS triggers
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ours} AND c.relkind IN ('r', 'p') AND ${notOfExtension('pg_class', 'c.oid')} ${byName('c.relname')}`;
