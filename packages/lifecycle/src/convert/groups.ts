import { quoteLiteral, quoteName, quoteQualified } from '../catalog/quote.ts';
import { convertedValue, defaultAfter, typeAfter } from './expressions.ts';
import {
  forgetStatements,
  identityStatements,
  mapStatements,
  noteStatements,
  partitionOf,
  sequenceStatements,
} from './keys.ts';
import { byTable, type ConversionPlan } from './plan.ts';
import { type IdColumn, tablesPointedAt } from './rules/id-column.ts';

/** Statements that belong together, as the plan shows them. */
export interface StatementGroup {
  readonly title: string;
  readonly statements: readonly string[];
}

/** The whole work in place, in its order, but for the calls of the functions. */
export async function inPlaceGroups(plan: ConversionPlan): Promise<readonly StatementGroup[]> {
  const { target } = plan.request;
  const toUuid = target === 'uuid';
  return nonEmpty([
    { title: 'Lock the tables', statements: [lockStatement(plan)] },
    { title: 'Drop what stands on the columns', statements: dropStatements(plan) },
    {
      title: toUuid ? 'Map the ids' : 'Complete the map: every id has an old one',
      statements: toUuid ? mappingStatements(plan) : completeStatements(plan),
    },
    {
      title: 'Sequences',
      statements: plan.keys.flatMap((key) => [
        ...(toUuid && key.sequenceIsOurs ? sequenceStatements(key) : []),
        ...(toUuid ? [] : forgetStatements(key)),
        ...identityStatements(key, target).before,
      ]),
    },
    { title: 'Rewrite each table', statements: await alterStatements(plan) },
    {
      title: 'Defaults and later rows',
      statements: plan.keys.flatMap((key) => [
        ...identityStatements(key, target).after,
        ...(toUuid ? noteStatements(key) : []),
      ]),
    },
    { title: 'Make again what was dropped', statements: recreateStatements(plan) },
  ]);
}

/** In one order everywhere, so that two of them never wait for each other. */
export function lockStatement({ columns }: ConversionPlan): string {
  const tables = byTable(columns).flatMap(([first]) =>
    first === undefined ? [] : [quoteQualified(first.table)],
  );
  return `LOCK TABLE ${tables.toSorted().join(', ')} IN ACCESS EXCLUSIVE MODE`;
}

export function dropStatements({ dependents }: ConversionPlan): readonly string[] {
  return dependents.map(({ drop }) => drop).filter((drop) => drop !== '');
}

/** In the opposite order; the data of materialised views is filled last. */
export function recreateStatements(
  { dependents, recorded }: ConversionPlan,
  { fill = true }: { readonly fill?: boolean } = {},
): readonly string[] {
  const parked = recorded.filter(({ after }) => after === null);
  return [
    ...dependents
      .toReversed()
      .flatMap(({ after, extras }) => (after === undefined ? [] : [after, ...extras])),
    ...parked.flatMap(({ before, extras }) => [before, ...extras]),
    ...(fill ? fillStatements({ dependents }) : []),
  ];
}

/** Views stand with the nearest to the tables last, so those are filled first. */
export function fillStatements({
  dependents,
}: Pick<ConversionPlan, 'dependents'>): readonly string[] {
  return dependents.toReversed().flatMap(({ fill }) => fill ?? []);
}

export function mappingStatements(plan: ConversionPlan): readonly string[] {
  const { keys, knownParts } = plan;
  return [
    ...keys.flatMap((key) => mapStatements(key, isKnown(knownParts, key.partition))),
    ...emptyParts(plan, new Set(keys.map(({ name }) => name))),
  ];
}

/** Empty parts of the map for all tables that have none: they are filled row by row. */
export function mapPartStatements(plan: ConversionPlan): readonly string[] {
  return emptyParts(plan, new Set());
}

function emptyParts({ columns, knownParts }: ConversionPlan, made: ReadonlySet<string>): string[] {
  const names = new Set(columns.flatMap(({ points }) => tablesPointedAt(points)));
  return [...names]
    .filter((name) => !made.has(name) && !isKnown(knownParts, partitionOf(name)))
    .map(
      (name) =>
        `CREATE TABLE ${partitionOf(name)} PARTITION OF lifecycle.id_map FOR VALUES IN (${quoteLiteral(name)})`,
    );
}

