import type { RunStatement } from '@atelier/db/kernel/prepared-query.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import type { Resource } from '@atelier/domain/identity/decide.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { authorizeFound, authorizeWith, type ResourceKind, requireProof } from './authorize.ts';
import type { Context } from './context.ts';
import {
  additionOf,
  changeOf,
  type DeclaredAddition,
  type DeclaredChange,
  type DeclaredEffect,
  effectOf,
} from './effect.ts';
import {
  type Audited,
  type Commit,
  execute,
  executeAround,
  executeChange,
  executeStatement,
  repeated,
} from './execute.ts';
import { procedure } from './trpc/procedure.ts';

type Schema = z.ZodType;

/** The one thing that a procedure is about: a field of the input has its id. */
export interface Subject<Input> {
  readonly kind: ResourceKind;
  readonly by: keyof Input & string;
}

interface Definition<Input extends Schema> {
  /** What whoever calls must be allowed to do. */
  readonly needs: Action;
  /** Where that depends on a thing that not everybody may reach. */
  readonly about?: Subject<z.output<Input>>;
  /** How long the body of a call may be, in bytes; a megabyte unless told. */
  readonly bodyBytes?: number;
}

interface QueryDefinition<Ctx, Input extends Schema, Result> extends Definition<Input> {
  /** Left out where there is none. */
  readonly input?: Input;
  readonly run: (db: Knex, input: z.output<Input>, context: Ctx) => Result | Promise<Result>;
}

interface CommandDefinition<Ctx, Input extends Schema, Result> extends Definition<Input> {
  readonly input: Input;
  readonly effect: DeclaredEffect<z.output<Input>, Result>;
  /** What of the answer is kept for a repeated request, where it has a secret that is told once; else all of it. */
  readonly kept?: (result: Result) => Result;
  /** May run several times, and so changes nothing but the database. */
  readonly run: (trx: Knex.Transaction, input: z.output<Input>, context: Ctx) => Promise<Result>;
}

interface AroundDefinition<Ctx, Input extends Schema, Answer> extends Definition<Input> {
  readonly input: Input;
  /** Where the input has a password in it: by what is kept of the input for its idempotency key cannot be guessed at. */
  readonly secret?: (context: Ctx) => Buffer;
  /** Whose the idempotency key is, where whoever calls may be another when the request is repeated. */
  readonly owner?: (input: z.output<Input>) => string;
  /** Calls `commit` once, for all that it changes. */
  readonly run: (context: Ctx, input: z.output<Input>, commit: Commit<Answer>) => Promise<Answer>;
}

interface StatementDefinition<Ctx, Input extends Schema, Result> extends Definition<Input> {
  readonly input: Input;
  readonly effect: DeclaredAddition<z.output<Input>>;
  readonly run: (run: RunStatement, input: z.output<Input>, context: Ctx) => Promise<Result>;
}

interface ChangeDefinition<Ctx, Input extends Schema, Seen extends Resource, Result>
  extends Definition<Input> {
  readonly about: Subject<z.output<Input>>;
  readonly input: Input;
  readonly effect: DeclaredChange<z.output<Input>>;
  /** The one read of the thing that it is about: where it is, for the gate, and all that the work asks of it. */
  readonly look: (db: Knex, input: z.output<Input>) => Promise<Seen | undefined>;
  /** Decides on what was seen, and runs one statement that does nothing where that is not so any more. */
  readonly run: (looked: Looked<Seen>, input: z.output<Input>, context: Ctx) => Promise<Result>;
}

/** What a change works with. */
export interface Looked<Seen> {
  readonly seen: Seen;
  readonly audited: Audited;
  /** For a second look, at why the statement did nothing. */
  readonly db: Knex;
}

/**
 * The procedures of areas whose context is `Ctx`. Each says what it needs; a caller who may not do that is
 * refused with `ERR_UNAUTHENTICATED` or `ERR_FORBIDDEN` before the input is looked at.
 */
