import type { Knex } from 'knex';
import type { Shape } from '../migrate/shadow.ts';
import { appliedConversions, type ConversionRequest } from './conversions.ts';
import { convertInPlace } from './in-place.ts';
import { columnName } from './rules/id-column.ts';
import { readStructure } from './structure.ts';

/**
 * Repeats the conversions of a database on another one that migrations have built and that is otherwise
 * empty: afterwards that one is what the first is meant to be. What the requests say about tables of others
 * is left out, since those tables do not exist there.
 */
export async function shapeOfConversions(db: Knex): Promise<Shape> {
  const requests = await appliedConversions(db);
  return {
    key: JSON.stringify(requests),
    async apply(shadow) {
      for (const request of requests) {
        await convertInPlace(shadow, await withoutOthers(shadow, request));
      }
    },
  };
}

async function withoutOthers(shadow: Knex, request: ConversionRequest): Promise<ConversionRequest> {
  const { columns } = await readStructure(shadow);
  const stands = new Set(columns.map(columnName));
  return {
    ...request,
    references: Object.fromEntries(
      Object.entries(request.references ?? {}).filter(([name]) => stands.has(name)),
    ),
    notReferences: (request.notReferences ?? []).filter((name) => stands.has(name)),
  };
}
