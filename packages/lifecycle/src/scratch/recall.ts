import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

/** What was built before, if it was, and a place to keep it in. */
export interface Memory<Built> {
  readonly known: Built | undefined;
  /** Until so much else was built since that it is forgotten. */
  keep(built: Built): void;
}

/** Of each a catalogue or two: some megabytes. */
const mostKept = 4;

/** The latest last. */
const kept = new Map<string, unknown>();

/**
 * What this process has built in a scratch database and read from it, since building takes most of the time
 * of a comparison. The result stays valid as long as everything that it depends on stays the same: what it
 * is made of, the server's run, version, settings and extensions, the database's encoding and locale, and
 * the role that asks.
 *
 * @param what names what is built and what it is made of, as JSON
 */
export async function recall<Built>(db: Knex, what: readonly unknown[]): Promise<Memory<Built>> {
  const { rows } = await db.raw(surroundings);
  const key = createHash('sha256')
    .update(JSON.stringify([what, rows]))
    .digest('hex');
  const known = kept.get(key) as Built | undefined;
  const keep = (built: Built): void => {
    kept.delete(key);
    kept.set(key, built);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
  };
  if (known !== undefined) keep(known);
  return { known, keep };
}

/** Builds it, where {@link recall} knows nothing of it. */
export async function builtOnce<Built>(
  db: Knex,
  what: readonly unknown[],
  build: () => Promise<Built>,
): Promise<Built> {
  const { known, keep } = await recall<Built>(db, what);
  if (known !== undefined) return known;
  const built = await build();
  keep(built);
  return built;
}

/** Settings of a session alone do not reach the scratch database. */
const surroundings = `
  SELECT version(), pg_postmaster_start_time(), current_user::text AS who,
    (SELECT json_agg(json_build_array(name, setting) ORDER BY name) FROM pg_settings
     WHERE source NOT IN ('session', 'client', 'interactive', 'override')) AS settings,
    (SELECT json_agg(json_build_array(name, default_version) ORDER BY name)
     FROM pg_available_extensions) AS extensions,
    (SELECT json_agg(json_build_array(extname, extnamespace::regnamespace) ORDER BY extname)
     FROM pg_extension) AS places,
    (SELECT json_build_array(rolsuper, rolcreaterole, rolconfig) FROM pg_roles
     WHERE rolname = current_user) AS role,
    (SELECT json_build_array(encoding, datcollate, datctype, datlocprovider,
       coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
     FROM pg_database AS d WHERE datname = current_database()) AS database`;
