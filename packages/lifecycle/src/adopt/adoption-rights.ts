import type { Knex } from 'knex';
import { quoteName, quoteQualified } from '../catalog/quote.ts';
import type { SchemaObject } from '../catalog/schema-objects.ts';
import { requireRights } from '../migrate/require-rights.ts';
import type { Profile } from '../profiles/rules/profiles.ts';
import type { AdoptionFacts } from '../records/adoption-record.ts';
import type { AdoptionPlan } from './adoption-plan.ts';

export interface AdoptionWork {
  /** Whether repairs before it make indexes, sequences or tables in `public`. */
  readonly makesParts: boolean;
  readonly fixFunctions: boolean;
}

/**
 * Refuses an adoption that the role may not carry out to its end.
 *
 * @throws as `requireRights`
 */
export async function requireAdoptionRights(
  db: Knex,
  { found, profile, surroundings }: AdoptionPlan,
  { makesParts, fixFunctions }: AdoptionWork,
): Promise<void> {
  const { relations, routines, types } = await namesOf(db, found, 'public');
  const tables = found.filter(({ kind }) => kind === 'table');
  await requireRights(db, {
    relations,
    types,
    routines: [
      ...routines,
      ...(fixFunctions ? surroundings.functions.map(({ identity }) => identity) : []),
    ],
    createsIn: [profile.schema, ...(makesParts ? ['public'] : [])],
    givesIn: makesParts
      ? tables.map(({ name }) => ({
          schema: 'public',
          table: quoteQualified({ schema: 'public', name }),
        }))
      : [],
  });
}

/** Refuses a release that the role may not carry out; as {@link requireAdoptionRights}. */
export async function requireReleaseRights(
  db: Knex,
  { schema }: Profile,
  { moved, functions }: AdoptionFacts,
): Promise<void> {
  const { relations, routines, types } = await namesOf(db, moved, schema);
  const identities = functions.map(({ identity }) => identity);
  await requireRights(db, {
    ...{ relations, types, routines: [...routines, ...identities] },
    createsIn: ['public'],
  });
}

/** As PostgreSQL reads them. */
async function namesOf(db: Knex, objects: readonly SchemaObject[], schema: string) {
  const isRoutine = ({ kind }: SchemaObject) => kind === 'function' || kind === 'procedure';
  const qualified = ({ identity }: SchemaObject) => `${quoteName(schema)}.${identity}`;
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc AS p
     WHERE p.pronamespace = to_regnamespace(?) AND p.proname = ANY (?)`,
    [quoteName(schema), objects.filter(isRoutine).map(({ name }) => name)],
  );
  return {
    relations: objects.filter((each) => !isRoutine(each) && each.kind !== 'type').map(qualified),
    routines: rows.map(({ name }) => name),
    types: objects.filter(({ kind }) => kind === 'type').map(qualified),
  };
}