export function proceduresWith<Ctx extends Context>() {
  return {
    /** Reads, and changes nothing. */
    query<Result, Input extends Schema = z.ZodVoid>(
      definition: QueryDefinition<Ctx, Input, Result>,
    ) {
      const { run } = definition;
      return withInput(definition).query(async ({ ctx, input }) => {
        await reach(ctx, definition, input as z.output<Input>);
        return run(ctx.db, input as z.output<Input>, ctx as Ctx);
      });
    },

    /** Works for long on something that is not kept in the database: no transaction, key or announcement. */
    operation<Result, Input extends Schema = z.ZodVoid>(
      definition: QueryDefinition<Ctx, Input, Result>,
    ) {
      const { run } = definition;
      return withInput(definition).mutation(async ({ ctx, input }) => {
        await reach(ctx, definition, input as z.output<Input>);
        return run(ctx.db, input as z.output<Input>, ctx as Ctx);
      });
    },

    /**
     * A procedure that changes the database, in this order: permission, input, the first answer where it is a
     * repeated request, the thing it is about, idempotency key, transaction, the work, its entry in the audit log,
     * commit, announcement (`execute`). So a forbidden or malformed call claims no key, and what a call removed is
     * not missing to its repetition. Its name, for keys and the log, is its path in the
     * router.
     */
    command<Input extends Schema, Result>(definition: CommandDefinition<Ctx, Input, Result>) {
      const { run, kept } = definition;
      const effect = effectOf(definition.effect);
      return withInput(definition).mutation(async ({ ctx, input: checked, path }) => {
        const input = checked as z.output<Input>;
        const call = { command: path, input, effect, kept };
        const again = () => placeOf(ctx, definition, input);
        const known =
          definition.about && (await repeated<z.output<Input>, Result>(ctx, call, again));
        if (known) return known.value;
        const { projectId } = await reach(ctx, definition, input);
        return execute(ctx, { ...call, projectId }, (trx) => run(trx, input, ctx as Ctx));
      });
    },

    /**
     * The same with work around the transaction, which `run` calls: before it what takes long, or counts also where
     * it is refused, such as looking at a password; after it what is no part of the database, such as cookies. It
     * tells itself what it did, and what a repeated request is answered. A repetition does nothing of it.
     */
    commandAround<Input extends Schema, Answer>(definition: AroundDefinition<Ctx, Input, Answer>) {
      const { run, secret, owner } = definition;
      return withInput(definition).mutation(async ({ ctx, input: checked, path }) => {
        const input = checked as z.output<Input>;
        const keyed = { secret: secret?.(ctx as Ctx), owner: owner?.(input) };
        return executeAround<z.output<Input>, Answer>(
          ctx,
          { command: path, input, ...keyed },
          async (commit) => {
            await reach(ctx, definition, input);
            return run(ctx as Ctx, input, commit);
          },
        );
      });
    },

    /** The same for a hot path: its work is one statement, which needs no transaction of its own (ADR 4). */
    statement<Input extends Schema, Result>(definition: StatementDefinition<Ctx, Input, Result>) {
      const { run } = definition;
      const effect = additionOf(definition.effect);
      return withInput(definition).mutation(async ({ ctx, input: checked, path }) => {
        const input = checked as z.output<Input>;
        const call = { command: path, input, effect };
        const again = () => placeOf(ctx, definition, input);
        const known =
          definition.about && (await repeated<z.output<Input>, Result>(ctx, call, again));
        if (known) return known.value;
        const { projectId } = await reach(ctx, definition, input);
        return executeStatement(ctx, { ...call, projectId }, (statements) =>
          run(statements, input, ctx as Ctx),
        );
      });
    },

    /**
     * The same for a hot path that has to look at a thing before it changes it. One read is for the gate and for the
     * work; it comes before the key is claimed, and what it saw is no longer certain when the statement runs.
     */
    change<Input extends Schema, Seen extends Resource, Result>(
      definition: ChangeDefinition<Ctx, Input, Seen, Result>,
    ) {
      const { needs, about, look, run } = definition;
      const effect = changeOf(definition.effect);
      return withInput(definition).mutation(async ({ ctx, input: checked, path }) => {
        const input = checked as z.output<Input>;
        const call = { command: path, input, effect };
        const again = async () => (await look(ctx.db, input)) ?? {};
        const known = await repeated<z.output<Input>, Result>(ctx, call, again);
        if (known) return known.value;
        const seen = authorizeFound(ctx.actor, needs, about.kind, await look(ctx.db, input));
        requireProof(ctx, needs);
        return executeChange(ctx, { ...call, projectId: seen.projectId }, (audited, db) =>
          run({ seen, audited, db }, input, ctx as Ctx),
        );
      });
    },
  };
}

/** A procedure that takes this input, or none: checking that there is none would be a step more in each call. */
function withInput<Input extends Schema>({
  needs,
  about,
  bodyBytes,
  input,
}: Definition<Input> & { readonly input?: Input }) {
  const base = procedure({
    needs,
    about: about as Subject<Record<string, unknown>> | undefined,
    bodyBytes,
  });
  type Taking = ReturnType<typeof base.input<Input>>;
  return input === undefined ? (base as unknown as Taking) : base.input(input as Input);
}

/**
 * The second gate: only where there is a thing to look up is anything looked up. And the last, `requireProof`. Gives
 * where the thing is.
 */
async function reach<Input extends Schema>(
  context: Context,
  { needs, about }: Definition<Input>,
  input: z.output<Input>,
): Promise<Resource> {
  const { db, actor } = context;
  const resource =
    about && (await authorizeWith(db, actor, needs, about.kind, String(input[about.by])));
  requireProof(context, needs);
  return resource ?? {};
}

/** Where the thing is that a procedure is about, without asking who may reach it. */
async function placeOf<Input extends Schema>(
  { db }: Context,
  { about }: Definition<Input>,
  input: z.output<Input>,
): Promise<Resource> {
  return (await about?.kind.load(db, String(input[about.by]))) ?? {};
}

/** For areas that need nothing but the kernel's context. */
export const { query, operation, command, commandAround, statement, change } =
  proceduresWith<Context>();
