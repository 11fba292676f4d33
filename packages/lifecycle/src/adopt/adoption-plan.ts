import type { Knex } from 'knex';
import { readCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog-types.ts';
import type { Difference } from '../catalog/rules/difference.ts';
import { objectsInTheWay, type SchemaObject } from '../catalog/schema-objects.ts';
import { schemaSql } from '../catalog/schema-sql.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { readLedger } from '../migrate/ledger.ts';
import { sourceMigrationsFolder } from '../migrate/migration-files.ts';
import { type Profile, profiles } from '../profiles/rules/profiles.ts';
import { compareOwned, fixOwnedApart } from './compare-owned.ts';
import { type ExpectedProfile, expectedProfile } from './expected-profile.ts';
import { functionFixes, readFunction, readUsualSearchPath } from './function-fixes.ts';
import { isOwnBody } from './rules/acceptance.ts';
import { differenceId } from './rules/difference-id.ts';
import { readSurroundings, type Surroundings } from './surroundings.ts';

/** A difference between what was found and the baseline, under the name by which it is accepted. */
export interface FoundDifference extends Difference {
  readonly id: string;
}

/** What was found in a database that may be adopted, and what adopting it means. */
export interface AdoptionPlan {
  readonly profile: Profile;
  readonly expected: ExpectedProfile;
  /** What of the profile stands in `public`. */
  readonly found: readonly SchemaObject[];
  readonly differences: readonly FoundDifference[];
  /** Functions of the profile whose bodies are other than the baseline's: each is kept as it is. */
  readonly ownBodies: readonly FoundDifference[];
  /** The whole database, as it was found. */
  readonly catalog: Catalog;
  readonly surroundings: Surroundings;
  /** For each function of others that names our tables: what fixes it. */
  readonly fixes: readonly { readonly identity: string; readonly statements: readonly string[] }[];
  /** The whole schema as SQL, as it was found. */
  readonly inventory: string;
}

/**
 * Looks at a database that grew by hand; changes nothing.
 *
 * @throws ERR_PROFILE_ADOPTED, ERR_PROFILE_NEEDS, ERR_PROFILE_NOT_FOUND, ERR_PROFILE_OCCUPIED,
 * ERR_SCRATCH_DENIED
 */
export async function planAdoption(
  db: Knex,
  profile: Profile,
  folder: string = sourceMigrationsFolder,
): Promise<AdoptionPlan> {
  await requireAdoptable(db, profile);
  const expected = await expectedProfile(db, profile, folder);
  const found = await objectsInTheWay(db, expected.objects, 'public');
  if (!found.some(({ kind }) => kind === 'table')) {
    throw operatorError('ERR_PROFILE_NOT_FOUND', { profile: profile.name });
  }
  await requireFree(db, profile, expected.objects);
  const catalog = await readCatalog(db);
  const surroundings = await readSurroundings(db, found);
  const fixes: { identity: string; statements: readonly string[] }[] = [];
  const usualPath = await readUsualSearchPath(db);
  for (const named of surroundings.functions) {
    const now = await readFunction(db, named.oid);
    const statements = functionFixes(named, now, profile.schema, usualPath);
    fixes.push({ identity: named.identity, statements });
  }
  const differences = withIds(compareOwned(expected.inPublic, catalog, 'public'));
  return {
    profile,
    expected,
    found,
    differences: differences.filter((each) => !isOwnBody(each)),
    ownBodies: differences.filter(isOwnBody),
    catalog,
    surroundings,
    fixes,
    inventory: schemaSql(catalog),
  };
}

/** Some of a plan's differences with fixes that leave all else in the database as it is. */
export function fixesOf(
  { expected, catalog }: AdoptionPlan,
  chosen: readonly FoundDifference[],
): readonly FoundDifference[] {
  return fixOwnedApart(expected.inPublic, catalog, 'public', chosen);
}

/** Differences under their names; several of the same name are numbered. */
export function withIds(differences: readonly Difference[]): readonly FoundDifference[] {
  const seen = new Map<string, number>();
  return differences.map((difference) => {
    const id = differenceId(difference);
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return { ...difference, id: times === 1 ? id : `${id}#${times}` };
  });
}

async function requireAdoptable(db: Knex, { name, baseline, needs }: Profile): Promise<void> {
  const applied = await readLedger(db);
  const row = applied.find((each) => each.name === baseline);
  if (row !== undefined) {
    const code = row.origin === 'stamp' ? 'ERR_PROFILE_ADOPTED' : 'ERR_PROFILE_BUILT';
    throw operatorError(code, { profile: name, baseline });
  }
  if (needs !== null && !applied.some((each) => each.name === profiles[needs].baseline)) {
    throw operatorError('ERR_PROFILE_NEEDS', { profile: name, needs });
  }
}

/** Nothing of the same name may stand where the tables go. */
export async function requireFree(
  db: Knex,
  { name, schema }: Profile,
  objects: readonly SchemaObject[],
): Promise<void> {
  const [obstacle] = await objectsInTheWay(db, objects, schema);
  if (obstacle !== undefined) {
    throw operatorError('ERR_PROFILE_OCCUPIED', { profile: name, schema, name: obstacle.identity });
  }
}
