import type { Knex } from 'knex';
import { quoteLiteral, quoteName, quoteQualified } from '../catalog/quote.ts';
import { operatorError } from '../errors/operator-errors.ts';
import type { RepairFacts } from '../records/repair-records.ts';
import type { KeyValue, Obstacle, ResourceKeyRepair, TableName } from './rules/repair-plan.ts';
import { type ColumnFacts, readColumns } from './table-columns.ts';

const parents = { project_id: 'projects', area_id: 'areas', human_user_id: 'users_web' } as const;

type KeyFacts = Extract<RepairFacts, { kind: 'resource-key' }>;

/** Plans a repair for each uuid column of `resources` whose parent's key is an integer. */
export async function planResourceKeys(
  db: Knex,
  table: TableName,
): Promise<readonly ResourceKeyRepair[]> {
  const columns = await readColumns(db, table);
  const plans: ResourceKeyRepair[] = [];
  for (const [column, parent] of Object.entries(parents)) {
    const facts = columns.get(column);
    const parentColumns = await readColumns(db, { schema: table.schema, name: parent });
    if (facts?.type !== 'uuid' || parentColumns.get('id')?.type !== 'integer') continue;
    const values = await readValues(db, table, column, parent);
    const kept = keptColumn(column);
    plans.push({
      kind: 'resource-key',
      id: `resource-key:${column}`,
      table,
      column,
      parent,
      values,
      kept: values.some(({ mapped }) => mapped === null) ? kept : null,
      obstacles: obstaclesOf(facts, columns.get(kept)),
    });
  }
  return plans;
}

/**
 * Gives the column its parent's type. Values that can be traced to a key become that key; the others become
 * NULL, and the original values are kept in a column beside it.
 *
 * @throws ERR_REPAIR_CHANGED when the values are no longer those of the plan
 */
export async function repairResourceKey(
  trx: Knex.Transaction,
  plan: ResourceKeyRepair,
): Promise<RepairFacts> {
  const { table, column, kept, parent } = plan;
  const target = quoteQualified(table);
  await trx.raw(`LOCK TABLE ${target} IN ACCESS EXCLUSIVE MODE`);
  const now = await readValues(trx, table, column, parent);
  if (JSON.stringify(now) !== JSON.stringify(plan.values)) {
    throw operatorError('ERR_REPAIR_CHANGED', { repair: plan.id });
  }
  if (kept !== null) {
    await trx.raw(`ALTER TABLE ${target} ADD COLUMN ${quoteName(kept)} uuid`);
    await trx.raw(`UPDATE ${target} SET ${quoteName(kept)} = ${quoteName(column)}
      WHERE ${quoteName(column)} IS NOT NULL`);
    const note = `${column} as it was before its type was repaired: these values point nowhere`;
    await trx.raw(`COMMENT ON COLUMN ${target}.${quoteName(kept)} IS ${quoteLiteral(note)}`);
  }
  const mapped = now.flatMap(({ value, mapped: key }) => (key === null ? [] : [{ value, key }]));
  const keyOf = choice(
    column,
    mapped.map(({ value, key }) => [`${quoteLiteral(value)}::uuid`, String(key)]),
  );
  await trx.raw(`ALTER TABLE ${target} ALTER COLUMN ${quoteName(column)} TYPE integer
    USING (${keyOf})::integer`);
  return { kind: 'resource-key', column, kept, mapped };
}

/**
 * Gives the column back its uuids.
 *
 * @throws ERR_REPAIR_OVERTAKEN when rows now hold keys that were not there before
 */
export async function undoResourceKey(
  trx: Knex.Transaction,
  table: TableName,
  { column, kept, mapped }: KeyFacts,
): Promise<void> {
  const target = quoteQualified(table);
  await trx.raw(`LOCK TABLE ${target} IN ACCESS EXCLUSIVE MODE`);
  if ((await readColumns(trx, table)).get(column)?.type === 'uuid') {
    // The migration of these keys was taken back before, and wrote each into a uuid of zeros.
    await trx.raw(`ALTER TABLE ${target} ALTER COLUMN ${quoteName(column)} TYPE integer
      USING ('x' || right(${quoteName(column)}::text, 8))::bit(32)::integer`);
  }
  const known = mapped.map(({ key }) => key);
  const { rows } = await trx.raw(
    `SELECT count(*)::int AS count FROM ${target}
     WHERE ${quoteName(column)} IS NOT NULL AND NOT ${quoteName(column)} = ANY (?)`,
    [known],
  );
  const unknown: number = rows[0].count;
  if (unknown > 0) throw operatorError('ERR_REPAIR_OVERTAKEN', { column, rows: unknown });
  const restored =
    kept !== null
      ? quoteName(kept)
      : choice(
          column,
          mapped.map(({ value, key }) => [String(key), quoteLiteral(value)]),
        );
  await trx.raw(`ALTER TABLE ${target} ALTER COLUMN ${quoteName(column)} TYPE uuid
    USING (${restored})::uuid`);
  if (kept !== null) await trx.raw(`ALTER TABLE ${target} DROP COLUMN ${quoteName(kept)}`);
}

/** Which column keeps the values that point nowhere. */
export const keptColumn = (column: string): string => `${column}_kept`;

function choice(column: string, pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return 'NULL';
  const cases = pairs.map(([when, then]) => `WHEN ${when} THEN ${then}`).join(' ');
  return `CASE ${quoteName(column)} ${cases} END`;
}

function obstaclesOf(
  { name, default: fallback, users }: ColumnFacts,
  kept: ColumnFacts | undefined,
): readonly Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (fallback !== null)
    obstacles.push({ kind: 'column-default', column: name, default: fallback });
  if (users !== null) obstacles.push({ kind: 'used-by', column: name, users });
  if (kept !== undefined) {
    obstacles.push({ kind: 'name-taken', name: kept.name, definition: kept.type });
  }
  return obstacles;
}

/** A value is traced to a key through the map of converted ids, where the database has one. */
async function readValues(
  db: Knex,
  table: TableName,
  column: string,
  parent: string,
): Promise<readonly KeyValue[]> {
  const { rows: maps } = await db.raw(
    "SELECT to_regclass('lifecycle.id_map') IS NOT NULL AS there",
  );
  const mapped = maps[0].there
    ? `(SELECT m.old_id FROM lifecycle.id_map AS m
        WHERE m.new_id = v.value AND m.table_name IN (?, ?, ?) LIMIT 1)::integer`
    : 'NULL::integer';
  const names = maps[0].there ? [parent, `time.${parent}`, `public.${parent}`] : [];
  const { rows } = await db.raw<{ rows: KeyValue[] }>(
    `SELECT v.value::text AS value, v.rows::int AS rows, ${mapped} AS mapped
     FROM (SELECT ${quoteName(column)} AS value, count(*) AS rows FROM ${quoteQualified(table)}
       WHERE ${quoteName(column)} IS NOT NULL GROUP BY 1) AS v
     ORDER BY v.rows DESC, v.value`,
    names,
  );
  return rows;
}
