import type { Knex } from 'knex';
import { readCatalog } from './catalog.ts';
import type { Catalog } from './catalog-types.ts';
import { rawName } from './quote.ts';

/**
 * Reads what was built in a shadow as if its extensions stood where they stand in `db`: a managed
 * service, or whoever made them first, chose the schema, and every name of their types follows it. The
 * shadow itself stays as it is.
 */
export async function readShadow(shadow: Knex, db: Knex): Promise<Catalog> {
  const trx = await shadow.transaction();
  try {
    const made = await placeExtensions(trx, db);
    const catalog = await readCatalog(trx);
    // The schema of an extension is no area.
    return { ...catalog, schemas: catalog.schemas.filter((name) => !made.includes(name)) };
  } finally {
    await trx.rollback();
  }
}

/**
 * Moves the extensions of a shadow to where they stand in `db`, until the transaction ends.
 *
 * @returns the schemas that were made for them
 */
export async function placeExtensions(
  shadow: Knex.Transaction,
  db: Knex,
): Promise<readonly string[]> {
  const places = new Map((await placesOf(db)).map(({ name, schema }) => [name, schema]));
  const made: string[] = [];
  for (const { name, schema, isMovable } of await placesOf(shadow)) {
    const place = places.get(name);
    if (!isMovable || place === undefined || place === schema) continue;
    if (await makeSchema(shadow, place)) made.push(place);
    await shadow.raw(`ALTER EXTENSION ${rawName(name)} SET SCHEMA ${rawName(place)}`);
  }
  return made;
}

/** Whether it was not there. */
async function makeSchema(shadow: Knex.Transaction, name: string): Promise<boolean> {
  const { rows } = await shadow.raw('SELECT FROM pg_namespace WHERE nspname = ?', [name]);
  if (rows.length > 0) return false;
  await shadow.raw(`CREATE SCHEMA ${rawName(name)}`);
  return true;
}

interface PlacedExtension {
  readonly name: string;
  readonly schema: string;
  readonly isMovable: boolean;
}

async function placesOf(db: Knex): Promise<readonly PlacedExtension[]> {
  const { rows } = await db.raw<{ rows: PlacedExtension[] }>(
    `SELECT extname AS name, nspname AS schema, extrelocatable AS "isMovable"
     FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace ORDER BY extname`,
  );
  return rows;
}
