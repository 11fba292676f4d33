import type { Knex } from 'knex';
import { readCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog-types.ts';
import { placeExtensions } from '../catalog/place-extensions.ts';
import { keyOf, moveObjects, objectsIn, type SchemaObject } from '../catalog/schema-objects.ts';
import { type MigrationFile, readMigrationFiles } from '../migrate/migration-files.ts';
import { type Profile, profiles } from '../profiles/rules/profiles.ts';
import { withScratchDatabase } from '../scratch/scratch-database.ts';
import { ownedPart } from './owned-part.ts';

/** What a profile's baseline migration builds, written as if it stood in either schema. */
export interface ExpectedProfile {
  readonly baseline: MigrationFile;
  /** What the profile owns; functions with the arguments that they have in `public`. */
  readonly objects: readonly SchemaObject[];
  readonly inPublic: Catalog;
  readonly inArea: Catalog;
}

/**
 * Builds a profile's baseline in a scratch database and reads it twice: in the area's schema, and after
 * it was moved to `public`, so that PostgreSQL itself writes the names as they are where it is found.
 *
 * @throws ERR_SCRATCH_DENIED
 */
export async function expectedProfile(
  db: Knex,
  profile: Profile,
  folder: string,
): Promise<ExpectedProfile> {
  const files = await readMigrationFiles(folder);
  return withScratchDatabase(db, 'profile', async (scratch) => {
    const { needs, schema } = profile;
    await placeExtensions(scratch.db, db, [schema]);
    if (needs !== null) await apply(scratch.db, files, profiles[needs].baseline);
    const before = new Set((await objectsIn(scratch.db, schema)).map(keyOf));
    const baseline = await apply(scratch.db, files, profile.baseline);
    const built = (await objectsIn(scratch.db, schema)).filter(
      (object) => !before.has(keyOf(object)),
    );
    const inArea = ownedPart(await readCatalog(scratch.db), built, schema);
    await scratch.db.transaction((trx) => moveObjects(trx, built, schema, 'public'));
    const objects = await objectsIn(scratch.db, 'public');
    const inPublic = ownedPart(await readCatalog(scratch.db), objects, 'public');
    return { baseline, objects, inPublic, inArea };
  });
}

async function apply(
  db: Knex,
  files: readonly MigrationFile[],
  name: string,
): Promise<MigrationFile> {
  const file = files.find((each) => each.name === name);
  if (file === undefined) throw new TypeError(`There is no migration ${name}`);
  const migration = await file.load();
  await db.transaction((trx) => migration.up(trx));
  return file;
}
