import { createHash, createHmac } from 'node:crypto';
import {
  claimKey,
  type KeyRecord,
  type KeyUse,
  type OwnedKey,
  readKey,
  storeAnswer,
} from '@atelier/db/kernel/idempotency-keys.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import {
  DomainError,
  type ErrorDefinition,
  type ErrorParams,
  kernelError,
} from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';

/** A command that may come twice. */
export interface KeyedCommand {
  /** Whose key it is: others may use the same, and see nothing of each other's answers. */
  readonly actor: string;
  readonly key: string;
  readonly command: string;
  readonly input: unknown;
  /** Where the input has a password in it: what is kept of it is a hash that whoever has a copy of the database cannot guess at. */
  readonly secret?: Buffer | undefined;
}

/** What is kept of the first answer: the value, or the refusal. */
type Answer<Result> =
  | { readonly value: Result }
  | { readonly refusal: ErrorDefinition & { readonly code: string; readonly params: ErrorParams } };

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/**
 * What is not kept: it tells nothing of the command, and whoever has shown who they are sends the same request again.
 */
const refusedForNow = new Set(['ERR_PROOF_NEEDED']);

/**
 * Runs `work` in one transaction with the record of its key, so that both are stored or neither is. A key
 * that was used before gives the first answer again, even if it was a refusal, and runs nothing; a proof that was missing
 * is asked for, and the key is free. Throws
 * `ERR_IDEMPOTENCY_KEY_REUSED` when the key was used for something else, `ERR_VALIDATION` for a key that is
 * not 1..255 printable ASCII characters. `kept`: what of the answer may be stored, where it has a secret.
 */
export async function runOnce<Result>(
  db: Knex,
  { actor, key, command, ...request }: KeyedCommand,
  work: (trx: Knex.Transaction) => Promise<Result>,
  kept: (result: Result) => Result = (result) => result,
): Promise<Result> {
  assertKey(key);
  const owned = { actor, key };
  const use = { command, requestHash: hashOf(request) };
  let refusal: unknown;
  const attempt = async (trx: Knex.Transaction): Promise<Answer<Result>> => {
    const known = await claimKey(trx, owned, use);
    if (known !== undefined) return firstAnswer(known, use);
    const value = await work(trx).catch((error: unknown) => {
      refusal = error;
      throw error;
    });
    await storeAnswer(trx, owned, { value: kept(value) });
    return { value };
  };
  try {
    return resultOf(await inTransaction(db, attempt));
  } catch (error) {
    if (!(error instanceof DomainError) || error !== refusal) throw error;
    if (refusedForNow.has(error.code)) throw error;
    return resultOf(await keepRefusal<Result>(db, owned, use, error));
  }
}

/**
 * Keeps that a command was refused, when all it did is taken back, and the claim of its key as well: so the many that
 * are not refused need no savepoint. Where somebody else did it with the key meanwhile, that is the answer.
 */
function keepRefusal<Result>(
  db: Knex,
  owned: OwnedKey,
  use: KeyUse,
  { code, kind, message, params }: DomainError,
): Promise<Answer<Result>> {
  return inTransaction(db, async (trx): Promise<Answer<Result>> => {
    const known = await claimKey(trx, owned, use);
    if (known !== undefined) return firstAnswer(known, use);
    const answer = { refusal: { code, kind, message, params } };
    await storeAnswer(trx, owned, answer);
    return answer;
  });
}

/**
 * The first answer to a key, for whoever repeats it when what it was about may be gone; undefined where the key was
 * not used. Waits for nobody who uses it right now. Throws the first refusal, and what `runOnce` throws of a key.
 */
export async function answerBefore<Result>(
  db: Knex,
  { actor, key, command, ...request }: KeyedCommand,
): Promise<{ readonly value: Result } | undefined> {
  assertKey(key);
  const known = await readKey(db, { actor, key });
  return (
    known && {
      value: resultOf(firstAnswer<Result>(known, { command, requestHash: hashOf(request) })),
    }
  );
}

function hashOf({ input, secret }: Pick<KeyedCommand, 'input' | 'secret'>): string {
  const hash =
    secret === undefined ? createHash('sha256') : createHmac('sha256', secret).update('request ');
  return hash.update(JSON.stringify(input)).digest('hex');
}

function firstAnswer<Result>(known: KeyRecord, { command, requestHash }: KeyUse): Answer<Result> {
  if (known.command !== command || known.requestHash !== requestHash) {
    throw kernelError('ERR_IDEMPOTENCY_KEY_REUSED');
  }
  return known.answer as Answer<Result>;
}

function resultOf<Result>(answer: Answer<Result>): Result {
  // A value of nothing is kept as nothing.
  if (!('refusal' in answer)) return answer.value;
  const { code, params, ...definition } = answer.refusal;
  throw new DomainError(code, definition, params);
}

/** Throws `ERR_VALIDATION` for what is no key: for commands that read much before they come to it. */
export function assertKey(key: string): void {
  if (!keyPattern.test(key)) throw kernelError('ERR_VALIDATION', { field: 'Idempotency-Key' });
}
