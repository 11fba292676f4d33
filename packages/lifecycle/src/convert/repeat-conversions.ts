import type { Knex } from 'knex';
import { appliedConversions, type ConversionRequest } from './conversions.ts';
import { convertInPlace } from './in-place.ts';
import { columnName } from './rules/id-column.ts';
import { readStructure } from './structure.ts';

/**
 * Does to another database, which migrations have built and which is empty otherwise, what the
 * conversions of `db` have done: afterwards it is what `db` is meant to be. What was said about tables
 * of others is left out; they do not stand there.
 */
export async function repeatConversions(db: Knex, shadow: Knex): Promise<void> {
  for (const request of await appliedConversions(db)) {
    await convertInPlace(shadow, await withoutOthers(shadow, request));
  }
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
