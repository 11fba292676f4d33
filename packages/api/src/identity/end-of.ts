import type { AuditEntry } from '@atelier/domain/identity/audit.ts';

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
