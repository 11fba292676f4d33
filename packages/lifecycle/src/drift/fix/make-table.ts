import type { Column, Constraint, Index, Named, Table } from '../../catalog/catalog-types.ts';
import { quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { attachSteps, bareTableSql, hasOwn } from '../bare-table.ts';
import { columnSql } from '../column-sql.ts';
import { tableMarks } from '../table-marks.ts';
import { guardRows, guardValues } from './guard.ts';
import { constraintTriggersStep, makeTrigger } from './make-trigger.ts';
import { step } from './transition.ts';

/**
 * A table with all its parts.
 *
 * @param depth below the tables that inherit from none
 * @param parent of a partition, where it is known
 */
export function makeTable(table: Table, depth: number, parent?: Table): readonly Step[] {
  const bare = step('table', bareTableSql(table, quoteQualified(table), parent), depth);
  return [bare, ...attachSteps(table, parent, depth + 0.5), ...makeTableParts(table)];
}

/** What is added to a table when its columns stand. */
export function makeTableParts(table: Table): readonly Step[] {
  return [
    ...table.columns.flatMap((column) => [
      ...(hasOwn(table, column) ? [] : inheritedColumn(table, column)),
      ...makeColumnParts(table, column),
    ]),
    ...table.constraints.flatMap((each) => makeConstraint(table, each)),
    ...table.indexes.flatMap((each) => makeIndex(table.schema, each)),
    ...tableMarks(table),
    ...table.triggers.flatMap((each) => makeTrigger(table, each)),
  ];
}

/** A foreign table's rows are elsewhere, and stay there. */
export function dropTable(table: Table, depth: number): readonly Step[] {
  const foreign = table.kind === 'foreign table';
  const kind = foreign ? 'FOREIGN TABLE' : 'TABLE';
  const drop = step('drop table', `DROP ${kind} ${quoteQualified(table)}`, -depth);
  return foreign ? [drop] : [guardRows(table), drop];
}

/** What may be said otherwise of a column that comes from a parent or a type. */
function inheritedColumn(
  table: Named,
  { name, default: value, generated, notNull, notNullValid }: Column,
): readonly Step[] {
  const alter = `ALTER TABLE ${quoteQualified(table)} ALTER COLUMN ${quoteName(name)}`;
  if (generated !== null) return [];
  return [
    step('default', value === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${value}`),
    ...(notNull && notNullValid ? [step('constraint', `${alter} SET NOT NULL`)] : []),
  ];
}

/** @param rank of the statement, among those that change columns */
export function makeColumn(table: Named, column: Column, rank = 0): readonly Step[] {
  const sql = `ALTER TABLE ${quoteQualified(table)} ADD COLUMN ${columnSql(column)}`;
  return [step('column', sql, rank), ...makeColumnParts(table, column)];
}

/** What a column cannot be made with. */
function makeColumnParts(
  table: Named,
  { name, storage, notNull, notNullValid, notNullForHeirs, statistics, options }: Column,
): readonly Step[] {
  const alter = `ALTER TABLE ${quoteQualified(table)}`;
  const column = quoteName(name);
  const set = (what: string): Step =>
    step('constraint', `${alter} ALTER COLUMN ${column} SET ${what}`);
  return [
    ...(storage === null ? [] : [set(`STORAGE ${storage}`)]),
    ...(statistics === null ? [] : [set(`STATISTICS ${statistics}`)]),
    ...(options.length === 0 ? [] : [set(`(${options.join(', ')})`)]),
    ...(notNull && !(notNullValid && notNullForHeirs)
      ? [step('constraint', `${alter} ADD ${notNullSql(column, notNullValid, notNullForHeirs)}`)]
      : []),
  ];
}

/** As a constraint, which can say more from PostgreSQL 18 on. */
export const notNullSql = (column: string, valid: boolean, forHeirs: boolean): string =>
  `NOT NULL ${column}${forHeirs ? '' : ' NO INHERIT'}${valid ? '' : ' NOT VALID'}`;

export function dropColumn(table: Named, column: Column): readonly Step[] {
  const guard = guardValues(table, column);
  return [
    ...(guard === undefined ? [] : [guard]),
    step(
      'drop column',
      `ALTER TABLE ${quoteQualified(table)} DROP COLUMN ${quoteName(column.name)}`,
    ),
  ];
}

export function makeConstraint(table: Named, constraint: Constraint): readonly Step[] {
  if (constraint.inherited) return [];
  const { name, kind, definition, indexBody, statistics, triggers } = constraint;
  const options =
    indexBody === null ? undefined : / WITH \(([a-z_]+=[^()]*)\)/.exec(indexBody)?.[1];
  const index = quoteQualified({ schema: table.schema, name });
  return [
    step(
      kind === 'foreign key' ? 'foreign key' : 'constraint',
      `ALTER TABLE ${quoteQualified(table)} ADD CONSTRAINT ${quoteName(name)} ${definition}`,
      // Keys first: a check may stand on a function, but nothing needs a check.
      kind === 'primary key' ? 0 : 1,
    ),
    // Its definition does not tell these.
    ...(options === undefined
      ? []
      : [step('constraint', `ALTER INDEX ${index} SET (${options})`, 2)]),
    ...indexStatisticsSteps(table.schema, { name, statistics }),
    ...(triggers === null ? [] : [constraintTriggersStep(table, constraint)]),
  ];
}

export function dropConstraint(
  table: Named,
  { name, kind, inherited }: Constraint,
): readonly Step[] {
  if (inherited) return [];
  return [
    step(
      kind === 'foreign key' ? 'drop foreign key' : 'drop constraint',
      `ALTER TABLE ${quoteQualified(table)} DROP CONSTRAINT ${quoteName(name)}`,
    ),
  ];
}

export function makeIndex(
  schema: string,
  { name, definition, statistics, inherited }: Index,
): readonly Step[] {
  // On a partitioned table with its partitions', which are left out here: without them it is not valid.
  const sql = definition.replace(/^(CREATE (?:UNIQUE )?INDEX .*?) ON ONLY /, '$1 ON ');
  return [
    ...(inherited ? [] : [step('index', sql)]),
    ...indexStatisticsSteps(schema, { name, statistics }),
  ];
}

/** Of an index, or of the one behind a constraint. */
export function indexStatisticsSteps(
  schema: string,
  { name, statistics }: Pick<Index, 'name' | 'statistics'>,
): readonly Step[] {
  const alter = `ALTER INDEX ${quoteQualified({ schema, name })}`;
  return statistics.map((each) => step('index', `${alter} ${each}`, 1));
}

export function dropIndex(schema: string, { name, inherited }: Index): readonly Step[] {
  return inherited ? [] : [step('drop index', `DROP INDEX ${quoteQualified({ schema, name })}`)];
}
