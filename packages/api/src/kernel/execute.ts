import { auditedStatements, writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { RunStatement } from '@atelier/db/kernel/prepared-query.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import type { Resource } from '@atelier/domain/identity/decide.ts';
import { DomainError, kernelError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import type { Context } from './context.ts';
import type { Effect, StatementEffect, ToldChange } from './effect.ts';
import { answerBefore, runOnce } from './idempotency.ts';

/** A command, and what its idempotency key is for. */
export interface KeyedCall<Input> {
  /** `<area>.<command>`, as the router has it. */
  readonly command: string;
  /** Checked: the same key with another input is refused. */
  readonly input: Input;
  /** Where the input has a password in it (`KeyedCommand`). */
  readonly secret?: Buffer | undefined;
  /** Whose the key is; whoever calls, unless told. */
  readonly owner?: string | undefined;
}

/** A command as its transaction knows it. */
interface CommandCall<Input, Result> extends KeyedCall<Input> {
  readonly effect: Pick<Effect<Input, Result>, 'touches' | 'isPrivate'>;
  /** Where the thing is that it is about. */
  readonly projectId?: string | undefined;
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
  let entries: readonly AuditEntry[] = [];
  const audited = async (trx: Knex.Transaction): Promise<Result> => {
    const done = await effect.watch(trx, input);
    const result = await work(trx);
    entries = await done(result);
    await writeAudit(trx, originOf(context, call), entries);
    return result;
  };
  const result = await once(context, call, audited);
  return announced(context, call, result, entries);
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

/** What was done, where a command tells it itself. */
export interface Deed<Result, Answer> {
  readonly result: Result;
  readonly entries: readonly AuditEntry[];
  /** What a repeated request is answered: what was told once is not in it. Left out, it is answered by nothing. */
  readonly kept?: Answer | undefined;
  /** Who did it, where that was not known before: whoever signed in. */
  readonly actorId?: string | undefined;
  /** Sessions that ended with it. */
  readonly ended?: readonly string[];
}

/** Does what is to be done in one transaction, once; gives what it found. */
export type Commit<Answer> = <Result>(
  work: (trx: Knex.Transaction) => Promise<Deed<Result, Answer>>,
) => Promise<Result>;

/**
 * The same as `execute` for a command with work around its transaction, which calls `commit` for that: such as
 * looking at a password before it, and setting cookies after it.
 */
export async function executeAround<Input, Answer>(
  context: Context,
  call: KeyedCall<Input>,
  work: (commit: Commit<Answer>) => Promise<Answer>,
): Promise<Answer> {
  const known = await firstAnswer<Input, Answer>(context, call);
  if (known !== undefined) return known.value;
  try {
    return await work((part) => commit(context, call, part));
  } catch (error) {
    // Of two at the same moment, the second one finds done what it asks for, and may be refused for that.
    const since = error instanceof DomainError && (await firstAnswer<Input, Answer>(context, call));
    if (since) return since.value;
    throw error;
  }
}

/**
 * Does a part of a command that tells itself what it did, in one transaction with its entries in the audit log, and
 * announces what ended with it. For one that is another each time it is asked for, such as signing in, there is no
 * `input`, and its key is none.
 */
export async function commit<Result, Answer>(
  context: Context,
  call: Pick<KeyedCall<unknown>, 'command'> & Partial<KeyedCall<unknown>>,
  work: (trx: Knex.Transaction) => Promise<Deed<Result, Answer>>,
): Promise<Result> {
  let done: Deed<Result, Answer> | undefined;
  const audited = async (trx: Knex.Transaction): Promise<Deed<Result, Answer> | Answer> => {
    done = await work(trx);
    const { entries, actorId = context.actor.id } = done;
    await writeAudit(trx, { ...originOf(context, call), actorId }, entries);
    return done;
  };
  const kept = () => done?.kept as Answer;
  const { input } = call;
  const found = await (input === undefined
    ? inTransaction(context.db, audited)
    : once(context, { ...call, input, kept }, audited));
  // What was found under the key is no deed of this request, nor of an attempt of it that was rolled back.
  if (done === undefined || found !== done) throw kernelError('ERR_BUSY');
  const { result, ended = [] } = done;
  if (ended.length > 0) {
    context.notifier.notify({ area: 'identity', entity: 'session', ids: ended });
  }
  return result;
}

interface ChangeCall<Input, Result> extends CommandCall<Input, Result> {
  readonly effect: CommandCall<Input, Result>['effect'] & {
    readonly entry: (input: Input, told: ToldChange) => AuditEntry;
  };
}

/** Runs a statement that writes down what it did, if it did it. */
export type Audited = (told: ToldChange) => RunStatement;

/** The same for one that has to look before it knows what to tell: its statement refuses what changed meanwhile. */
export async function executeChange<Input, Result>(
  context: Context,
  call: ChangeCall<Input, Result>,
  work: (audited: Audited, db: Knex) => Promise<Result>,
): Promise<Result> {
  const { db, idempotencyKey } = context;
  const { input, effect } = call;
  const origin = originOf(context, call);
  const run = (on: Knex) =>
    work((told) => auditedStatements(on, origin, effect.entry(input, told)), on);
  const result = idempotencyKey === undefined ? await run(db) : await once(context, call, run);
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
  placeOf: () => Promise<Resource>,
): Promise<{ readonly value: Result } | undefined> {
  const known = await firstAnswer<Input, Result>(context, call);
  if (known === undefined) return undefined;
  const { projectId } = await placeOf();
  return { value: announced(context, { ...call, projectId }, known.value) };
}

async function firstAnswer<Input, Result>(
  { db, actor, idempotencyKey: key }: Context,
  { command, input, secret, owner = actor.id }: KeyedCall<Input>,
): Promise<{ readonly value: Result } | undefined> {
  if (key === undefined) return undefined;
  return answerBefore<Result>(db, { actor: owner, key, command, input, secret });
}

function once<Input, Result>(
  { db, actor, idempotencyKey: key }: Context,
  call: KeyedCall<Input> & Pick<CommandCall<Input, Result>, 'kept'>,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  const { command, input, secret, owner = actor.id, kept } = call;
  return key === undefined
    ? inTransaction(db, work)
    : runOnce(db, { actor: owner, key, command, input, secret }, work, kept);
}

function originOf({ actor, requestId, door }: Context, { command }: { readonly command: string }) {
  return { actorId: actor.id, command, requestId, door };
}

function announced<Input, Result>(
  { notifier, actor }: Context,
  { command, input, effect, projectId }: CommandCall<Input, Result>,
  result: Result,
  entries: readonly AuditEntry[] = [],
): Result {
  const area = command.slice(0, command.indexOf('.'));
  const onlyFor = effect.isPrivate ? actor.id : undefined;
  for (const touched of effect.touches(input, result)) {
    notifier.notify({ area, ...touched, projectId, onlyFor });
    for (const [elsewhere, ids] of inOtherProjects(entries, touched.entity, projectId)) {
      notifier.notify({
        ...{ area, ...touched, projectId: elsewhere, onlyFor },
        ids: touched.ids && ids,
      });
    }
  }
  return result;
}

/** The things of an entity that the log found in other projects than where the command was: brought there, or made. */
function inOtherProjects(
  entries: readonly AuditEntry[],
  entity: string,
  projectId: string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const one of entries) {
    if (one.entity !== entity || one.projectId === undefined || one.projectId === projectId) {
      continue;
    }
    const ids = found.get(one.projectId) ?? [];
    if (one.id !== null) ids.push(one.id);
    found.set(one.projectId, ids);
  }
  return found;
}
