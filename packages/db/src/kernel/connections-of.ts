import type { Knex } from 'knex';
import type { Client } from 'pg';

/** The pool of Knex, as far as its types do not say. */
interface Pool {
  readonly used: readonly { readonly resource: Client }[];
  readonly free: readonly { readonly resource: Client }[];
}

/** All connections that a pool has open. */
export function connectionsOf(db: Knex): readonly Client[] {
  const pool: Pool | undefined = db.client.pool;
  return [...(pool?.used ?? []), ...(pool?.free ?? [])].map(({ resource }) => resource);
}
