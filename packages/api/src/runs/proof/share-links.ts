import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { RunShareLinkModel } from '@atelier/db/runs/models/run-share-link.ts';
import { findSeal } from '@atelier/db/runs/proof-reads.ts';
import { insertShareLink, revokeShareLink } from '@atelier/db/runs/proof-writes.ts';
import { shareLinksById } from '@atelier/db/runs/share-link-reads.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { type ShareLink, sharedPath } from '@atelier/domain/runs/seal/proof-types.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from '../../identity/context.ts';
import type { AuditedThing, Entity } from '../../kernel/effect.ts';
import { requireRun } from '../runs.ts';
import { nameOf } from './sign.ts';

/** 256 bits: nobody guesses one. */
const tokenBytes = 32;
const dayMs = 24 * 60 * 60_000;

export const tokenHashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What a token looks like; anything else is asked for in no table. */
export const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** A new link with its address, which is told this once. Throws `ERR_RUN_NOT_SEALED`. */
export async function createShareLink(
  trx: Knex.Transaction,
  wanted: { readonly runId: string; readonly days: number; readonly note: string },
  context: IdentityContext,
): Promise<{ readonly id: string; readonly url: string }> {
  const { runId, days, note } = wanted;
  if ((await findSeal(trx, runId)) === undefined) throw runsError('ERR_RUN_NOT_SEALED');
  const token = randomBytes(tokenBytes).toString('base64url');
  const id = newId();
  await insertShareLink(trx, {
    ...{ id, runId, note, tokenHash: tokenHashOf(token) },
    createdById: context.actor.id,
    createdByName: await nameOf(trx, context),
    expiresAt: new Date(Date.now() + days * dayMs),
  });
  return { id, url: `${context.identity.publicUrl}${sharedPath}${token}/` };
}

/** From now on nobody reads anything by it. */
export async function endShareLink(trx: Knex.Transaction, id: string): Promise<ShareLink> {
  await revokeShareLink(trx, id);
  const [link] = await shareLinksById(trx, [id]);
  if (link === undefined) throw runsError('ERR_SHARE_LINK_NOT_FOUND');
  return shownLink(link);
}

export function shownLink(link: RunShareLinkModel): ShareLink {
  const { id, note, createdByName, createdAt, expiresAt, revokedAt } = link;
  return {
    ...{ id, note, createdBy: createdByName },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

/** A link as the audit log shows it: never its token. */
export const shareLinkEntity: Entity = {
  name: 'share_link',
  read: async (db, ids) =>
    Promise.all(
      (await shareLinksById(db, ids)).map(async (link): Promise<AuditedThing> => {
        const { note, expiresAt, revokedAt } = shownLink(link);
        const { projectId } = await requireRun(db, link.runId);
        const state = { note, expiresAt, isRevoked: revokedAt !== null };
        return { id: link.id, projectId, runId: link.runId, state };
      }),
    ),
};
