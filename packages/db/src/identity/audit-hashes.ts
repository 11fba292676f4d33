import { createHash, hash } from 'node:crypto';

/**
 * The canonical form of a row `l` of the audit log, as SQL of builtins: PostgreSQL's binary form of a record,
 * which is the same in every version and for every setting. Each column is its type, its length and its bytes,
 * so no two rows have the same form; instants are microseconds.
 */
export const canonicalForm = `record_send(ROW(l.id, l.created_at, l.actor_id, l.action, l.area, l.command,
  l.entity_type, l.entity_id, l.project_id, l.run_id, l.before_json, l.after_json, l.request_id, l.door))`;

/** The same as {@link digestOf}, made by the database: so that what a row holds need not be sent. */
export const digestInSql = `sha256(${canonicalForm})`;

/** What a chain begins with, before its first seal: so that no chain can be passed off as another. */
export function genesisOf(chain: string): Buffer {
  return createHash('sha256').update(`atelier audit chain\n${chain}`).digest();
}

/** The hash of a row alone. */
export function digestOf(canonical: Buffer): Buffer {
  return hash('sha256', canonical, 'buffer');
}

const linked = Buffer.allocUnsafe(32 + 8 + 32);

/**
 * The hash of a seal: of the one before it, of when it was made, and of its row.
 *
 * @param sealedAt in PostgreSQL's binary form, 8 bytes
 */
export function linkHash(previous: Buffer, sealedAt: Buffer, digest: Buffer): Buffer {
  previous.copy(linked, 0);
  sealedAt.copy(linked, 32);
  digest.copy(linked, 40);
  return hash('sha256', linked, 'buffer');
}