/** Partition names are read unquoted where that is the same. */
function isKnown(parts: ReadonlySet<string>, partition: string): boolean {
  return parts.has(partition) || parts.has(partition.replaceAll('"', ''));
}

/** Before the way back: ids that were given by the app, and the references to such, get an old id. */
export function completeStatements({ columns }: ConversionPlan): readonly string[] {
  return columns.flatMap(completeOf).map((statement) => statement('true'));
}

/** The same for the rows `t` of one table that a condition names; one statement for each table pointed at. */
export function completeOf(column: IdColumn): readonly ((where: string) => string)[] {
  const { points, evidence } = column;
  return tablesPointedAt(points).map((to) => (where: string) => {
    const name = quoteLiteral(to);
    const missing =
      evidence.kind === 'key' ? '' : `lifecycle.embedded_id(${name}, v.id) IS NULL AND `;
    return `SELECT count(lifecycle.allocate_old_id(${name}, v.id)) FROM (${idsOf(column, to, where)}) AS v
  WHERE ${missing}NOT EXISTS (
    SELECT FROM lifecycle.id_map AS m WHERE m.table_name = ${name} AND m.new_id = v.id)`;
  });
}

/** The distinct ids of one table that a column holds. */
function idsOf({ table, column, points, evidence }: IdColumn, to: string, where: string): string {
  const from = `FROM ${quoteQualified(table)} AS t`;
  const value = `t.${quoteName(column)}`;
  if (points.shape === 'many') {
    return `SELECT DISTINCT e.id ${from}, unnest(${value}) AS e(id) WHERE e.id IS NOT NULL AND ${where}`;
  }
  if (points.shape === 'path') {
    const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    return `SELECT DISTINCT part[1]::uuid AS id ${from},
    regexp_matches(${value}, '(?:^|[/.,|> ])(${uuid})(?=$|[/.,|> ])', 'g') AS part WHERE ${where}`;
  }
  const told = points.shape === 'variant' ? ` AND ${whichOf(points, to)}` : '';
  const distinct = evidence.kind === 'key' ? '' : 'DISTINCT ';
  return `SELECT ${distinct}${value} AS id ${from} WHERE ${value} IS NOT NULL AND ${where}${told}`;
}

function whichOf(points: IdColumn['points'] & { shape: 'variant' }, to: string): string {
  const by = `t.${quoteName(points.by)}`;
  const of = (wanted: (table: string) => boolean): string =>
    Object.entries(points.cases)
      .filter(([, table]) => wanted(table))
      .map(([kind]) => quoteLiteral(kind))
      .join(', ');
  return to === points.otherwise
    ? `(${by} IS NULL OR ${by} NOT IN (${of(() => true)}))`
    : `${by} IN (${of((table) => table === to)})`;
}

/** One statement for each table, which writes it anew once. */
async function alterStatements({
  columns,
  request,
  exceptions,
}: ConversionPlan): Promise<string[]> {
  const statements: string[] = [];
  for (const ofTable of byTable(columns)) {
    const parts: string[] = [];
    for (const column of ofTable) {
      const name = quoteName(column.column);
      const type = typeAfter(column, request.target);
      const value = convertedValue(column, name, request.target, exceptions);
      const next = await defaultAfter(column, request.target);
      if (column.default !== undefined && column.default.kind !== 'identity') {
        parts.push(`ALTER COLUMN ${name} DROP DEFAULT`);
      } else if (request.target === 'integer' && column.default !== undefined) {
        parts.push(`ALTER COLUMN ${name} DROP DEFAULT`);
      }
      parts.push(`ALTER COLUMN ${name} TYPE ${type} USING ${value}`);
      if (next !== undefined) parts.push(`ALTER COLUMN ${name} SET DEFAULT ${next}`);
    }
    const [first] = ofTable;
    if (first === undefined) continue;
    statements.push(`ALTER TABLE ${quoteQualified(first.table)}\n  ${parts.join(',\n  ')}`);
  }
  return statements;
}

function nonEmpty(groups: readonly StatementGroup[]): readonly StatementGroup[] {
  return groups.filter(({ statements }) => statements.length > 0);
}
