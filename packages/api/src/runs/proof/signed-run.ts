import { findSeal, signaturesOf } from '@atelier/db/runs/proof-reads.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from '../../identity/context.ts';
import type { Entity } from '../../kernel/effect.ts';
import { changeStatus } from '../runs.ts';
import { entities } from '../things.ts';
import { sealedContent } from './sealed-content.ts';
import { sign } from './sign.ts';

/** A run with the last signature under it, as the audit log shows who locks and unlocks. */
export const signedRun: Entity = {
  name: entities.run.name,
  read: async (db, ids) =>
    Promise.all(
      (await entities.run.read(db, ids)).map(async (thing) => {
        const last = (await signaturesOf(db, thing.id)).at(-1);
        const signature = last && {
          meaning: last.meaning,
          provedBy: last.provedBy,
          contentSha256: last.contentSha256,
        };
        return { ...thing, state: { ...thing.state, signature: signature ?? null } };
      }),
    ),
};

/** Locks a run under a signature. Throws as `changeStatus`, and `ERR_PROOF_NEEDED`. */
export async function lockSigned(
  trx: Knex.Transaction,
  runId: string,
  context: IdentityContext,
): Promise<Run> {
  const run = await changeStatus(trx, { runId, event: 'lock' }, context.actor.id);
  // What the bench is called now is what was locked, whatever it was called at an earlier lock.
  const now = await sealedContent(trx, runId, 'now');
  await sign(trx, context, 'lock', now);
  return run;
}

/** Unlocks a run under a signature. Throws as `changeStatus`, `ERR_PROOF_NEEDED`, `ERR_RUN_SEALED`. */
export async function unlockSigned(
  trx: Knex.Transaction,
  { runId, reason }: { readonly runId: string; readonly reason: string },
  context: IdentityContext,
): Promise<Run> {
  if ((await findSeal(trx, runId)) !== undefined) throw runsError('ERR_RUN_SEALED');
  const locked = await sealedContent(trx, runId);
  const run = await changeStatus(trx, { runId, event: 'unlock' }, context.actor.id);
  await sign(trx, context, 'unlock', locked, reason);
  return run;
}
