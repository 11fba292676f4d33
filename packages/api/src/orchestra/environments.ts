import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { authorId } from '@atelier/db/orchestra/author.ts';
import { environmentsById } from '@atelier/db/orchestra/environment-reads.ts';
import {
  type EnvironmentFields,
  insertEnvironment,
  lockEnvironment,
  updateEnvironment,
  writeSecret,
} from '@atelier/db/orchestra/environment-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import type { updateEnvironmentInput } from '@atelier/domain/orchestra/schemas.ts';
import type { Environment } from '@atelier/domain/orchestra/types.ts';
import { setLimit } from '@atelier/engine/enqueue.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { environmentKey, testRunQueue } from './execution/test-run-queue.ts';
import { sealSecret } from './secrets.ts';

/** One environment. Throws `ERR_ENVIRONMENT_NOT_FOUND`. */
export async function requireEnvironment(db: Knex, id: string): Promise<Environment> {
  const [environment] = await environmentsById(db, [id]);
  if (environment === undefined) throw orchestraError('ERR_ENVIRONMENT_NOT_FOUND');
  return environment;
}

/** Throws `ERR_ENVIRONMENT_NAME_TAKEN`. */
export async function createEnvironment(
  trx: Knex.Transaction,
  fields: EnvironmentFields,
  actor: Actor,
): Promise<Environment> {
  const id = newId();
  await named(() => insertEnvironment(trx, id, fields, authorId(actor)));
  await limit(trx, id, fields.maxRuns);
  return requireEnvironment(trx, id);
}

/**
 * Changes what is given. Runs that have begun keep the addresses, variables and hosts that they began with. Throws
 * `ERR_ENVIRONMENT_CHANGED`, `ERR_ENVIRONMENT_NAME_TAKEN`, `ERR_ENVIRONMENT_NOT_FOUND`.
 */
export async function changeEnvironment(
  trx: Knex.Transaction,
  { environmentId: id, revision, ...change }: z.output<typeof updateEnvironmentInput>,
  actor: Actor,
): Promise<Environment> {
  const locked = await lockEnvironment(trx, id);
  if (locked === undefined) throw orchestraError('ERR_ENVIRONMENT_NOT_FOUND');
  if (locked.revision !== revision) {
    const { revision: newest, updatedBy } = await requireEnvironment(trx, id);
    throw orchestraError('ERR_ENVIRONMENT_CHANGED', { newest, by: updatedBy?.name ?? '' });
  }
  const next = { ...change, revision: revision + 1 };
  await named(() => updateEnvironment(trx, id, next, authorId(actor)));
  if (change.maxRuns !== undefined) await limit(trx, id, change.maxRuns);
  return requireEnvironment(trx, id);
}

/** Throws `ERR_ENVIRONMENT_NOT_FOUND`, `ERR_ENVIRONMENT_NAME_TAKEN` where its name was given away meanwhile. */
export async function archiveEnvironment(
  trx: Knex.Transaction,
  id: string,
  isArchived: boolean,
  actor: Actor,
): Promise<Environment> {
  const locked = await lockEnvironment(trx, id);
  if (locked === undefined) throw orchestraError('ERR_ENVIRONMENT_NOT_FOUND');
  await named(() => updateEnvironment(trx, id, { isArchived }, authorId(actor)));
  return requireEnvironment(trx, id);
}

/** Keeps a secret, sealed; null forgets it. What it holds is told to nobody. Throws `ERR_ENVIRONMENT_NOT_FOUND`. */
export async function keepSecret(
  trx: Knex.Transaction,
  secret: { readonly environmentId: string; readonly name: string; readonly value: string | null },
  key: Buffer,
  actor: Actor,
): Promise<Environment> {
  const { environmentId: id, name, value } = secret;
  if ((await lockEnvironment(trx, id)) === undefined) {
    throw orchestraError('ERR_ENVIRONMENT_NOT_FOUND');
  }
  const sealed = value === null ? null : sealSecret(key, id, name, value);
  await writeSecret(trx, id, name, sealed, authorId(actor));
  return requireEnvironment(trx, id);
}

function limit(trx: Knex, id: string, maxRuns: number | null): Promise<void> {
  return setLimit(trx, testRunQueue, environmentKey(id), maxRuns);
}

async function named(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (databaseErrorCode(error) === '23505') throw orchestraError('ERR_ENVIRONMENT_NAME_TAKEN');
    throw error;
  }
}
