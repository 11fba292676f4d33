import type { Column, Named, Sequence } from '../../catalog/catalog-types.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import type { Conversion } from '../type-conversion.ts';
import { step } from './transition.ts';

/** Refuses to drop a table that holds rows. */
export function guardRows(table: Named): Step {
  return refuseIf(
    `EXISTS (SELECT FROM ${quoteQualified(table)})`,
    `Table ${table.schema}.${table.name} holds rows. Save them and empty it, or take this guard out of the migration.`,
  );
}

/** Refuses to drop a column that holds values other than its default. */
export function guardValues(table: Named, column: Column): Step | undefined {
  // What is computed is lost to nobody.
  if (column.generated !== null) return undefined;
  const name = quoteName(column.name);
  const isConstant =
    column.default !== null &&
    /^('([^']|'')*'|-?[\d.]+|true|false)(::[\w ."[\]()]+)?$/.test(column.default);
  const worth = isConstant
    ? `${name}::text IS DISTINCT FROM (${column.default})::${column.type}::text`
    : `${name} IS NOT NULL`;
  return refuseIf(
    `EXISTS (SELECT FROM ${quoteQualified(table)} WHERE ${worth})`,
    `Column ${table.schema}.${table.name}.${column.name} holds values. Save them and empty it, or take this guard out of the migration.`,
  );
}

/** Refuses to compute a column whose values are others than the computed ones. */
export function guardComputed(table: Named, from: Column, to: Column): Step {
  return refuseIf(
    `EXISTS (SELECT FROM ${quoteQualified(table)} WHERE (${to.default})::${to.type}::text IS DISTINCT FROM ${quoteName(from.name)}::text)`,
    `Column ${table.schema}.${table.name}.${to.name} holds other values than the ones that are to be computed. Change them, or take this guard out of the migration.`,
  );
}

/**
 * Refuses to drop a sequence that has been used: a new one would start again. A sequence at the largest key
 * of its column has given out no number that the rows do not show.
 */
export function guardCount({ ownedBy, ...sequence }: Sequence): Step {
  const beyond =
    ownedBy === null
      ? ''
      : ` AND last_value > (SELECT coalesce(max(${quoteName(ownedBy.column)}), 0) FROM ${quoteQualified(ownedBy)})`;
  return refuseIf(
    `(SELECT is_called${beyond} FROM ${quoteQualified(sequence)})`,
    `Sequence ${sequence.schema}.${sequence.name} has given out numbers. Take this guard out of the migration if nobody needs the next one.`,
  );
}

/** Refuses a change of type in which a value would not come back as it was. */
export function guardConversion(
  table: Named,
  column: Column,
  type: string,
  { there, back }: Conversion,
): Step {
  const name = quoteName(column.name);
  const returned = back(`(${there(name)})::${type}`);
  return refuseIf(
    `EXISTS (SELECT FROM ${quoteQualified(table)} WHERE (${returned})::${column.type}::text IS DISTINCT FROM ${name}::text)`,
    `Column ${table.schema}.${table.name}.${column.name} holds values that ${type} cannot keep. Change them, or take this guard out of the migration.`,
  );
}

function refuseIf(condition: string, message: string): Step {
  const words = quoteLiteral(message.replaceAll('%', '%%')).trim();
  return step(
    'guard',
    `DO $guard$ BEGIN
  IF ${condition} THEN
    RAISE EXCEPTION ${words} USING ERRCODE = 'restrict_violation';
  END IF;
END $guard$`,
  );
}
