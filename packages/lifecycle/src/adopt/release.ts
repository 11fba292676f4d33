import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { moveObjects, objectsInTheWay } from '../catalog/schema-objects.ts';
import { appliedConversions, runningConversion } from '../convert/conversions.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { ensureLedger, readLedger, removeApplied } from '../migrate/ledger.ts';
import { withRunnerSession } from '../migrate/runner-session.ts';
import type { Profile } from '../profiles/rules/profiles.ts';
import {
  type AdoptionFacts,
  type AdoptionRecord,
  readAdoption,
  removeAdoption,
} from '../records/adoption-record.ts';
import { type AdoptionRunOptions, inAdoptionAttempt } from './adoption-attempt.ts';
import { removeAreaSchema } from './area-schema.ts';
import { beforeRelease, type ReleaseStep } from './rules/before-release.ts';

/**
 * What releasing an adopted profile would take back; changes nothing.
 *
 * @throws ERR_PROFILE_NOT_ADOPTED; ERR_PROFILE_IN_USE with `first`, the command to run first, when a later
 * migration would be out of order; ERR_PROFILE_CONVERTED while the ids are converted
 */
export async function planRelease(db: Knex, profile: Profile): Promise<AdoptionRecord> {
  const { name } = profile;
  const record = await readAdoption(db, name);
  const applied = await readLedger(db);
  const isStamped = (migration: string): boolean =>
    applied.some((row) => row.name === migration && row.origin === 'stamp');
  if (record === undefined || !record.facts.stamped.every(isStamped)) {
    throw operatorError('ERR_PROFILE_NOT_ADOPTED', { profile: name });
  }
  const obstacle = beforeRelease(profile, applied);
  if (obstacle !== undefined) {
    throw operatorError('ERR_PROFILE_IN_USE', {
      profile: name,
      migration: obstacle.migration,
      first: commandOf(obstacle.steps[0], name),
    });
  }
  if (await isConverted(db, name)) throw operatorError('ERR_PROFILE_CONVERTED', { profile: name });
  return record;
}

/** Whether the ids are others than those that were adopted, or on their way to be. */
async function isConverted(db: Knex, profile: string): Promise<boolean> {
  const running = await runningConversion(db);
  const conversions = [...(await appliedConversions(db)), ...(running ? [running] : [])];
  return conversions.some((each) => each.profile === profile);
}

/**
 * Takes an adoption back: the tables stand in `public` again, functions of others are as they were, and
 * the stamps are gone.
 *
 * @throws as {@link planRelease} and `inAdoptionAttempt`; ERR_PROFILE_OCCUPIED when `public` holds something of the same name
 */
export async function release(
  db: Knex,
  profile: Profile,
  options: AdoptionRunOptions = {},
): Promise<AdoptionFacts> {
  return withRunnerSession(db, options, async (session) => {
    const { connection } = session;
    await ensureLedger(connection);
    const row = (await readLedger(connection)).find(({ name }) => name === profile.baseline);
    if (row === undefined)
      throw operatorError('ERR_PROFILE_NOT_ADOPTED', { profile: profile.name });
    const target = { baseline: row, direction: 'down', profile: profile.name } as const;
    return inAdoptionAttempt(session, target, options, (trx) => releaseIn(trx, profile));
  });
}

async function releaseIn(trx: Knex.Transaction, profile: Profile): Promise<AdoptionFacts> {
  const { name, schema } = profile;
  const { facts } = await planRelease(trx, profile);
  await trx.raw("SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off");
  const [obstacle] = await objectsInTheWay(trx, facts.moved, 'public');
  if (obstacle !== undefined) {
    throw operatorError('ERR_PROFILE_OCCUPIED', {
      profile: name,
      schema: 'public',
      name: obstacle.identity,
    });
  }
  await moveObjects(trx, facts.moved, schema, 'public');
  for (const { before } of facts.functions) await plainQuery(trx, before);
  await removeAreaSchema(trx, schema, facts);
  crashPoint('adoption.before-ledger');
  for (const migration of facts.stamped) await removeApplied(trx, migration);
  await removeAdoption(trx, name);
  return facts;
}

function commandOf(step: ReleaseStep | undefined, name: string): string {
  if (step?.kind === 'down') return `db down --to ${step.to} --yes`;
  return `db adopt ${step?.profile ?? name} --release --yes`;
}
