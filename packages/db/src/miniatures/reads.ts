import { emptyCounts } from '@atelier/domain/kernel/pipeline.ts';
import {
  type Counts,
  miniaturesPipeline,
  type Stage,
  stages,
} from '@atelier/domain/miniatures/stages.ts';
import type { CollectionOverview, MiniatureType, Page } from '@atelier/domain/miniatures/types.ts';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { MiniatureTypeModel } from './models/miniature-type.ts';
import { StageCount } from './models/stage-count.ts';

export interface TypeListQuery {
  readonly search?: string | undefined;
  readonly archived: boolean;
  readonly locale: 'en' | 'ru';
  readonly limit: number;
  readonly cursor?: string | null | undefined;
}

/** A page of the list, with how many types the whole list has. */
export type TypeList = Page<MiniatureType> & { readonly total: number };

/** Types A–Z by the language's rules, numbers in names as numbers, a page at a time. */
export async function listTypes(db: Knex, query: TypeListQuery): Promise<TypeList> {
  const matching = matchingTypes(db, query);
  const page = matching.clone().limit(query.limit + 1);
  page.orderByRaw(`name COLLATE kernel.name_${query.locale}, id`);
  if (query.cursor) {
    const [name, id] = decodeCursor(query.cursor, 2);
    page.whereRaw(`(name COLLATE kernel.name_${query.locale}, id) > (?, ?)`, [
      name ?? '',
      id ?? '',
    ]);
  }
  const [rows, total] = await Promise.all([page, matching.resultSize()]);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await withCounts(db, shown),
    nextCursor: rows.length > shown.length && last ? encodeCursor([last.name, last.id]) : null,
    total,
  };
}

/** All types in use, in the order of {@link listTypes}. */
export async function allTypes(db: Knex): Promise<readonly MiniatureType[]> {
  const rows = await MiniatureTypeModel.query(db)
    .whereNull('archivedAt')
    .orderByRaw('name COLLATE kernel.name_en, id');
  return withCounts(db, rows);
}

/** How many types are in use, and what stands in each stage over all of them. */
export async function collectionOverview(db: Knex): Promise<CollectionOverview> {
  const { rows }: { rows: { stage_name: Stage; count: number; types: number }[] } = await db.raw(
    `SELECT stage_name, sum(count)::float8 AS count, count(*)::int AS types
     FROM ${StageCount.tableName} AS c JOIN ${MiniatureTypeModel.tableName} AS type ON type.id = c.type_id
     WHERE type.archived_at IS NULL GROUP BY stage_name`,
  );
  const counts = { ...emptyCounts(miniaturesPipeline) };
  for (const { stage_name, count } of rows) counts[stage_name] = count;
  return { types: rows[0]?.types ?? 0, counts };
}

/** The types with these ids, in no order; unknown ids are left out. */
export async function typesById(
  db: Knex,
  ids: readonly string[],
): Promise<readonly MiniatureType[]> {
  return withCounts(db, await MiniatureTypeModel.query(db).findByIds([...ids]));
}

/** One type, or undefined. */
export async function findType(db: Knex, id: string): Promise<MiniatureType | undefined> {
  const [type] = await typesById(db, [id]);
  return type;
}

function matchingTypes(db: Knex, { archived, search }: TypeListQuery) {
  const query = MiniatureTypeModel.query(db);
  if (archived) query.whereNotNull('archivedAt');
  else query.whereNull('archivedAt');
  if (search) query.whereILike('name', `%${search.replace(/[\\%_]/g, '\\$&')}%`);
  return query;
}

/** One column for each stage: five numbers are read far faster than five rows, or arrays. */
const countColumns = stages
  .map((stage) => `max(count) FILTER (WHERE stage_name = '${stage}') AS "${stage}"`)
  .join(', ');

/** Joins the counts of the given rows, in one query for all of them. */
async function withCounts(
  db: Knex,
  types: readonly MiniatureTypeModel[],
): Promise<readonly MiniatureType[]> {
  if (types.length === 0) return [];
  const { rows }: { rows: ({ type_id: string } & Counts)[] } = await db.raw(
    `SELECT type_id, ${countColumns} FROM ${StageCount.tableName}
     WHERE type_id = ANY (?) GROUP BY type_id`,
    [types.map((type) => type.id)],
  );
  const counts = new Map(rows.map(({ type_id, ...byStage }) => [type_id, byStage]));
  const none = emptyCounts(miniaturesPipeline);
  return types.map((type) => toType(type, counts.get(type.id) ?? none));
}

function toType(row: MiniatureTypeModel, counts: Counts): MiniatureType {
  return {
    id: row.id,
    name: row.name,
    counts,
    createdAt: row.createdAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  };
}
