import type { Named, Table } from '../catalog/catalog-types.ts';
import { quoteName, quoteQualified } from '../catalog/quote.ts';
import type { Step } from '../catalog/rules/difference.ts';
import { columnSql } from './column-sql.ts';
import { step } from './fix/transition.ts';
import { foreignOptionsSql } from './options.ts';

/**
 * CREATE TABLE with its columns and storage, and nothing else.
 *
 * @param parent of a partition, where it is known
 */
export function bareTableSql(table: Table, name: string, parent?: Table): string {
  const kind =
    table.kind === 'foreign table' ? 'FOREIGN TABLE' : table.unlogged ? 'UNLOGGED TABLE' : 'TABLE';
  const partition = table.partitionKey === null ? '' : ` PARTITION BY ${table.partitionKey}`;
  const method =
    table.accessMethod === null || table.accessMethod === 'heap'
      ? ''
      : ` USING ${quoteName(table.accessMethod)}`;
  const storage = `${partition}${method}${serverSql(table)}${optionsSql(table)}`;
  const [partitioned] = table.inherits;
  const attached = isAttached(table, parent);
  if (table.partitionBound !== null && partitioned !== undefined && !attached) {
    return `CREATE ${kind} ${name} PARTITION OF ${quoteQualified(partitioned)} ${table.partitionBound}${storage}`;
  }
  // A typed table cannot name its columns; what is said of them beside the type comes with its parts.
  if (table.ofType !== null) return `CREATE ${kind} ${name} OF ${table.ofType}${storage}`;
  const lines = [
    ...table.columns.filter((each) => attached || hasOwn(table, each)).map(columnSql),
    ...(attached ? checksOfParent(table) : []),
  ].map((line) => `  ${line}`);
  const parents =
    table.inherits.length === 0 || table.partitionBound !== null
      ? ''
      : ` INHERITS (${table.inherits.map(quoteQualified).join(', ')})`;
  return `CREATE ${kind} ${name} (\n${lines.join(',\n')}\n)${parents}${storage}`;
}

/** A column that is there only because a parent has it comes with the parent. */
export const hasOwn = (table: Table, column: { readonly local: boolean }): boolean =>
  column.local && table.ofType === null;

/** A partition that was made by itself can have its columns in its own order. */
const isAttached = ({ partitionBound, columns }: Table, parent: Table | undefined): boolean =>
  partitionBound !== null &&
  parent !== undefined &&
  columns.some(({ name }, place) => parent.columns[place]?.name !== name);

/** ATTACH wants them to be there; it makes keys and indexes itself. */
const checksOfParent = ({ constraints }: Table): string[] =>
  constraints
    .filter(({ kind, inherited }) => kind === 'check' && inherited)
    .map(({ name, definition }) => `CONSTRAINT ${quoteName(name)} ${definition}`);

/** Makes a partition of a table that was made by itself; nothing for another. */
export function attachSteps(
  table: Table,
  parent: Table | undefined,
  rank: number,
): readonly Step[] {
  if (parent === undefined || !isAttached(table, parent)) return [];
  return [step('table', attachSql(table, parent), rank)];
}

export const attachSql = (table: Table, parent: Named): string =>
  `ALTER TABLE ${quoteQualified(parent)} ATTACH PARTITION ${quoteQualified(table)} ${table.partitionBound}`;

function serverSql({ server, foreignOptions }: Table): string {
  if (server === null) return '';
  const options = foreignOptionsSql(foreignOptions);
  return ` SERVER ${quoteName(server)}${options === '' ? '' : ` OPTIONS (${options})`}`;
}

const optionsSql = ({ options }: Table): string =>
  options.length > 0 ? ` WITH (${options.join(', ')})` : '';
