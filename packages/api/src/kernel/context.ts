import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import type { AuditDoor } from '@atelier/domain/identity/audit.ts';
import type { Proof } from '@atelier/domain/identity/proof.ts';
import type { FastifyRequest } from 'fastify';
import type { Knex } from 'knex';
import type { Client } from './client.ts';
import type { LiveHub } from './live/hub.ts';
import { requestKey } from './request-key.ts';

/** What every call works with, made once for the process. An area that needs more extends it in its folder. */
export interface Services {
  readonly db: Knex;
  readonly notifier: Notifier;
  readonly live: LiveHub;
}

/** Who calls, and until when that is so. */
export interface Caller {
  readonly actor: Actor;
  /** The session by which they signed in; null for a token, a guest, and whoever did not sign in. */
  readonly sessionId: string | null;
  /** When whoever signed in last showed who they are; left out, it is as if never. */
  readonly provedAt?: Proof | undefined;
  /** A signal that follows this one, and is aborted as well when that ends: for what goes on for long. */
  readonly untilEnd: (signal: AbortSignal) => AbortSignal;
  /** The browser or program with which they do it. */
  readonly client: Client;
}

/** What came with this one request. */
export interface RequestContext extends Caller {
  /** From the `Idempotency-Key` header. */
  readonly idempotencyKey?: string | undefined;
  /** As the log and the audit log name the request; null for a call that is none. */
  readonly requestId: string | null;
  readonly door: AuditDoor;
}

export interface Context extends Services, RequestContext {}

/** Says who made a request. Throws `ERR_UNAUTHENTICATED` for a token that says nothing. */
export type Identify = (request: FastifyRequest) => Promise<Caller>;

/** Makes the context of a request, the same for tRPC, REST and streams. */
export function contextFactory<S extends Services>(
  services: S,
  identify: Identify,
): (request: FastifyRequest, door: AuditDoor) => Promise<S & RequestContext> {
  return async (request, door) => ({
    ...services,
    ...(await identify(request)),
    idempotencyKey: requestKey(request),
    requestId: request.id,
    door,
  });
}
