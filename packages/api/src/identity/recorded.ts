import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from './context.ts';

/** What was done, for the log and for whoever listens. */
export interface Deed<Result> {
  readonly result: Result;
  readonly entries: readonly AuditEntry[];
  /** Who did it, where that was not known before: whoever signed in. */
  readonly actorId?: string;
  /** Sessions that ended with it. */
  readonly ended?: readonly string[];
}

/**
 * Changes the database as a command does, in a transaction with its entries in the audit log, announced after
 * the commit; but without an idempotency key, since what is kept of one is a fast hash of its input, and here
 * that has a password in it.
 */
export async function recorded<Result>(
  context: IdentityContext,
  command: string,
  work: (trx: Knex.Transaction) => Promise<Deed<Result>>,
): Promise<Result> {
  const { db, actor, requestId, door, notifier, identity } = context;
  const { result, ended = [] } = await inTransaction(db, async (trx) => {
    const deed = await work(trx);
    const origin = { actorId: deed.actorId ?? actor.id, command, requestId, door };
    await writeAudit(trx, origin, deed.entries);
    return deed;
  });
  if (ended.length > 0) {
    const change = { area: 'identity', entity: 'session', ids: ended };
    // Here at once: what the caller asks next is not to be answered by what was remembered.
    identity.changed(change);
    notifier.notify(change);
  }
  return result;
}

/** The entry for sessions that ended. */
export function endOf(sessionIds: readonly string[], because: string): AuditEntry[] {
  return sessionIds.map((id) => ({
    action: 'sign_out',
    entity: 'session',
    id,
    before: null,
    after: { because },
  }));
}
