import { quoteName, quoteQualified } from '../../catalog/quote.ts';
import { defaultAfter } from '../expressions.ts';
import { recreateStatements } from '../groups.ts';
import { forgetStatements, identityStatements, type KeyPlan, noteStatements } from '../keys.ts';
import { byTable, type ConversionPlan } from '../plan.ts';
import type { Dependent } from '../rules/dependent.ts';
import { columnName } from '../rules/id-column.ts';
import type { Clones, ConstraintClone } from './clones.ts';
import { dropSyncStatements, shadowName } from './shadow.ts';

/** They go with the old columns; their like on the new ones only need their names. */
const goWithColumns = new Set<Dependent['kind']>(['check', 'index', 'statistics']);
const clonedBefore = new Set<Dependent['kind']>(['check', 'index', 'foreign key']);

/** The short exchange of old and new columns, but for the lock before and the calls behind. */
export async function swapStatements(
  plan: ConversionPlan,
  clones: Clones,
): Promise<readonly string[]> {
  const { dependents, keys, request } = plan;
  const toUuid = request.target === 'uuid';
  const remade = { ...plan, dependents: dependents.filter(({ kind }) => !clonedBefore.has(kind)) };
  return [
    ...dependents.flatMap(({ kind, drop }) =>
      goWithColumns.has(kind) || drop === '' ? [] : [drop],
    ),
    ...byTable(plan.columns).flatMap(([first]) => (first ? dropSyncStatements(first.table) : [])),
    ...keys.flatMap((key) => [
      ...(toUuid ? [] : forgetStatements(key)),
      ...identityStatements(key, request.target).before,
      ...keptSequence(key).before,
    ]),
    ...byTable(plan.columns).flatMap((ofTable) => columnsSwapped(ofTable)),
    ...(await defaultsSet(plan)),
    ...clones.columnStates.flatMap(({ table, column, notNull, statements }) => [
      ...(notNull
        ? [`ALTER TABLE ${quoteQualified(table)} ALTER COLUMN ${quoteName(column)} SET NOT NULL`]
        : []),
      ...statements,
    ]),
    ...clones.notNull.map(
      ({ table, name }) =>
        `ALTER TABLE ${quoteQualified(table)} DROP CONSTRAINT ${quoteName(name)}`,
    ),
    ...clones.indexes.flatMap(indexTakesPlace),
    ...[...clones.checks, ...clones.foreignKeys].map(constraintTakesName),
    ...dependents.flatMap(({ kind, after, extras }) =>
      clonedBefore.has(kind) && kind !== 'index' && after !== undefined ? extras : [],
    ),
    ...keys.flatMap((key) => [
      ...keptSequence(key).after,
      ...identityStatements(key, request.target).after,
      ...(toUuid ? noteStatements(key) : []),
    ]),
    ...recreateStatements(remade, { fill: false }),
  ];
}

/** A sequence that belongs to the old column would go with it. */
function keptSequence({ column, sequence, sequenceIsOurs }: KeyPlan): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  if (sequenceIsOurs || column.default?.kind !== 'sequence') return { before: [], after: [] };
  const owner = `${quoteQualified(column.table)}.${quoteName(column.column)}`;
  return {
    before: [`ALTER SEQUENCE ${sequence} OWNED BY NONE`],
    after: [`ALTER SEQUENCE ${sequence} OWNED BY ${owner}`],
  };
}

function columnsSwapped(ofTable: ConversionPlan['columns']): readonly string[] {
  const [first] = ofTable;
  if (first === undefined) return [];
  const table = quoteQualified(first.table);
  const dropped = ofTable.map(({ column }) => `DROP COLUMN ${quoteName(column)}`).join(', ');
  return [
    `ALTER TABLE ${table} ${dropped}`,
    ...ofTable.map(
      ({ column }) =>
        `ALTER TABLE ${table} RENAME COLUMN ${quoteName(shadowName(column))} TO ${quoteName(column)}`,
    ),
  ];
}

async function defaultsSet({ columns, request }: ConversionPlan): Promise<string[]> {
  const statements: string[] = [];
  for (const column of columns) {
    const value = await defaultAfter(column, request.target);
    if (value === undefined) continue;
    statements.push(
      `ALTER TABLE ${quoteQualified(column.table)} ALTER COLUMN ${quoteName(column.column)} SET DEFAULT ${value}`,
    );
  }
  return statements;
}

function indexTakesPlace({ row, name }: Clones['indexes'][number]): readonly string[] {
  const table = quoteQualified(row.table);
  const { constraint } = row;
  return [
    constraint === null
      ? `ALTER INDEX ${quoteQualified({ schema: row.schema, name })} RENAME TO ${quoteName(row.name)}`
      : `ALTER TABLE ${table} ADD CONSTRAINT ${quoteName(constraint.name)} ${constraint.kind}
  USING INDEX ${quoteName(name)}${constraint.timing}`,
    ...(row.isReplicaIdentity
      ? [`ALTER TABLE ${table} REPLICA IDENTITY USING INDEX ${quoteName(row.name)}`]
      : []),
    ...(row.isClustered ? [`ALTER TABLE ${table} CLUSTER ON ${quoteName(row.name)}`] : []),
    ...row.comments,
  ];
}

function constraintTakesName({ table, name, original }: ConstraintClone): string {
  return `ALTER TABLE ${quoteQualified(table)} RENAME CONSTRAINT ${quoteName(name)} TO ${quoteName(original)}`;
}

/** Everything of an unfinished conversion that is not in place yet. */
export function undoStatements(columns: ConversionPlan['columns']): readonly (readonly string[])[] {
  return byTable(columns).map((ofTable) => {
    const [first] = ofTable;
    if (first === undefined) throw new TypeError(columns.map(columnName).join());
    const dropped = ofTable.map(
      ({ column }) => `DROP COLUMN IF EXISTS ${quoteName(shadowName(column))} CASCADE`,
    );
    return [
      ...dropSyncStatements(first.table),
      `ALTER TABLE ${quoteQualified(first.table)} ${dropped.join(', ')}`,
    ];
  });
}
