import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { readCatalog } from '../catalog/catalog.ts';
import { moveObjects, objectsIn } from '../catalog/schema-objects.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { ensureLedger, readLedger, recordApplied } from '../migrate/ledger.ts';
import { withRunnerSession } from '../migrate/runner-session.ts';
import {
  type AdoptionFacts,
  ensureAdoptionRecords,
  writeAdoption,
} from '../records/adoption-record.ts';
import { type AdoptionRunOptions, inAdoptionAttempt } from './adoption-attempt.ts';
import { type AdoptionPlan, type FoundDifference, requireFree, withIds } from './adoption-plan.ts';
import { makeAreaSchema, tablesOwner } from './area-schema.ts';
import { compareOwned } from './compare-owned.ts';
import { functionFixes, readFunction, readUsualSearchPath } from './function-fixes.ts';
import { giveLedgerTo } from './ledger-owner.ts';
import { isAcceptedByItself } from './rules/acceptance.ts';
import { readSurroundings } from './surroundings.ts';

export interface AdoptOptions extends AdoptionRunOptions {
  /** The differences that are accepted, by their names. */
  readonly accepted: ReadonlySet<string>;
  /** Change functions of others so that they find the tables where they are afterwards. */
  readonly fixFunctions: boolean;
}

/**
 * Adopts what a plan found: moves the profile's objects to the area's schema and stamps the migrations
 * whose work is already there, in one transaction under the runner's lock. The plan is made again inside
 * that transaction, so that nothing is adopted that nobody saw, and the moved schema is compared with the
 * baseline before the transaction ends.
 *
 * @throws ERR_PROFILE_DRIFTED for differences that are not accepted, ERR_DIFFERENCE_UNKNOWN,
 * ERR_PROFILE_CHANGED, ERR_ADOPTION_UNEQUAL, and as `inAdoptionAttempt`; then everything is as before
 */
export async function adopt(
  db: Knex,
  plan: AdoptionPlan,
  options: AdoptOptions,
): Promise<AdoptionFacts> {
  requireAccepted(plan, options.accepted);
  const { expected, profile } = plan;
  const [baseline] = expected.stamped;
  const target = { baseline, direction: 'up', profile: profile.name } as const;
  return withRunnerSession(db, options, async (session) => {
    await ensureLedger(session.connection);
    await ensureAdoptionRecords(session.connection);
    return inAdoptionAttempt(session, target, options, (trx) => adoptIn(trx, plan, options));
  });
}

async function adoptIn(
  trx: Knex.Transaction,
  plan: AdoptionPlan,
  { fixFunctions }: AdoptOptions,
): Promise<AdoptionFacts> {
  const { profile, expected, differences, ownBodies } = plan;
  const { schema } = profile;
  // A name without its schema means nothing here; functions of others are taken as they are.
  await trx.raw("SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off");
  if ((await readLedger(trx)).some(({ name }) => name === profile.baseline)) {
    throw operatorError('ERR_PROFILE_ADOPTED', { profile: profile.name });
  }
  await requireFree(trx, profile, expected.objects);
  const { madeSchema, grantees } = await makeAreaSchema(trx, schema, expected.objects);
  await lockTables(trx, plan);
  const now = withIds(compareOwned(expected.inPublic, await readCatalog(trx), 'public'));
  if (!sameDifferences(now, [...differences, ...ownBodies])) {
    throw operatorError('ERR_PROFILE_CHANGED', { profile: profile.name });
  }
  const named = fixFunctions ? (await readSurroundings(trx, plan.found)).functions : [];
  const functions: { identity: string; before: string }[] = [];
  for (const each of named) {
    const { definition } = await readFunction(trx, each.oid);
    functions.push({ identity: each.identity, before: definition });
  }
  const owner = await tablesOwner(
    trx,
    expected.objects.map(({ name }) => name),
  );
  const moved = await moveObjects(trx, expected.objects, 'public', schema);
  const usualPath = await readUsualSearchPath(trx);
  for (const each of named) {
    const current = await readFunction(trx, each.oid);
    const fixes = functionFixes(each, current, schema, usualPath);
    for (const fix of fixes) await plainQuery(trx, fix);
  }
  crashPoint('adoption.before-ledger');
  const facts: AdoptionFacts = {
    madeSchema,
    moved,
    grantees,
    stamped: expected.stamped.map(({ name }) => name),
    accepted: [...differences, ...ownBodies].map(({ id }) => id),
    differences: (await requireBaseline(trx, plan)).map(
      ({ class: kind, object, expected: wanted, actual }) => ({
        ...{ class: kind, object, expected: wanted, actual },
      }),
    ),
    functions,
  };
  for (const file of expected.stamped) await recordApplied(trx, file, 0, 'stamp');
  await writeAdoption(trx, profile.name, facts);
  await giveLedgerTo(trx, owner);
  return facts;
}

function requireAccepted(
  { profile, differences }: AdoptionPlan,
  accepted: ReadonlySet<string>,
): void {
  const unknown = [...accepted].find((id) => !differences.some((each) => each.id === id));
  if (unknown !== undefined) throw operatorError('ERR_DIFFERENCE_UNKNOWN', { id: unknown });
  const open = differences.filter((each) => !accepted.has(each.id) && !isAcceptedByItself(each));
  if (open.length > 0) {
    throw operatorError('ERR_PROFILE_DRIFTED', {
      profile: profile.name,
      differences: open.length,
      first: open[0]?.id ?? '',
    });
  }
}

/** Keeps everybody else from changing the tables between the comparison and the move. */
async function lockTables(trx: Knex, { found }: AdoptionPlan): Promise<void> {
  const present = new Set((await objectsIn(trx, 'public')).map(({ identity }) => identity));
  const tables = found.filter(({ kind, identity }) => kind === 'table' && present.has(identity));
  const names = tables.map(({ identity }) => `public.${identity}`).join(', ');
  await trx.raw(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
}

/**
 * Makes sure that what is in the area's schema now is what was expected, except for what was accepted.
 *
 * @returns the accepted differences, as they are reported from now on
 */
async function requireBaseline(trx: Knex, plan: AdoptionPlan): Promise<readonly FoundDifference[]> {
  const { expected, profile, differences, ownBodies } = plan;
  const left = withIds(compareOwned(expected.inArea, await readCatalog(trx), profile.schema));
  const known = new Set([...differences, ...ownBodies].map(({ id }) => id));
  const unknown = left.find(({ id }) => !known.has(id));
  if (unknown !== undefined) {
    throw operatorError('ERR_ADOPTION_UNEQUAL', { profile: profile.name, first: unknown.id });
  }
  return left;
}

function sameDifferences(
  some: readonly FoundDifference[],
  others: readonly FoundDifference[],
): boolean {
  const texts = (list: readonly FoundDifference[]) =>
    list.map(({ id, expected, actual }) => JSON.stringify([id, expected, actual])).sort();
  return JSON.stringify(texts(some)) === JSON.stringify(texts(others));
}
