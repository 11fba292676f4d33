import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { initTRPC, lazy, TRPCError } from '@trpc/server';
import { z } from 'zod';

export interface Context {
  readonly key: string | undefined;
  readonly ended: (how: string) => void;
}

/** Wraps every value, so that a forgotten conversion shows. */
export const wrapping = {
  serialize: (value: unknown) => ({ wrapped: value }),
  deserialize: (value: { wrapped: unknown }) => value.wrapped,
};

/** A procedure of every kind, good and bad. */
export function createRouter(transformed: boolean) {
  const t = initTRPC.context<Context>().create({
    ...(transformed ? { transformer: wrapping } : {}),
    isDev: false,
    errorFormatter: ({ shape, error, ...rest }) => ({
      ...shape,
      data: {
        ...shape.data,
        cause: error.cause?.message ?? null,
        about: { type: rest.type, path: rest.path, input: rest.input, key: rest.ctx?.key },
      },
    }),
  });
  const { procedure: p, router } = t;
  return router({
    echo: p.input(z.unknown()).query(({ input, ctx }) => ({ input, key: ctx.key })),
    strict: p.input(z.strictObject({ id: z.uuid() })).query(({ input }) => input),
    add: p
      .input(z.strictObject({ a: z.int(), b: z.int() }))
      .mutation(({ input }) => input.a + input.b),
    nothing: p.query(() => undefined),
    forbidden: p.query(() => {
      throw new TRPCError({ code: 'FORBIDDEN', message: 'no', cause: new Error('why') });
    }),
    broken: p.query(() => {
      throw new Error('secret');
    }),
    thrownText: p.mutation(() => {
      throw 'text';
    }),
    unserializable: p.query(() => ({ big: 1n }) as unknown as string),
    generator: p.query(async function* () {
      yield 1;
    }),
    promised: p.query(() => ({ later: Promise.resolve(1) })),
    nested: router({ deep: p.query(() => 'deep') }),
    lazily: lazy(async () => router({ loaded: p.query(() => 'loaded') })),
    ticks: p.subscription(async function* () {
      yield 1;
      yield 2;
    }),
    waits: p.query(async ({ signal, ctx }) => {
      ctx.ended('begun');
      if (signal && !signal.aborted) await once(signal, 'abort');
      ctx.ended('aborted');
      return 'too late';
    }),
    waitsALittle: p.mutation(async ({ signal }) => {
      await sleep(50);
      return signal?.aborted;
    }),
  });
}

export type TestRouter = ReturnType<typeof createRouter>;
