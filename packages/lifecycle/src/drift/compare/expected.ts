import { isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { readCatalog } from '../../catalog/catalog.ts';
import type { Catalog } from '../../catalog/catalog-types.ts';
import { placeExtensions } from '../../catalog/place-extensions.ts';
import type { MigrationFile } from '../../migrate/migration-files.ts';
import { readMigrationName } from '../../migrate/rules/migration-name.ts';
import { buildShadow, type Shape } from '../../migrate/shadow.ts';
import { recall } from '../../scratch/recall.ts';
import { reasonOf } from '../../server/full-disk.ts';

/** What decides what is expected of a database. */
export interface ExpectedFrom {
  readonly applied: readonly MigrationFile[];
  /** Those to come, where what all migrations build is asked for too. */
  readonly pending: readonly MigrationFile[];
  readonly shape: Shape | undefined;
}

export interface Expected {
  /** What the applied migrations build, in the database's shape. */
  readonly applied: Catalog;
  /** What all of them do, or those before one that cannot be built. */
  readonly head: Catalog;
  readonly notBuilt: NotBuilt | null;
  /** The schemas that the applied ones make, but for the runner's own. */
  readonly areas: readonly string[];
}

/** A pending migration that cannot be built. */
export interface NotBuilt {
  readonly name: string;
  /** What PostgreSQL says. */
  readonly reason: string;
}

/** The runner's own, and no area. */
export const ownSchema = 'lifecycle';

/** What was built before from the same (`recall`), and the way to build it. */
export async function expectedOf(db: Knex, from: ExpectedFrom) {
  const { applied, pending, shape } = from;
  const { known, keep } = await recall<Expected>(db, [
    'drift',
    ...[applied, pending].map((files) => files.map(({ name, checksum }) => [name, checksum])),
    shape?.key,
  ]);
  return {
    known,
    /** Builds it in a scratch database, which holds `head` afterwards. */
    async build(shadow: Knex): Promise<Expected> {
      const expected = await build(db, shadow, from);
      // What could not be built may be built next time.
      if (expected.notBuilt === null) keep(expected);
      return expected;
    },
  };
}

async function build(
  db: Knex,
  shadow: Knex,
  { applied, pending, shape }: ExpectedFrom,
): Promise<Expected> {
  const named = [...applied, ...pending].map(({ name }) => readMigrationName(name).area);
  const places = await placeExtensions(shadow, db, named);
  await buildShadow(shadow, applied);
  await shape?.apply(shadow);
  const built = await readCatalog(shadow);
  const areas = built.schemas.filter((name) => name !== ownSchema && !places.includes(name));
  if (pending.length === 0) return { applied: built, head: built, areas, notBuilt: null };
  const notBuilt = await buildPending(shadow, pending);
  return { applied: built, head: await readCatalog(shadow), areas, notBuilt };
}

/** A pending migration that fails has done nothing to the database: it is told, and no reason to stop. */
async function buildPending(
  shadow: Knex,
  pending: readonly MigrationFile[],
): Promise<NotBuilt | null> {
  for (const file of pending) {
    try {
      await buildShadow(shadow, [file]);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return { name: file.name, reason: reasonOf(error) };
    }
  }
  return null;
}
