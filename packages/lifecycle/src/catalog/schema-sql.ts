import type { Catalog, Collation, Column, Routine, Sequence, Table } from './catalog-types.ts';

/**
 * The schema as SQL that makes it again in an empty database, always in the same order: what others
 * need comes first, and foreign keys last of a table's parts.
 */
export function schemaSql(catalog: Catalog): string {
  const foreignKeys = catalog.tables.flatMap((table) => foreignKeysOf(table));
  const statements = [
    ...catalog.schemas.map((name) => `CREATE SCHEMA ${quote(name)}`),
    ...catalog.extensions.map(
      ({ name, schema }) => `CREATE EXTENSION ${quote(name)} SCHEMA ${quote(schema)}`,
    ),
    ...catalog.collations.map(collationSql),
    ...definitions(catalog.types),
    ...definitions(catalog.sequences),
    ...definitions(catalog.functions.filter((routine) => !isUnderstoodWhenMade(routine))),
    ...catalog.tables.flatMap((table) => [tableSql(table), ...definitions(table.indexes)]),
    ...catalog.sequences.flatMap(ownerSql),
    ...foreignKeys,
    ...definitions(catalog.functions.filter(isUnderstoodWhenMade)),
    ...catalog.views.flatMap((view) => [view.definition, ...definitions(view.indexes)]),
    ...definitions(catalog.others.filter(({ makable }) => makable)),
    ...definitions(catalog.tables.flatMap(({ triggers }) => triggers)),
    ...definitions(catalog.views.flatMap(({ triggers }) => triggers)),
  ];
  return statements.map((statement) => `${statement.trimEnd()};\n`).join('\n');
}

/** A body of statements that is not a text: the tables in it must be there. */
const isUnderstoodWhenMade = ({ definition }: Routine): boolean =>
  /^BEGIN ATOMIC$/m.test(definition);

const definitions = (all: readonly { readonly definition: string }[]): string[] =>
  all.map(({ definition }) => definition);

function tableSql(table: Table): string {
  const lines = [
    ...table.columns.map(columnSql),
    ...table.constraints
      .filter(({ kind }) => kind !== 'foreign key')
      .map(({ name, definition }) => `CONSTRAINT ${quote(name)} ${definition}`),
  ];
  const kind = table.unlogged ? 'UNLOGGED TABLE' : 'TABLE';
  const options = table.options.length > 0 ? ` WITH (${table.options.join(', ')})` : '';
  const body = lines.map((line) => `  ${line}`).join(',\n');
  return `CREATE ${kind} ${qualified(table)} (\n${body}\n)${options}`;
}

function columnSql(column: Column): string {
  return [
    quote(column.name),
    column.type,
    column.collation && `COLLATE ${column.collation}`,
    defaultSql(column),
    column.notNull && 'NOT NULL',
  ]
    .filter(Boolean)
    .join(' ');
}

function defaultSql(column: Column): string | null {
  if (column.identity) return `GENERATED ${column.identity} AS IDENTITY`;
  if (column.default === null) return null;
  if (column.generated === null) return `DEFAULT ${column.default}`;
  return `GENERATED ALWAYS AS (${column.default}) ${column.generated.toUpperCase()}`;
}

function ownerSql({ schema, name, ownedBy }: Sequence): string[] {
  if (ownedBy === null) return [];
  const column = `${qualified(ownedBy)}.${quote(ownedBy.column)}`;
  return [`ALTER SEQUENCE ${qualified({ schema, name })} OWNED BY ${column}`];
}

function foreignKeysOf(table: Table): string[] {
  return table.constraints
    .filter(({ kind }) => kind === 'foreign key')
    .map(
      ({ name, definition }) =>
        `ALTER TABLE ${qualified(table)}\n  ADD CONSTRAINT ${quote(name)} ${definition}`,
    );
}

function collationSql({ schema, name, provider, locale, deterministic }: Collation): string {
  const options = [`provider = ${provider}`, `locale = '${locale.replaceAll("'", "''")}'`];
  if (!deterministic) options.push('deterministic = false');
  return `CREATE COLLATION ${qualified({ schema, name })} (${options.join(', ')})`;
}

const qualified = ({ schema, name }: { schema: string; name: string }): string =>
  `${quote(schema)}.${quote(name)}`;

/** A reserved word is quoted where PostgreSQL would not need it; that does no harm. */
const quote = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

const reserved = new Set(
  'all and any as asc between both case cast check collate column constraint create default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into is join leading like limit not null offset on only or order placing primary references returning select some symmetric table then to trailing true union unique user using when where window with'.split(
    ' ',
  ),
);
