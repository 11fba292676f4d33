import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import { convertedValue, type Exceptions, typeAfter } from '../expressions.ts';
import type { IdColumn, IdKind, TableName } from '../rules/id-column.ts';
import { sourceOf } from '../structure.ts';

/** The column that takes the place of another at the swap. */
export function shadowName(name: string): string {
  return `${name.slice(0, 50)}__converted`;
}

/** The trigger sorts behind everybody else's: what they change is seen. */
const syncTrigger = 'zzzz_lifecycle_sync';

const syncFunction = ({ schema, name }: TableName): string =>
  quoteQualified({ schema: 'lifecycle', name: `sync_${schema}_${name}`.slice(0, 63) });

/** Adds the new columns of a table, empty, and the trigger that keeps both in step from now on. */
export function shadowStatements(
  ofTable: readonly IdColumn[],
  table: TableName,
  target: IdKind,
): readonly string[] {
  const added = ofTable.map(
    (column) => `ADD COLUMN ${quoteName(shadowName(column.column))} ${typeAfter(column, target)}`,
  );
  return [
    `ALTER TABLE ${quoteQualified(table)}\n  ${added.join(',\n  ')}`,
    syncFunctionStatement(ofTable, table, target),
    `CREATE TRIGGER ${syncTrigger} BEFORE INSERT OR UPDATE ON ${quoteQualified(table)}
  FOR EACH ROW EXECUTE FUNCTION ${syncFunction(table)}()`,
  ];
}

export function dropSyncStatements(table: TableName): readonly string[] {
  return [
    `DROP TRIGGER IF EXISTS ${syncTrigger} ON ${quoteQualified(table)}`,
    `DROP FUNCTION IF EXISTS ${syncFunction(table)}()`,
  ];
}

/** Whoever writes the old column gets the new one, and the other way round. */
function syncFunctionStatement(
  ofTable: readonly IdColumn[],
  table: TableName,
  target: IdKind,
): string {
  const parts = ofTable.map((column) => {
    const own = quoteName(column.column);
    const shadow = quoteName(shadowName(column.column));
    return `
  IF (TG_OP = 'INSERT' AND NEW.${shadow} IS NOT NULL)
    OR (TG_OP = 'UPDATE' AND NEW.${shadow} IS DISTINCT FROM OLD.${shadow}
      AND NEW.${own} IS NOT DISTINCT FROM OLD.${own}) THEN
    ${assigned(column, `NEW.${own}`, `NEW.${shadow}`, sourceOf(target))}
  ELSIF TG_OP = 'INSERT' OR NEW.${shadow} IS NULL OR NEW.${own} IS DISTINCT FROM OLD.${own}${byChanged(column)} THEN
    ${assigned(column, `NEW.${shadow}`, `NEW.${own}`, target)}
  END IF;`;
  });
  return `CREATE OR REPLACE FUNCTION ${syncFunction(table)}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $sync$
BEGIN${parts.join('')}
  RETURN NEW;
END $sync$`;
}

/** A polymorphic reference is another one when its kind changes. */
const byChanged = ({ points }: IdColumn): string =>
  points.shape === 'variant'
    ? ` OR NEW.${quoteName(points.by)} IS DISTINCT FROM OLD.${quoteName(points.by)}`
    : '';

/** Any id may be one that must be looked up: rows come while this runs. */
const every: Exceptions = { has: () => true } as unknown as Exceptions;

/** Towards integers an id without an old one gets one now; the key's is noted on both ways. */
function assigned(column: IdColumn, to: string, from: string, kind: IdKind): string {
  const { points, evidence } = column;
  const label = 'to' in points ? quoteLiteral(points.to) : '';
  const lines: string[] = [];
  if (kind === 'integer' && points.shape === 'one') {
    lines.push(`${to} := lifecycle.allocate_old_id(${label}, ${from});`);
  } else {
    if (kind === 'integer' && points.shape === 'many') {
      lines.push(
        `PERFORM lifecycle.allocate_old_id(${label}, each.id) FROM unnest(${from}) AS each(id);`,
      );
    }
    lines.push(`${to} := ${convertedValue(column, from, kind, every)};`);
    if (evidence.kind === 'key') lines.push(`PERFORM lifecycle.allocate_old_id(${label}, ${to});`);
  }
  return lines.join('\n    ');
}
