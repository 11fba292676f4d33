import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import type { FastifyRequest } from 'fastify';
import type { Knex } from 'knex';
import { type Actor, localActor } from './authorize.ts';
import type { RecordCommand } from './command-record.ts';
import type { LiveHub } from './live/hub.ts';
import { requestKey } from './request-key.ts';

/** What every call works with, made once for the process. An area that needs more extends it in its folder. */
export interface Services {
  readonly db: Knex;
  readonly notifier: Notifier;
  readonly live: LiveHub;
  /** Is told of every command inside its transaction; an audit log is written by it, and none is yet. */
  readonly recordCommand?: RecordCommand | undefined;
}

/** What came with this one request. */
export interface RequestContext {
  readonly actor: Actor;
  /** From the `Idempotency-Key` header. */
  readonly idempotencyKey?: string | undefined;
}

export interface Context extends Services, RequestContext {}

/** Says who made a request. */
export type Identify = (request: FastifyRequest) => Actor | Promise<Actor>;

/** Makes the context of a request, the same for tRPC, REST and streams. */
export function contextFactory<S extends Services>(
  services: S,
  identify: Identify = () => localActor,
): (request: FastifyRequest) => Promise<S & RequestContext> {
  return async (request) => ({
    ...services,
    actor: await identify(request),
    idempotencyKey: requestKey(request),
  });
}
