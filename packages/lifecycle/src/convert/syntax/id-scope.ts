import type { IdColumn, Points, TableName } from '../rules/id-column.ts';
import { type Branch, isBranch, isList, namesOf, nodeOf, type Tree, textOf } from './tree.ts';

/** A table as a query names it. */
interface NamedTable {
  readonly alias: string;
  readonly schema: string | undefined;
  readonly name: string;
}

/** What the names of columns mean in a place of a query: its tables first, then those around it. */
export interface IdScope {
  readonly columns: readonly IdColumn[];
  readonly levels: readonly (readonly NamedTable[])[];
}

/** The scope of a statement that speaks of one table's columns, or of none. */
export function scopeOf(columns: readonly IdColumn[], table?: TableName): IdScope {
  return { columns, levels: table === undefined ? [] : [[{ alias: table.name, ...table }]] };
}

/** The scope of a rule or a trigger's condition: the row before and after. */
export function scopeOfRow(columns: readonly IdColumn[], table: TableName): IdScope {
  return { columns, levels: [['new', 'old'].map((alias) => ({ alias, ...table }))] };
}

/** The scope inside a query (the body of a SELECT, INSERT, UPDATE or DELETE node). */
export function within(scope: IdScope, body: Branch): IdScope {
  const tables = [...rangesOf(body.fromClause), ...rangesOf(body.usingClause)];
  if (isBranch(body.relation)) tables.push(...named(body.relation));
  return { ...scope, levels: [tables, ...scope.levels] };
}

/** Whose ids a column holds; undefined for other columns, and where nobody can tell. */
export function pointsOf(tree: Tree, scope: IdScope): Points | undefined {
  const fields = namesOf(nodeOf(tree, 'ColumnRef')?.fields);
  const column = fields.at(-1);
  if (column === undefined) return undefined;
  const [qualifier, schema] = fields.slice(0, -1).toReversed();
  for (const tables of scope.levels) {
    const found = tables
      .filter((table) => qualifier === undefined || matches(table, qualifier, schema))
      .flatMap((table) => scope.columns.filter((each) => stands(each, table, column)));
    if (found[0] !== undefined) return found[0].points;
    if (qualifier !== undefined && tables.some((table) => matches(table, qualifier, schema))) break;
  }
  return undefined;
}

const matches = ({ alias, name, schema: own }: NamedTable, qualifier: string, schema?: string) =>
  schema === undefined ? alias === qualifier : name === qualifier && own === schema;

const stands = ({ table, column }: IdColumn, { schema, name }: NamedTable, wanted: string) =>
  column === wanted && table.name === name && (schema === undefined || table.schema === schema);

/** Tables in a FROM clause and its joins; what stands in a subquery is that query's own. */
function rangesOf(tree: Tree): NamedTable[] {
  if (isList(tree)) return tree.flatMap(rangesOf);
  const range = nodeOf(tree, 'RangeVar');
  if (range !== undefined) return named(range);
  const join = nodeOf(tree, 'JoinExpr');
  return join === undefined ? [] : [...rangesOf(join.larg), ...rangesOf(join.rarg)];
}

function named(range: Branch): NamedTable[] {
  const name = textOf(range.relname);
  if (name === undefined) return [];
  const alias = isBranch(range.alias) ? textOf(range.alias.aliasname) : undefined;
  return [{ alias: alias ?? name, schema: textOf(range.schemaname), name }];
}
