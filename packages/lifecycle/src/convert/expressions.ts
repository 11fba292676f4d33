import { quoteLiteral, quoteName } from '../catalog/quote.ts';
import { conversionError } from './rules/errors.ts';
import { columnName, type IdColumn, type IdKind } from './rules/id-column.ts';
import { idArray, idOfCall, numberOf, numbersOf } from './syntax/constants.ts';
import { isBranch, isList, nodeOf, parseSql, printSql } from './syntax/tree.ts';

/** Tables of which `lifecycle.id_map` holds ids that cannot be computed. */
export type Exceptions = ReadonlySet<string>;

/** The column's type afterwards. */
export function typeAfter({ integerType, points }: IdColumn, target: IdKind): string {
  if (points.shape === 'path' || target === 'integer') return integerType;
  return points.shape === 'many' ? 'uuid[]' : 'uuid';
}

/**
 * An expression that turns a column's value into the other kind of id. NULL stays NULL; an id without an
 * old one is an error and never NULL.
 *
 * @param value the column as SQL names it: `"task_id"`, `NEW."task_id"`
 */
export function convertedValue(
  { points, integerType }: IdColumn,
  value: string,
  target: IdKind,
  exceptions: Exceptions,
): string {
  const one = (to: string, of: string): string => {
    const name = quoteLiteral(to);
    if (target === 'uuid') {
      return `lifecycle.${exceptions.has(to) ? 'new_id' : 'id_of'}(${name}, ${of}::bigint)`;
    }
    const looked = `lifecycle.old_id(${name}, ${of})`;
    const found = exceptions.has(to)
      ? looked
      : `coalesce(lifecycle.embedded_id(${name}, ${of}), ${looked})`;
    return `(${found})::${integerType}`;
  };
  switch (points.shape) {
    case 'one':
      return one(points.to, value);
    case 'many': {
      const name = quoteLiteral(points.to);
      return target === 'uuid'
        ? `lifecycle.new_ids(${name}, ${value}::bigint[])`
        : `lifecycle.old_ids(${name}, ${value})::${integerType}`;
    }
    case 'path': {
      const converted = target === 'uuid' ? 'new_path' : 'old_path';
      return `lifecycle.${converted}(${quoteLiteral(points.to)}, ${value})::${integerType}`;
    }
    case 'variant': {
      const by = value.replace(/[^.]+$/, quoteName(points.by));
      const cases = Object.entries(points.cases).map(
        ([kind, to]) => `WHEN ${quoteLiteral(kind)} THEN ${one(to, value)}`,
      );
      return `CASE ${by} ${cases.join(' ')} ELSE ${one(points.otherwise, value)} END`;
    }
  }
}

/** The column's default afterwards; undefined for none. */
export async function defaultAfter(column: IdColumn, target: IdKind): Promise<string | undefined> {
  const { points, default: before } = column;
  if (before === undefined) return undefined;
  if (before.kind === 'identity' || before.kind === 'sequence') {
    if (target === 'integer') return before.kind === 'sequence' ? before.expression : undefined;
    if (points.shape !== 'one') throw unsupported(column, before.sequence);
    const next = `nextval(${quoteLiteral(before.sequence)}::regclass)`;
    return `lifecycle.id_of(${quoteLiteral(points.to)}, ${next})`;
  }
  if (target === 'integer' || points.shape === 'path') return before.expression;
  return constantAfter(column, before.expression);
}

async function constantAfter(column: IdColumn, expression: string): Promise<string | undefined> {
  const { points } = column;
  const tree = await parseSql(`SELECT ${expression}`);
  const statement = isList(tree.stmts) && isBranch(tree.stmts[0]) ? tree.stmts[0].stmt : undefined;
  const select = nodeOf(statement, 'SelectStmt');
  const target = isList(select?.targetList) ? nodeOf(select.targetList[0], 'ResTarget') : undefined;
  if (/^NULL(::|$)/.test(expression)) return undefined;
  const number = numberOf(target?.val);
  const numbers = numbersOf(target?.val);
  if (select === undefined || !('to' in points)) throw unsupported(column, expression);
  const converted =
    number !== undefined ? idOfCall(points.to, number) : numbers && idArray(points.to, numbers);
  if (converted === undefined) throw unsupported(column, expression);
  const printed = await printSql({
    stmts: [
      { stmt: { SelectStmt: { ...select, targetList: [{ ResTarget: { val: converted } }] } } },
    ],
  });
  return printed.replace(/^SELECT\s+/, '').replace(/;$/, '');
}

const unsupported = (column: IdColumn, expression: string) =>
  conversionError('ERR_CONVERSION_UNSUPPORTED', {
    object: `default of ${columnName(column)}`,
    definition: expression,
  });
