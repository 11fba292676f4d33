import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { readCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog-types.ts';
import { placeExtensions } from '../catalog/place-extensions.ts';
import { keyOf, moveObjects, objectsIn, type SchemaObject } from '../catalog/schema-objects.ts';
import { type MigrationFile, readMigrationFiles } from '../migrate/migration-files.ts';
import { type Profile, profiles } from '../profiles/rules/profiles.ts';
import { builtOnce } from '../scratch/recall.ts';
import { withScratchDatabase } from '../scratch/scratch-database.ts';
import { ownedPart } from './owned-part.ts';

/** What the migrations build that a database is stamped with, written as if it stood in either schema. */
export interface ExpectedProfile {
  /** The baseline, and the later forms that the database has. */
  readonly stamped: readonly [MigrationFile, ...MigrationFile[]];
  /** What the profile owns; functions with the arguments that they have in `public`. */
  readonly objects: readonly SchemaObject[];
  readonly inPublic: Catalog;
  readonly inArea: Catalog;
}

/**
 * Builds in a scratch database what is expected of a database, from its profile's baseline and the later
 * forms that it shows, and reads it twice: in the area's schema, and after moving it to `public`, so that
 * PostgreSQL itself writes the names as they are in the database found there. What this process has built
 * before from the same files is not built again (`recall`).
 *
 * @throws ERR_SCRATCH_DENIED
 */
export async function expectedProfile(
  db: Knex,
  profile: Profile,
  folder: string,
): Promise<ExpectedProfile> {
  const files = await readMigrationFiles(folder);
  const laterForms = await laterFormsOf(db, profile);
  const { needs, schema } = profile;
  const names = [needs === null ? null : profiles[needs].baseline, profile.baseline, ...laterForms];
  const made = files
    .filter(({ name }) => names.includes(name))
    .map(({ name, checksum }) => [name, checksum]);
  const build = () =>
    withScratchDatabase(db, 'profile', async (scratch) => {
      await placeExtensions(scratch.db, db, [schema]);
      if (needs !== null) await apply(scratch.db, files, profiles[needs].baseline);
      const before = new Set((await objectsIn(scratch.db, schema)).map(keyOf));
      const stamped: [MigrationFile, ...MigrationFile[]] = [
        await apply(scratch.db, files, profile.baseline),
      ];
      for (const name of laterForms) stamped.push(await apply(scratch.db, files, name));
      const built = (await objectsIn(scratch.db, schema)).filter(
        (object) => !before.has(keyOf(object)),
      );
      const inArea = ownedPart(await readCatalog(scratch.db), built, schema);
      await scratch.db.transaction((trx) => moveObjects(trx, built, schema, 'public'));
      const objects = await objectsIn(scratch.db, 'public');
      const inPublic = ownedPart(await readCatalog(scratch.db), objects, 'public');
      return { stamped, objects, inPublic, inArea } as const;
    });
  return builtOnce<ExpectedProfile>(db, ['profile', folder, made], build);
}

/** The later forms whose signs the database shows. */
async function laterFormsOf(db: Knex, { laterForms }: Profile): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { migration, sign } of laterForms) {
    const { rows } = await plainQuery<{ stands: boolean }>(db, `SELECT ${sign} AS stands`);
    if (rows[0]?.stands === true) found.push(migration);
  }
  return found;
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
