import { isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import { rawName } from './quote.ts';

/**
 * Makes in a shadow, before anything is built there, the extensions that have schemas of their own in
 * `db`, where they stand: a managed service, or whoever made them first, chose the place, and the names
 * of all that is built follow it. One that the role may not make is left out.
 *
 * @param areas schemas that migrations build; an extension in one of them is a matter of theirs
 * @returns the schemas that were made for them, which are no areas
 */
export async function placeExtensions(
  shadow: Knex,
  db: Knex,
  areas: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { name: string; schema: string }[] }>(
    `SELECT extname AS name, nspname AS schema
     FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace
     WHERE nspname NOT IN ('pg_catalog', 'public') ORDER BY e.oid`,
  );
  const placed = rows.filter(({ schema }) => !areas.includes(schema));
  // Not one of the shadow's own: a session looks where extensions are when it begins.
  const connection = singleConnection(shadow);
  try {
    for (const { name, schema } of placed) {
      await connection.raw(`CREATE SCHEMA IF NOT EXISTS ${rawName(schema)}`);
      const make = `CREATE EXTENSION IF NOT EXISTS ${rawName(name)} SCHEMA ${rawName(schema)}`;
      await connection.raw(make).catch((error: unknown) => {
        if (isUnavailable(error)) throw error;
      });
    }
  } finally {
    await connection.destroy();
  }
  return [...new Set(placed.map(({ schema }) => schema))];
}
