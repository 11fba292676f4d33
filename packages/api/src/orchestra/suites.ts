import { newId } from '@atelier/db/kernel/new-id.ts';
import { authorId } from '@atelier/db/orchestra/author.ts';
import { findVersion } from '@atelier/db/orchestra/process-reads.ts';
import { findSuite } from '@atelier/db/orchestra/suite-reads.ts';
import {
  insertSuite,
  lockSuite,
  replaceSuite,
  setSuiteArchived,
} from '@atelier/db/orchestra/suite-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import type { Suite } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { requireStorable } from './suite-check.ts';

/** One suite with all that is in it. Throws `ERR_SCENARIO_SUITE_NOT_FOUND`. */
export async function requireSuite(db: Knex, id: string): Promise<Suite> {
  const suite = await findSuite(db, id);
  if (suite === undefined) throw orchestraError('ERR_SCENARIO_SUITE_NOT_FOUND');
  return suite;
}

/** Where a suite comes from: the version that it is told to be of, and its process. */
async function originOf(trx: Knex, processVersionId: string | null) {
  if (processVersionId === null) return { processId: null, processVersionId: null };
  const version = await findVersion(trx, { id: processVersionId });
  if (version === undefined) throw orchestraError('ERR_PROCESS_VERSION_NOT_FOUND');
  return { processId: version.processId, processVersionId };
}

/** Throws `ERR_SCENARIO_SUITE_INVALID`, `ERR_PROCESS_VERSION_NOT_FOUND`. */
export async function createSuite(
  trx: Knex.Transaction,
  input: {
    readonly definition: SuiteDefinition;
    readonly processVersionId?: string | null | undefined;
  },
  actor: Actor,
): Promise<Suite> {
  const { definition, processVersionId = null } = input;
  requireStorable(definition);
  const id = newId();
  const origin = await originOf(trx, processVersionId);
  await insertSuite(trx, { id, ...origin, definition, authorId: authorId(actor) });
  return requireSuite(trx, id);
}

/**
 * Puts a whole definition in the place of another. Where somebody else has saved meanwhile nothing is written: whoever
 * comes second looks at both. Throws `ERR_SCENARIO_SUITE_CHANGED` with the newest revision and who made it,
 * `ERR_SCENARIO_SUITE_ARCHIVED`, and as `createSuite`.
 */
export async function saveSuite(
  trx: Knex.Transaction,
  input: {
    readonly suiteId: string;
    readonly revision: number;
    readonly definition: SuiteDefinition;
    readonly processVersionId?: string | null | undefined;
  },
  actor: Actor,
): Promise<Suite> {
  const { suiteId: id, revision, definition } = input;
  requireStorable(definition);
  const locked = await lockSuite(trx, id);
  if (locked === undefined) throw orchestraError('ERR_SCENARIO_SUITE_NOT_FOUND');
  if (locked.revision !== revision) {
    const newest = await requireSuite(trx, id);
    throw orchestraError('ERR_SCENARIO_SUITE_CHANGED', {
      newest: newest.revision,
      by: newest.updatedBy?.name ?? '',
    });
  }
  if (locked.isArchived) throw orchestraError('ERR_SCENARIO_SUITE_ARCHIVED');
  const origin = await originOf(
    trx,
    input.processVersionId === undefined ? locked.processVersionId : input.processVersionId,
  );
  await replaceSuite(trx, { id, ...origin, definition, authorId: authorId(actor) }, revision + 1);
  return requireSuite(trx, id);
}

/** A suite of its own with the same in it. Throws `ERR_SCENARIO_SUITE_NOT_FOUND`. */
export async function duplicateSuite(
  trx: Knex.Transaction,
  { suiteId, name }: { readonly suiteId: string; readonly name: string },
  actor: Actor,
): Promise<Suite> {
  const { definition, processVersionId } = await requireSuite(trx, suiteId);
  return createSuite(trx, { definition: { ...definition, name }, processVersionId }, actor);
}

/** Throws `ERR_SCENARIO_SUITE_NOT_FOUND`. */
export async function archiveSuite(
  trx: Knex.Transaction,
  id: string,
  isArchived: boolean,
  actor: Actor,
): Promise<Suite> {
  if ((await lockSuite(trx, id)) === undefined) {
    throw orchestraError('ERR_SCENARIO_SUITE_NOT_FOUND');
  }
  await setSuiteArchived(trx, id, isArchived, authorId(actor));
  return requireSuite(trx, id);
}
