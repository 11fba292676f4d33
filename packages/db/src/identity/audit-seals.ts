import { chainOf } from '@atelier/domain/identity/audit-chain.ts';
import type { Knex } from 'knex';
import { canonicalForm, digestOf, genesisOf, linkHash } from './audit-hashes.ts';

/** A row of the log that has no seal yet. */
export interface UnsealedRow {
  readonly id: string;
  readonly area: string;
  readonly project_id: string | null;
  readonly canonical: Buffer;
  /** When the rows were read, in PostgreSQL's binary form: the same for all of them. */
  readonly now: Buffer;
}

/** Rows above an id that have no seal, in the order of their ids. */
export async function readUnsealed(
  trx: Knex,
  above: number,
  limit: number,
): Promise<readonly UnsealedRow[]> {
  const { rows } = await trx.raw(
    `SELECT l.id, l.area, l.project_id, ${canonicalForm} AS canonical,
       timestamptz_send(statement_timestamp()) AS now
     FROM identity.audit_log AS l
     WHERE l.id > ? AND NOT EXISTS (SELECT FROM identity.audit_chain AS c WHERE c.entry_id = l.id)
     ORDER BY l.id LIMIT ?`,
    [above, limit],
  );
  return rows;
}

interface Head {
  position: number;
  hash: Buffer;
}

/** Puts rows at the ends of their chains. Only whoever has the sealer's turn may. */
export async function writeSeals(trx: Knex, rows: readonly UnsealedRow[]): Promise<void> {
  const chains = rows.map(({ project_id, area }) => chainOf(project_id, area));
  const heads = await headsOf(trx, [...new Set(chains)]);
  const seals = rows.map(({ id, canonical, now }, index) => {
    const chain = chains[index] ?? '';
    const head = heads.get(chain) ?? { position: 0, hash: genesisOf(chain) };
    const digest = digestOf(canonical);
    const hash = linkHash(head.hash, now, digest);
    heads.set(chain, { position: head.position + 1, hash });
    return { chain, position: head.position + 1, id, digest, hash };
  });
  await trx.raw(
    `INSERT INTO identity.audit_chain (chain, position, entry_id, sealed_at, digest, hash)
     SELECT chain, position, entry_id, timestamptz '2000-01-01 00:00:00+00' + :now * interval '1 microsecond',
       digest, hash
     FROM unnest(:chains::text[], :positions::bigint[], :ids::bigint[], :digests::bytea[], :hashes::bytea[])
       AS seal (chain, position, entry_id, digest, hash)`,
    {
      now: String(rows[0]?.now.readBigInt64BE()),
      chains,
      positions: seals.map(({ position }) => position),
      ids: seals.map(({ id }) => id),
      digests: seals.map(({ digest }) => digest),
      hashes: seals.map(({ hash }) => hash),
    },
  );
}

/** Where these chains end; none for a chain that has not begun. */
async function headsOf(trx: Knex, chains: readonly string[]): Promise<Map<string, Head>> {
  const { rows }: { rows: { chain: string; position: string; hash: Buffer }[] } = await trx.raw(
    `SELECT wanted.chain, head.position, head.hash FROM unnest(?::text[]) AS wanted (chain)
     CROSS JOIN LATERAL (
       SELECT position, hash FROM identity.audit_chain AS c
       WHERE c.chain = wanted.chain ORDER BY position DESC LIMIT 1
     ) AS head`,
    [[...chains]],
  );
  return new Map(
    rows.map(({ chain, position, hash }) => [chain, { position: Number(position), hash }]),
  );
}
