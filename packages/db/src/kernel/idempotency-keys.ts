import type { Knex } from 'knex';

/** What a key was first used for, and the answer that was given then. */
export interface KeyRecord {
  readonly command: string;
  readonly requestHash: string;
  readonly answer: unknown;
}

/** A key, and whose it is. */
export interface OwnedKey {
  readonly actor: string;
  readonly key: string;
}

/**
 * Takes a key for this transaction: undefined when the key is free, and then nobody else gets it until the
 * transaction ends; otherwise what it was used for. Waits for a transaction that is using it right now.
 */
export async function claimKey(
  trx: Knex.Transaction,
  owned: OwnedKey,
  use: { command: string; requestHash: string },
): Promise<KeyRecord | undefined> {
  const claimed = await trx('kernel.idempotency_keys')
    .insert({ ...owned, ...use })
    .onConflict(['actor', 'key'])
    .ignore()
    .returning('key');
  if (claimed.length > 0) return undefined;
  return readKey(trx, owned);
}

/** What a key was used for, by what is done already; undefined for a free one. */
export async function readKey(db: Knex, owned: OwnedKey): Promise<KeyRecord | undefined> {
  return db<KeyRecord & OwnedKey>('kernel.idempotency_keys')
    .where({ ...owned })
    .first();
}

/** Keeps the answer for whoever sends the key again. */
export async function storeAnswer(trx: Knex, owned: OwnedKey, answer: unknown): Promise<void> {
  await trx('kernel.idempotency_keys')
    .where({ ...owned })
    .update({ answer: JSON.stringify(answer) });
}

/** Forgets keys older than `days`; gives their number. */
export async function forgetKeys(db: Knex, days: number): Promise<number> {
  return db('kernel.idempotency_keys')
    .whereRaw("created_at < now() - ? * interval '1 day'", [days])
    .delete();
}
