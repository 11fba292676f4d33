import { toDomainError } from '@atelier/db/kernel/database-errors.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { initTRPC } from '@trpc/server';
import { authorizeBefore, authorizeInHouse, type ResourceKind } from '../authorize.ts';
import type { Context } from '../context.ts';
import { errorBody } from '../error-body.ts';
import { toTrpcError } from './errors.ts';

/** So often a subscription gives a sign of life; a page that misses three in a row connects anew. */
const pingMs = 5000;

/** What can be read off a procedure: what whoever calls must be allowed, and with which thing. */
export interface ProcedureMeta {
  readonly needs: Action;
  readonly about?: { readonly kind: ResourceKind; readonly by: string } | undefined;
  /** How long the body of a call may be, in bytes; as long as any other unless told. */
  readonly bodyBytes?: number | undefined;
}

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
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
 * The base of every procedure: refuses callers who may not do what it needs, and turns what the database
 * reports into coded errors. `kernel/command.ts` builds queries and commands on it.
 */
export function procedure({ needs, about, bodyBytes }: ProcedureMeta) {
  return t.procedure.meta({ needs, about, bodyBytes }).use(async ({ ctx, next }) => {
    try {
      const gate = about === undefined ? authorizeInHouse : authorizeBefore;
      gate(ctx.actor, needs);
    } catch (refusal) {
      throw refusal instanceof DomainError ? toTrpcError(refusal) : refusal;
    }
    const result = await next();
    if (result.ok) return result;
    const cause = toDomainError(result.error.cause);
    if (!(cause instanceof DomainError)) return result;
    throw toTrpcError(cause);
  });
}
