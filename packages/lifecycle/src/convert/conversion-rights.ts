import type { Knex } from 'knex';
import { quoteQualified } from '../catalog/quote.ts';
import { requireRights } from '../migrate/require-rights.ts';
import type { ConversionPlan } from './plan.ts';

/**
 * Refuses a conversion that the role may not carry out to its end: it changes tables, and whatever of
 * others depends on their ids.
 *
 * @throws as `requireRights`
 */
export async function requireConversionRights(
  db: Knex,
  { columns, dependents, functions, keys }: ConversionPlan,
): Promise<void> {
  const tables = columns.map(({ table }) => quoteQualified(table));
  await requireRights(db, {
    relations: [
      ...tables,
      ...dependents.flatMap(({ kind, name, drop }) =>
        kind === 'view' ? [name] : (tableDropped.exec(drop)?.[1] ?? []),
      ),
    ],
    routines: functions.flatMap(({ row, dependent }) => (dependent ? [row.signature] : [])),
    createsIn: [...new Set(columns.map(({ table }) => table.schema))],
    givesIn: keys
      .filter(({ column }) => column.default?.kind === 'identity')
      .map(({ column: { table } }) => ({ schema: table.schema, table: quoteQualified(table) })),
  });
}

/** The table in what takes a constraint, trigger, rule or policy from it. */
const tableDropped = /(?:^ALTER TABLE | ON )((?:"[^"]*"|[^ ])+)(?: DROP CONSTRAINT .*)?$/;
