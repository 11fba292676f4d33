import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { Knex } from 'knex';
import type { Touched } from './command-record.ts';
import type { Context } from './context.ts';
import { runOnce } from './idempotency.ts';

/** A command as its transaction knows it. */
export interface CommandCall<Result> {
  /** `<area>.<command>`, as the router has it. */
  readonly command: string;
  /** Checked, and what the idempotency key is for: the same key with another input is refused. */
  readonly input: unknown;
  readonly touches: (result: Result) => readonly Touched[];
}

/**
 * Does a command that was allowed: once per idempotency key if the request has one, in one transaction that
 * is repeated after a deadlock. The command is recorded in that transaction and announced after its commit.
 * A request that repeats a key is announced again: its first run may have been killed before its
 * announcement.
 */
export async function execute<Result>(
  context: Context,
  call: CommandCall<Result>,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  const { db, actor, idempotencyKey: key, recordCommand } = context;
  const { command, input, touches } = call;
  const recorded = async (trx: Knex.Transaction): Promise<Result> => {
    const result = await work(trx);
    await recordCommand?.(trx, { actor, command, input, touched: touches(result) });
    return result;
  };
  const result =
    key === undefined
      ? await inTransaction(db, recorded)
      : await runOnce(db, { actor: actor.id, key, command, input }, recorded);
  return announced(context, call, result);
}

/** The same for a command that is a single statement: with nothing beside it, it needs no transaction. */
export async function executeStatement<Result>(
  context: Context,
  call: CommandCall<Result>,
  work: (db: Knex) => Promise<Result>,
): Promise<Result> {
  const { db, idempotencyKey, recordCommand } = context;
  const alone = idempotencyKey === undefined && recordCommand === undefined;
  return alone ? announced(context, call, await work(db)) : execute(context, call, work);
}

function announced<Result>(
  { notifier }: Context,
  { command, touches }: CommandCall<Result>,
  result: Result,
): Result {
  const area = command.slice(0, command.indexOf('.'));
  for (const touched of touches(result)) notifier.notify({ area, ...touched });
  return result;
}
