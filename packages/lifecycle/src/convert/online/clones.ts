import type { Knex } from 'knex';
import { quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { ConversionPlan } from '../plan.ts';
import type { IdColumn, TableName } from '../rules/id-column.ts';
import { rowsOf } from '../sql.ts';
import { sameTable } from '../structure.ts';
import { scopeOf } from '../syntax/id-scope.ts';
import { type RenameColumn, renamedConstraint, renamedIndex } from '../syntax/rename-columns.ts';
import { rewriteIds } from '../syntax/rewrite-ids.ts';
import {
  type ColumnState,
  type IndexRow,
  readColumnStates,
  readReplacedIndexes,
} from './read-indexes.ts';
import { shadowName } from './shadow.ts';

/** An index for the new columns, built beside the old one. */
export interface IndexClone {
  readonly row: IndexRow;
  readonly name: string;
  readonly create: string;
}

/** A check or a foreign key for the new columns. */
export interface ConstraintClone {
  readonly table: TableName;
  readonly original: string;
  readonly name: string;
  readonly add: string;
  readonly validate: string | undefined;
}

/** Everything that must stand ready on the new columns before the swap. */
export interface Clones {
  readonly indexes: readonly IndexClone[];
  readonly notNull: readonly ConstraintClone[];
  readonly checks: readonly ConstraintClone[];
  readonly foreignKeys: readonly ConstraintClone[];
  readonly columnStates: readonly ColumnState[];
}

interface ConstraintRow {
  readonly table: TableName;
  readonly name: string;
  readonly kind: 'c' | 'f';
  readonly definition: string;
  readonly validated: boolean;
}

/** Writes the indexes and constraints of the old columns for the new ones. */
export async function planClones(db: Knex, plan: ConversionPlan): Promise<Clones> {
  const { columns, request, dependents } = plan;
  const rename: RenameColumn = (table, column) =>
    columns.some((each) => sameTable(each.table, table) && each.column === column)
      ? shadowName(column)
      : undefined;
  const columnStates = await readColumnStates(db, columns);
  const indexes: IndexClone[] = [];
  for (const row of await readReplacedIndexes(db, columns)) {
    const known = dependents.find(
      ({ kind, before }) => kind === 'index' && before === row.definition,
    )?.after;
    const rewritten =
      known ?? (await rewriteIds(row.definition, scopeOf(columns, row.table), request.target)).sql;
    const name = shadowName(row.name);
    indexes.push({ row, name, create: await renamedIndex(rewritten, name, row.table, rename) });
  }
  const checks: ConstraintClone[] = [];
  const foreignKeys: ConstraintClone[] = [];
  for (const row of await readConstraints(db, columns)) {
    const own = `${quoteQualified(row.table)}`;
    const statement = `ALTER TABLE ${own} ADD CONSTRAINT ${quoteName(row.name)} ${row.definition}`;
    const dependent = dependents.find(
      ({ kind, before }) =>
        kind === 'check' && before.endsWith(` ${quoteIfNeeded(row.name)} ${row.definition}`),
    );
    if (row.kind === 'c' && dependent !== undefined && dependent.after === undefined) continue;
    const source = row.kind === 'c' ? (dependent?.after ?? statement) : statement;
    const name = shadowName(row.name);
    const clone: ConstraintClone = {
      table: row.table,
      original: row.name,
      name,
      add: await renamedConstraint(source, name, row.table, rename),
      validate: row.validated
        ? `ALTER TABLE ${own} VALIDATE CONSTRAINT ${quoteName(name)}`
        : undefined,
    };
    (row.kind === 'c' ? checks : foreignKeys).push(clone);
  }
  return { indexes, notNull: notNullClones(columnStates), checks, foreignKeys, columnStates };
}

const quoteIfNeeded = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name);

function notNullClones(states: readonly ColumnState[]): ConstraintClone[] {
  return states
    .filter(({ notNull }) => notNull)
    .map(({ table, column }) => {
      const name = `${shadowName(column).slice(0, 54)}_not_null`;
      const own = quoteQualified(table);
      return {
        table,
        original: column,
        name,
        add: `ALTER TABLE ${own} ADD CONSTRAINT ${quoteName(name)} CHECK (${quoteName(shadowName(column))} IS NOT NULL) NOT VALID`,
        validate: `ALTER TABLE ${own} VALIDATE CONSTRAINT ${quoteName(name)}`,
      };
    });
}

function readConstraints(db: Knex, columns: readonly IdColumn[]): Promise<ConstraintRow[]> {
  const listed = JSON.stringify(columns.map(({ table, column }) => ({ ...table, column })));
  return rowsOf<ConstraintRow>(
    db,
    `WITH converted AS (
      SELECT a.attrelid AS relation, a.attnum AS number
      FROM jsonb_to_recordset('${listed.replaceAll("'", "''")}') AS l(schema text, name text, "column" text)
      JOIN pg_namespace AS n ON n.nspname = l.schema
      JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = l.name
      JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = l."column")
    SELECT jsonb_build_object('schema', n.nspname, 'name', c.relname) AS "table", k.conname AS name,
      k.contype AS kind, pg_get_constraintdef(k.oid) AS definition, k.convalidated AS validated
    FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE k.contype IN ('c', 'f') AND k.conparentid = 0 AND EXISTS (SELECT FROM converted AS s
      WHERE (s.relation = k.conrelid AND s.number = ANY (k.conkey))
        OR (k.contype = 'f' AND s.relation = k.confrelid AND s.number = ANY (k.confkey)))
    ORDER BY n.nspname, c.relname, k.conname`,
  );
}
