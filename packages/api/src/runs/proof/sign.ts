import { sessionById } from '@atelier/db/identity/session-reads.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { insertSignature } from '@atelier/db/runs/proof-writes.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import {
  provesSignature,
  type SignatureMeaning,
  type SignatureProof,
} from '@atelier/domain/runs/seal/signature.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from '../../identity/context.ts';
import type { SealedContent } from './sealed-content.ts';

interface Shown {
  readonly by: SignatureProof;
  readonly at: Date | null;
}

/**
 * Puts whoever calls under what a run is now; gives the signature's id. Throws `ERR_PROOF_NEEDED` unless they have
 * shown who they are for this very signature.
 */
export async function sign(
  trx: Knex.Transaction,
  context: IdentityContext,
  meaning: SignatureMeaning,
  { run, sha256, tested }: SealedContent,
  reason = '',
): Promise<string> {
  const { actor, sessionId } = context;
  const shown = await shownFor(trx, context);
  const id = newId();
  const isWritten = await insertSignature(trx, {
    ...{ id, runId: run.id, meaning, reason, sessionId },
    signerId: actor.id,
    signerName: await nameOf(trx, context),
    provedAt: shown.at,
    provedBy: shown.by,
    contentSha256: sha256,
    testedJson: { ...tested },
  });
  if (!isWritten) throw accountError('ERR_PROOF_NEEDED');
  return id;
}

/** The name of whoever calls, as it is now. */
export async function nameOf(db: Knex, { actor }: Pick<IdentityContext, 'actor'>) {
  if (actor.kind === 'system') return actor.id;
  return (await findUser(db, actor.id))?.displayName ?? actor.id;
}

async function shownFor(
  trx: Knex.Transaction,
  { actor, sessionId, provedAt }: IdentityContext,
): Promise<Shown> {
  if (actor.kind === 'system') return { by: 'house', at: null };
  if (provedAt === 'not-asked') return { by: 'local_owner', at: null };
  const session = sessionId === null ? undefined : await sessionById(trx, sessionId);
  if (session === undefined) throw accountError('ERR_PROOF_NEEDED');
  const { provedAt: at, provedBy: by, proofMaySign: maySign } = session;
  const isProof = provesSignature({ provedAt: at?.getTime() ?? null, maySign }, Date.now());
  if (!isProof || by === null) throw accountError('ERR_PROOF_NEEDED');
  return { by, at };
}
