import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import type { Session } from '../kernel/session.ts';

/**
 * The database, if it has a sealed audit log.
 *
 * @throws ERR_AUDIT_ABSENT
 */
export async function openAudit(session: Session): Promise<Database> {
  const db = await session.database();
  const { rows } = await db.raw("SELECT to_regclass('identity.audit_chain') IS NOT NULL AS there");
  if (rows[0]?.there !== true) throw operatorError('ERR_AUDIT_ABSENT');
  return db;
}
