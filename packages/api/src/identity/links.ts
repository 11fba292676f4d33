import { hasAdministrator, linkByHash } from '@atelier/db/identity/link-reads.ts';
import { addLink } from '@atelier/db/identity/link-writes.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import { type LinkInfo, type LinkRequest, linkPath } from '@atelier/domain/identity/links.ts';
import type { HouseRole } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';
import { hashOf, newToken } from './tokens.ts';

/** A link that was made, as its sender needs it. */
export interface CreatedLink {
  /** Of its row: for the audit log, and for taking it back. */
  readonly id: string;
  /** The whole address. It is known now or never: only its hash is kept. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** Makes a link that is good once. A new one for the same person takes the place of the one before. */
export async function createLink(
  trx: Knex,
  publicUrl: string,
  request: LinkRequest,
): Promise<CreatedLink> {
  const { token, hash } = newToken('link');
  const { id, expiresAt } = await addLink(trx, request, hash, new Date());
  return { id, url: publicUrl + linkPath(token), expiresAt };
}

/** What a link is for. Throws `ERR_LINK_INVALID` for one that nobody gave out. */
export async function readLink(db: Knex, token: string): Promise<LinkInfo> {
  const found = await linkByHash(db, hashOf(token));
  if (found === undefined) throw accountError('ERR_LINK_INVALID');
  const { link, email } = found;
  return {
    purpose: link.purpose,
    email,
    role: link.role as HouseRole | null,
    expired: link.usedAt !== null || link.expiresAt.getTime() <= Date.now(),
  };
}

/** While there is no administrator, the address of the page that makes one; each start prints another. */
export async function firstAdminLink(db: Knex, publicUrl: string): Promise<string | undefined> {
  if (await hasAdministrator(db)) return undefined;
  return (await createLink(db, publicUrl, { purpose: 'first-admin' })).url;
}
