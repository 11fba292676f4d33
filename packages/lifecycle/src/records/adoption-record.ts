import type { Knex } from 'knex';
import type { SchemaObject } from '../catalog/schema-objects.ts';
import { type ProfileName, profiles } from '../profiles/rules/profiles.ts';
import type { AcceptedFact } from './rules/accepted.ts';

/** What an adoption did, so that it can be taken back exactly. */
export interface AdoptionRecord {
  readonly profile: ProfileName;
  readonly adoptedAt: Date;
  readonly adoptedBy: string;
  readonly facts: AdoptionFacts;
}

export interface AdoptionFacts {
  /** Whether the area's schema was made by it. */
  readonly madeSchema: boolean;
  /** As they were called in `public`. */
  readonly moved: readonly SchemaObject[];
  /** The migrations that were stamped: the baseline first. */
  readonly stamped: readonly string[];
  /** Roles that were given USAGE on the area's schema. */
  readonly grantees: readonly string[];
  /** The differences from the baseline that were accepted. */
  readonly accepted: readonly string[];
  /** The same as they are in the area's schema; not in records of older versions. */
  readonly differences?: readonly Omit<AcceptedFact, 'by'>[];
  /** Functions of others that were fixed, with the statement that makes each as it was. */
  readonly functions: readonly { readonly identity: string; readonly before: string }[];
}

/** Makes the table of records where it is missing. */
export async function ensureAdoptionRecords(db: Knex): Promise<void> {
  await db.raw(`
    CREATE TABLE IF NOT EXISTS lifecycle.adoptions (
      profile text PRIMARY KEY,
      adopted_at timestamptz NOT NULL DEFAULT now(),
      adopted_by text NOT NULL DEFAULT current_user,
      facts jsonb NOT NULL
    )`);
}

/** The record of a profile's adoption; undefined where it was not adopted. */
export async function readAdoption(
  db: Knex,
  profile: ProfileName,
): Promise<AdoptionRecord | undefined> {
  return (await readAdoptions(db)).find((record) => record.profile === profile);
}

/** The records of all adoptions. */
export async function readAdoptions(db: Knex): Promise<readonly AdoptionRecord[]> {
  const { rows } = await db.raw("SELECT to_regclass('lifecycle.adoptions') IS NOT NULL AS there");
  if (!rows[0].there) return [];
  const records: AdoptionRecord[] = await db('lifecycle.adoptions').select('*').orderBy('profile');
  // Written by an older version, they name no stamps: there was nothing to stamp but the baseline.
  return records.map(({ facts, ...rest }) => ({
    ...rest,
    facts: { ...facts, stamped: facts.stamped ?? [profiles[rest.profile].baseline] },
  }));
}

export async function writeAdoption(
  trx: Knex,
  profile: ProfileName,
  facts: AdoptionFacts,
): Promise<void> {
  await trx('lifecycle.adoptions').insert({ profile, facts: JSON.stringify(facts) });
}

export async function removeAdoption(trx: Knex, profile: ProfileName): Promise<void> {
  await trx('lifecycle.adoptions').where({ profile }).delete();
}
