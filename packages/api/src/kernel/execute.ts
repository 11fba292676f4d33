import { auditedStatements, writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { RunStatement } from '@atelier/db/kernel/prepared-query.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { Knex } from 'knex';
import type { Context } from './context.ts';
import type { Effect, StatementEffect } from './effect.ts';
import { answerBefore, runOnce } from './idempotency.ts';

/** A command as its transaction knows it. */
interface CommandCall<Input, Result> {
  /** `<area>.<command>`, as the router has it. */
  readonly command: string;
  /** Checked, and what the idempotency key is for: the same key with another input is refused. */
  readonly input: Input;
  readonly effect: Pick<Effect<Input, Result>, 'touches' | 'isPrivate'>;
  /** What of the answer may be kept for a repeated request; all of it unless told. */
  readonly kept?: ((result: Result) => Result) | undefined;
}

interface WatchedCall<Input, Result> extends CommandCall<Input, Result> {
  readonly effect: Effect<Input, Result>;
}

interface StatementCall<Input, Result> extends CommandCall<Input, Result> {
  readonly effect: StatementEffect<Input, Result>;
}

/**
 * Does a command that was allowed: once per idempotency key if the request has one, in one transaction that
 * is repeated after a deadlock. What it did is written to the audit log in that transaction, and announced
 * after its commit. A request that repeats a key is announced again: its first run may have been killed
 * before its announcement.
 */
export async function execute<Input, Result>(
  context: Context,
  call: WatchedCall<Input, Result>,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  const { input, effect } = call;
  const audited = async (trx: Knex.Transaction): Promise<Result> => {
    const done = await effect.watch(trx, input);
    const result = await work(trx);
    await writeAudit(trx, originOf(context, call), await done(result));
    return result;
  };
  return announced(context, call, await once(context, call, audited));
}

/**
 * The same for a command that is a single statement, which writes its entry of the log as well: without an
 * idempotency key it needs no transaction.
 */
export async function executeStatement<Input, Result>(
  context: Context,
  call: StatementCall<Input, Result>,
  work: (run: RunStatement) => Promise<Result>,
): Promise<Result> {
  const { db, idempotencyKey } = context;
  const { input, effect } = call;
  const origin = originOf(context, call);
  const audited = (on: Knex) => work(auditedStatements(on, origin, effect.entry(input)));
  const result =
    idempotencyKey === undefined ? await audited(db) : await once(context, call, audited);
  return announced(context, call, result);
}

/**
 * What a command answered that comes again under its idempotency key; undefined for one that comes for the first
 * time. For commands about a thing, which the first time may have removed: it is announced again, and nothing else
 * is done.
 */
export async function repeated<Input, Result>(
  context: Context,
  call: CommandCall<Input, Result>,
): Promise<{ readonly value: Result } | undefined> {
  const { db, actor, idempotencyKey: key } = context;
  if (key === undefined) return undefined;
  const { command, input } = call;
  const known = await answerBefore<Result>(db, { actor: actor.id, key, command, input });
  return known && { value: announced(context, call, known.value) };
}

function once<Input, Result>(
  { db, actor, idempotencyKey: key }: Context,
  { command, input, kept }: CommandCall<Input, Result>,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return key === undefined
    ? inTransaction(db, work)
    : runOnce(db, { actor: actor.id, key, command, input }, work, kept);
}

function originOf({ actor, requestId, door }: Context, { command }: { readonly command: string }) {
  return { actorId: actor.id, command, requestId, door };
}

function announced<Input, Result>(
  { notifier, actor }: Context,
  { command, input, effect }: CommandCall<Input, Result>,
  result: Result,
): Result {
  const area = command.slice(0, command.indexOf('.'));
  const onlyFor = effect.isPrivate ? actor.id : undefined;
  for (const touched of effect.touches(input, result)) {
    notifier.notify({ area, ...touched, onlyFor });
  }
  return result;
}
