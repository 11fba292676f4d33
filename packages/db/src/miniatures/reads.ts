import { emptyCounts } from '@atelier/domain/kernel/pipeline.ts';
import {
  type Counts,
  miniaturesPipeline,
  type Stage,
  stages,
} from '@atelier/domain/miniatures/stages.ts';
import type {
  CollectionOverview,
  MiniatureType,
  NamesakeType,
  Page,
} from '@atelier/domain/miniatures/types.ts';
import type { Knex } from 'knex';
import type { QueryBuilder } from 'objection';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { foldedName } from './folded-name.ts';
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
  const order = `name COLLATE kernel.name_${query.locale}, id`;
  const page = matching
    .clone()
    .orderByRaw(order)
    .limit(query.limit + 1);
  if (query.cursor) {
    const [name, id] = decodeCursor(query.cursor, 2);
    page.whereRaw(`(${order}) > (?, ?)`, [name ?? '', id ?? '']);
  }
  const found = await withCounts(db, page);
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const more = found.length > items.length;
  return {
    items,
    nextCursor: more && last ? encodeCursor([last.name, last.id]) : null,
    total: more || query.cursor ? await matching.resultSize() : items.length,
  };
}

/** All types in use, in the order of {@link listTypes}. */
export async function allTypes(db: Knex): Promise<readonly MiniatureType[]> {
  const types = MiniatureTypeModel.query(db).whereNull('archivedAt');
  return withCounts(db, types.orderByRaw('name COLLATE kernel.name_en, id'));
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
  return withCounts(db, MiniatureTypeModel.query(db).findByIds([...ids]));
}

/** One type, or undefined. */
export async function findType(db: Knex, id: string): Promise<MiniatureType | undefined> {
  const [type] = await typesById(db, [id]);
  return type;
}

/** The id of the type with this number, or undefined. */
export async function findTypeId(db: Knex, number: number): Promise<string | undefined> {
  const type = await MiniatureTypeModel.query(db)
    .findOne({ number: String(number) })
    .select('id');
  return type?.id;
}

/**
 * A type whose name reads like this one, or null: a type with exactly this name comes before all others,
 * and types in use before archived ones. `besides` is the id of a type to leave out.
 */
export async function namesakeOf(
  db: Knex,
  { name, besides }: { readonly name: string; readonly besides?: string | undefined },
): Promise<NamesakeType | null> {
  const { rows } = await db.raw(
    `SELECT id, name, archived_at IS NOT NULL AS archived FROM ${MiniatureTypeModel.tableName}
     WHERE ${foldedName('name')} = ${foldedName(':name')} AND id IS DISTINCT FROM :besides::uuid
     ORDER BY name <> :name, archived_at IS NOT NULL, name COLLATE "C" LIMIT 1`,
    { name, besides: besides ?? null },
  );
  return rows[0] ?? null;
}

function matchingTypes(db: Knex, { archived, search }: TypeListQuery) {
  const query = MiniatureTypeModel.query(db);
  if (archived) query.whereNotNull('archivedAt');
  else query.whereNull('archivedAt');
  if (search) query.whereILike('name', `%${search.replace(/[\\%_]/g, '\\$&')}%`);
  return query;
}

/** One column for each stage: five numbers are read far faster than five rows, or arrays. */
export const countColumns = stages
  .map((stage) => `coalesce(max(count) FILTER (WHERE stage_name = '${stage}'), 0) AS "${stage}"`)
  .join(', ');

type TypeRow = Counts & {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly created_at: Date;
  readonly archived_at: Date | null;
};

/** The types that a query finds with their counts, in the order of the query, by one statement. */
async function withCounts(
  db: Knex,
  types: QueryBuilder<MiniatureTypeModel>,
): Promise<readonly MiniatureType[]> {
  const columns = 'id, number, name, created_at, archived_at';
  // Sorted by their place: by names once more would take as long as all the rest.
  const { rows }: { rows: TypeRow[] } = await db.raw(
    `SELECT ${columns}, ${countColumns}
     FROM (SELECT *, row_number() OVER () AS place FROM ? AS found) AS type
     LEFT JOIN ${StageCount.tableName} ON type_id = id
     GROUP BY ${columns}, place ORDER BY place`,
    [types.toKnexQuery()],
  );
  return rows.map(({ id, number, name, created_at, archived_at, ...counts }) => ({
    id,
    number: Number(number),
    name,
    counts,
    createdAt: created_at.toISOString(),
    archivedAt: archived_at?.toISOString() ?? null,
  }));
}
