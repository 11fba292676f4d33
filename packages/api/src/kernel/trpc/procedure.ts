import { toDomainError } from '@atelier/db/kernel/database-errors.ts';
import { DomainError, kernelError } from '@atelier/domain/kernel/errors.ts';
import { initTRPC } from '@trpc/server';
import { isAllowed, type Permission } from '../authorize.ts';
import type { Context } from '../context.ts';
import { errorBody } from '../error-body.ts';
import { toTrpcError } from './errors.ts';

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

/**
 * The base of every procedure: refuses callers without the permission, with `ERR_FORBIDDEN`, and turns what
 * the database reports into coded errors. `kernel/command.ts` builds queries and commands on it.
 */
export function procedure(permission: Permission) {
  return t.procedure.use(async ({ ctx, next }) => {
    if (!isAllowed(ctx.actor, permission)) throw toTrpcError(kernelError('ERR_FORBIDDEN'));
    const result = await next();
    if (result.ok) return result;
    const cause = toDomainError(result.error.cause);
    if (!(cause instanceof DomainError)) return result;
    throw toTrpcError(cause);
  });
}
