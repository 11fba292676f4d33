import type { Knex } from 'knex';
import { startupError } from '../errors/startup-errors.ts';
import { readLedger } from '../migrate/ledger.ts';
import { type Profile, profiles, recognizeProfiles } from '../profiles/rules/profiles.ts';

/**
 * The profiles whose tables are in `public` and whose baseline is not applied: their databases grew by hand
 * and still have to be adopted. Costs one look at the catalogue.
 */
export async function recognizedProfiles(db: Knex): Promise<readonly Profile[]> {
  const landmarks = Object.values(profiles).flatMap((profile) => profile.landmarks);
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace('public')
       AND relkind IN ('r', 'p') AND relname = ANY (?)`,
    [landmarks],
  );
  const found = recognizeProfiles(new Set(rows.map(({ name }) => name)));
  if (found.length === 0) return [];
  const applied = new Set((await readLedger(db)).map(({ name }) => name));
  return found.filter(({ baseline }) => !applied.has(baseline));
}

/**
 * Refuses to build empty tables beside a database that grew by hand.
 *
 * @param pending the migrations that would be applied
 * @throws ERR_DATABASE_UNADOPTED with all `profiles`, and the `profile` to begin with
 */
export async function refuseUnadopted(db: Knex, pending: readonly string[]): Promise<void> {
  const wanted = new Set(pending);
  const found = (await recognizedProfiles(db)).filter(({ baseline }) => wanted.has(baseline));
  const [first] = found;
  if (first === undefined) return;
  throw startupError('ERR_DATABASE_UNADOPTED', {
    profiles: found.map(({ name }) => name).join(', '),
    profile: first.name,
  });
}
