import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { readCatalog } from '../../catalog/catalog.ts';
import type { Catalog } from '../../catalog/catalog-types.ts';
import type { MigrationFile } from '../../migrate/migration-files.ts';
import { buildShadow, type Shape } from '../../migrate/shadow.ts';
import { withScratchDatabase } from '../../scratch/scratch-database.ts';

export interface ExpectedFrom {
  readonly applied: readonly MigrationFile[];
  /** Those to come, where what all migrations build is asked for too. */
  readonly pending: readonly MigrationFile[];
  readonly shape: Shape | undefined;
}

export interface Expected {
  /** What the applied migrations build, in the database's shape. */
  readonly applied: Catalog;
  /** What all of them do. */
  readonly head: Catalog;
}

/** The last answer for each database: building it takes most of a check's time. */
const remembered = new WeakMap<Knex, { readonly key: string; readonly expected: Expected }>();

/**
 * Builds in a scratch database what is expected of `db`. Asked again on the same pool it gives the same
 * answer without building, for as long as all that decides it is the same: the migrations, the shape, the
 * server's version, its settings, its extensions, and who asks.
 */
export async function expectedOf(db: Knex, from: ExpectedFrom): Promise<Expected> {
  const key = await keyOf(db, from);
  const known = remembered.get(db);
  if (known?.key === key) return known.expected;
  const expected = await build(db, from);
  remembered.set(db, { key, expected });
  return expected;
}

async function build(db: Knex, { applied, pending, shape }: ExpectedFrom): Promise<Expected> {
  return withScratchDatabase(db, 'drift', async ({ db: shadow }) => {
    await buildShadow(shadow, applied);
    await shape?.apply(shadow);
    const built = await readCatalog(shadow);
    if (pending.length === 0) return { applied: built, head: built };
    await buildShadow(shadow, pending);
    return { applied: built, head: await readCatalog(shadow) };
  });
}

async function keyOf(db: Knex, { applied, pending, shape }: ExpectedFrom): Promise<string> {
  const { rows } = await db.raw(surroundings);
  const files = [applied, pending].map((each) =>
    each.map(({ name, checksum }) => [name, checksum]),
  );
  const parts = JSON.stringify([rows, files, shape?.key]);
  return createHash('sha256').update(parts).digest('hex');
}

/** What decides beside the migrations: settings of a session alone do not reach the scratch database. */
const surroundings = `
  SELECT version(), current_user::text AS who,
    (SELECT json_agg(json_build_array(name, setting) ORDER BY name) FROM pg_settings
     WHERE source NOT IN ('session', 'client', 'interactive', 'override')) AS settings,
    (SELECT json_agg(json_build_array(name, default_version) ORDER BY name)
     FROM pg_available_extensions) AS extensions,
    (SELECT json_build_array(rolsuper, rolcreaterole, rolconfig) FROM pg_roles
     WHERE rolname = current_user) AS role`;
