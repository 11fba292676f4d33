import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Permission } from './authorize.ts';
import type { Touched } from './command-record.ts';
import type { Context } from './context.ts';
import { execute, executeStatement } from './execute.ts';
import { procedure } from './trpc/procedure.ts';

type Schema = z.ZodType;

interface QueryDefinition<Ctx, Input extends Schema, Result> {
  readonly permission: Permission;
  /** Left out where there is none. */
  readonly input?: Input;
  readonly run: (db: Knex, input: z.output<Input>, context: Ctx) => Result | Promise<Result>;
}

interface CommandDefinition<Ctx, Input extends Schema, Result, Single extends boolean> {
  readonly permission: Permission;
  readonly input: Input;
  /** Whether `run` is one statement, which needs no transaction of its own (ADR 4): for hot paths. */
  readonly singleStatement?: Single;
  /** May run several times, and so changes nothing but the database. */
  readonly run: (
    db: Single extends true ? Knex : Knex.Transaction,
    input: z.output<Input>,
    context: Ctx,
  ) => Promise<Result>;
  /** What changed, from nothing but these: open pages are told after the commit. */
  readonly touches: (input: z.output<Input>, result: Result) => readonly Touched[];
}

/**
 * The procedures of areas whose context is `Ctx`. Each says which permission it needs; a caller without it
 * is refused with `ERR_FORBIDDEN` before the input is looked at.
 */
export function proceduresWith<Ctx extends Context>() {
  return {
    /** Reads, and changes nothing. */
    query<Result, Input extends Schema = z.ZodVoid>(
      definition: QueryDefinition<Ctx, Input, Result>,
    ) {
      const { permission, input, run } = definition;
      return withInput(permission, input).query(({ ctx, input }) =>
        run(ctx.db, input as z.output<Input>, ctx as Ctx),
      );
    },

    /** Works for long on something that is not kept in the database: no transaction, key or announcement. */
    action<Result, Input extends Schema = z.ZodVoid>(
      definition: QueryDefinition<Ctx, Input, Result>,
    ) {
      const { permission, input, run } = definition;
      return withInput(permission, input).mutation(({ ctx, input }) =>
        run(ctx.db, input as z.output<Input>, ctx as Ctx),
      );
    },

    /**
     * A procedure that changes the database, in this order: permission, input, idempotency key,
     * transaction, the work, its record, commit, announcement (`execute`). So a forbidden or malformed call
     * claims no key. Its name, for keys and records, is its path in the router.
     */
    command<Input extends Schema, Result, Single extends boolean = false>(
      definition: CommandDefinition<Ctx, Input, Result, Single>,
    ) {
      const { permission, input, singleStatement, run, touches } = definition;
      const inPipeline = singleStatement ? executeStatement : execute;
      return procedure(permission)
        .input(input)
        .mutation(({ ctx, input: checked, path }) => {
          const input = checked as z.output<Input>;
          const call = {
            command: path,
            input,
            touches: (result: Result) => touches(input, result),
          };
          type Db = Parameters<typeof run>[0];
          return inPipeline(ctx, call, (db: Knex) => run(db as Db, input, ctx as Ctx));
        });
    },
  };
}

/** A procedure that takes this input, or none: checking that there is none would be a step more in each call. */
function withInput<Input extends Schema>(permission: Permission, input: Input | undefined) {
  const base = procedure(permission);
  type Taking = ReturnType<typeof base.input<Input>>;
  return input === undefined ? (base as unknown as Taking) : base.input(input as Input);
}

/** For areas that need nothing but the kernel's context. */
export const { query, action, command } = proceduresWith<Context>();
