import type { Knex } from 'knex';
import { type PreparedStatement, statementsOn } from './prepared-query.ts';

/** What a key is used for. */
export interface KeyUse {
  readonly command: string;
  readonly requestHash: string;
}

/** What a key was first used for, and the answer that was given then. */
export interface KeyRecord extends KeyUse {
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
  { command, requestHash }: KeyUse,
): Promise<KeyRecord | undefined> {
  const claimed = await statementsOn(trx)(claimStatement, [
    ...[owned.actor, owned.key, command, requestHash],
  ]);
  if (claimed.length > 0) return undefined;
  return readKey(trx, owned);
}

/** What a key was used for, by what is done already; undefined for a free one. */
export async function readKey(db: Knex, { actor, key }: OwnedKey): Promise<KeyRecord | undefined> {
  const [found] = await statementsOn(db)<{
    command: string;
    request_hash: string;
    answer: unknown;
  }>(readStatement, [actor, key]);
  return found && { command: found.command, requestHash: found.request_hash, answer: found.answer };
}

/** Keeps the answer for whoever sends the key again. */
export async function storeAnswer(
  trx: Knex,
  { actor, key }: OwnedKey,
  answer: unknown,
): Promise<void> {
  await statementsOn(trx)(storeStatement, [actor, key, JSON.stringify(answer)]);
}

// Every command of a page has a key: to put these together and to plan them anew would be half of their work.
const claimStatement: PreparedStatement = {
  name: 'kernel_claim_key',
  parts: `claimed AS (
    INSERT INTO kernel.idempotency_keys (actor, key, command, request_hash) VALUES ($1, $2, $3, $4)
    ON CONFLICT (actor, key) DO NOTHING RETURNING key
  )`,
  done: 'claimed',
  answer: 'SELECT key FROM claimed',
  values: 4,
};

const readStatement: PreparedStatement = {
  name: 'kernel_read_key',
  parts: `found AS (
    SELECT command, request_hash, answer FROM kernel.idempotency_keys WHERE actor = $1 AND key = $2
  )`,
  done: 'found',
  answer: 'SELECT * FROM found',
  values: 2,
};

const storeStatement: PreparedStatement = {
  name: 'kernel_store_answer',
  parts: `stored AS (
    UPDATE kernel.idempotency_keys SET answer = $3::json WHERE actor = $1 AND key = $2 RETURNING key
  )`,
  done: 'stored',
  answer: 'SELECT FROM stored',
  values: 3,
};

/** Forgets keys older than `days`; gives their number. */
export async function forgetKeys(db: Knex, days: number): Promise<number> {
  return db('kernel.idempotency_keys')
    .whereRaw("created_at < now() - ? * interval '1 day'", [days])
    .delete();
}
