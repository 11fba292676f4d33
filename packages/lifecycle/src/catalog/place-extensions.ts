import { isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import { rawName } from './quote.ts';

/**
 * Creates in a shadow, before anything is built there, the extensions that have schemas of their own in
 * `db`, each in the same schema as in `db`: a managed service, or whoever created them first, chose that
 * place, and the names in everything that is built depend on it. One that the role may not create is left
 * out.
 *
 * @param areas schemas that migrations build; an extension in one of them is left to the migrations
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
