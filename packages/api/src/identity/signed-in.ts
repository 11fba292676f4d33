import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { endSessions, type SessionProof } from '@atelier/db/identity/session-writes.ts';
import { grantsOf } from '@atelier/db/identity/user-reads.ts';
import { addressGroup } from '@atelier/domain/identity/address-group.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { clientName } from '@atelier/domain/identity/client-name.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import type { ProofKind } from '@atelier/domain/identity/proof.ts';
import type { Knex } from 'knex';
import type { SessionTokens } from '../kernel/client.ts';
import type { IdentityContext } from './context.ts';
import { endOf } from './end-of.ts';
import { readMe } from './me.ts';
import { beginBearerSession, beginSession } from './sessions.ts';

/** A session that was opened, not yet given to its browser. */
interface Opened {
  readonly sessionId: string;
  readonly entries: readonly AuditEntry[];
  readonly ended: readonly string[];
}

/**
 * Opens a session in the browser that asks. Whoever was signed in there before is not any more, and no token
 * from before is one of the new session.
 */
export async function openBrowserSession(
  trx: Knex.Transaction,
  { client, sessionId: before }: IdentityContext,
  user: Pick<UserModel, 'id'>,
  proof?: SessionProof | null,
): Promise<Opened & { readonly tokens: SessionTokens }> {
  const device = clientName(client.userAgent);
  const ended = before === null ? [] : await endSessions(trx, { id: before }, 'signed_out');
  const { sessionId, tokens } = await beginSession(trx, { userId: user.id, device }, proof);
  const entries = [...endOf(ended, 'signed_out'), entryOf(sessionId, device, client.address)];
  return { sessionId, tokens, ended, entries };
}

/** The same for a program, which keeps its token itself. */
export async function openProgramSession(
  trx: Knex.Transaction,
  { client }: IdentityContext,
  user: Pick<UserModel, 'id'>,
  by?: ProofKind,
): Promise<Opened & { readonly token: string }> {
  const device = clientName(client.userAgent);
  const { sessionId, token } = await beginBearerSession(trx, { userId: user.id, device }, by);
  return { sessionId, token, ended: [], entries: [entryOf(sessionId, device, client.address)] };
}

/** What a page knows of somebody who has just signed in. */
export async function meAfter(
  { db, identity }: IdentityContext,
  { id }: Pick<UserModel, 'id'>,
  sessionId: string,
): Promise<Me> {
  const actor = { id, kind: 'user', grants: await grantsOf(db, id) } as const;
  return readMe(db, actor, sessionId, identity.mode);
}

function entryOf(sessionId: string, device: string, address: string): AuditEntry {
  const after = { device, address: addressGroup(address) };
  return { action: 'sign_in', entity: 'session', id: sessionId, before: null, after };
}
