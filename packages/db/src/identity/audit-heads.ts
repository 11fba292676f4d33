import type { ChainHead } from '@atelier/domain/identity/audit-anchor.ts';
import type { Knex } from 'knex';

/** Where each chain ends now, by name. The index is asked for one chain after the other, not for all seals. */
export async function chainHeads(db: Knex): Promise<readonly ChainHead[]> {
  const { rows }: { rows: { chain: string; position: string; hash: string }[] } = await db.raw(`
    WITH RECURSIVE names AS (
      (SELECT chain FROM identity.audit_chain ORDER BY chain LIMIT 1)
      UNION ALL
      SELECT (SELECT c.chain FROM identity.audit_chain AS c WHERE c.chain > names.chain ORDER BY c.chain LIMIT 1)
      FROM names WHERE names.chain IS NOT NULL
    )
    SELECT head.chain, head.position, encode(head.hash, 'hex') AS hash
    FROM names CROSS JOIN LATERAL (
      SELECT * FROM identity.audit_chain AS c WHERE c.chain = names.chain ORDER BY c.position DESC LIMIT 1
    ) AS head
    ORDER BY head.chain COLLATE "C"`);
  return rows.map(({ chain, position, hash }) => ({ chain, position: Number(position), hash }));
}
