import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { Knex } from 'knex';
import type { Context } from './context.ts';
import { runOnce } from './idempotency.ts';

/** A command's name, for its idempotency keys, and its checked input. */
export interface CommandCall {
  readonly command: string;
  readonly input: unknown;
}

/** Runs a command in one transaction, once for its idempotency key if the request has one. */
export async function runCommand<Result>(
  context: Context,
  call: CommandCall,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  const { idempotencyKey: key } = context;
  if (key === undefined) return inTransaction(context.db, work);
  return runOnce(context.db, { key, ...call }, work);
}

/** The same for a command that is a single statement: without a key it needs no transaction around it. */
export async function runStatement<Result>(
  context: Context,
  call: CommandCall,
  work: (db: Knex) => Promise<Result>,
): Promise<Result> {
  return context.idempotencyKey === undefined ? work(context.db) : runCommand(context, call, work);
}
