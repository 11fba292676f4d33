import { toDomainError } from '@atelier/db/kernel/database-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { initTRPC, TRPCError } from '@trpc/server';
import type { Context } from '../context.ts';
import { errorBody } from '../error-body.ts';
import { trpcCodes } from '../error-status.ts';

/** So often a subscription gives a sign of life; a page that misses three in a row connects anew. */
const pingMs = 5000;

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => ({
    code: shape.code,
    message: shape.message,
    data: { httpStatus: shape.data.httpStatus, ...errorBody(error) },
  }),
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: pingMs },
    client: { reconnectAfterInactivityMs: 3 * pingMs },
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Every procedure's base: what the database reports becomes a coded error. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = toDomainError(result.error.cause);
  if (!(cause instanceof DomainError)) return result;
  throw new TRPCError({ code: trpcCodes[cause.kind], message: cause.message, cause });
});
