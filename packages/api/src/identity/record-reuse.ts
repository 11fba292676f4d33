import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { Knex } from 'knex';

/** Notes that a session was ended because an old token of it was shown, so that its owner can be told. */
export async function recordReuse(
  db: Knex,
  { sessionId, userId }: { readonly sessionId: string; readonly userId: string },
): Promise<void> {
  const origin = {
    actorId: userId,
    command: 'identity.refresh',
    requestId: null,
    door: 'house',
  } as const;
  const after = { because: 'token_reused' };
  const entity = { action: 'sign_out', entity: 'session', id: sessionId } as const;
  await writeAudit(db, origin, [{ ...entity, before: null, after }]);
}
