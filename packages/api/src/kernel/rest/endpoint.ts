import type { Action } from '@atelier/domain/identity/actions.ts';
import type { ErrorDefinition } from '@atelier/domain/kernel/errors.ts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../context.ts';

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

/** What an endpoint's handler gets: the checked request, and the procedures to call. */
export interface EndpointCall<Query extends Schema, Body extends Schema, Caller> {
  /** The area's procedures, called with this request's context. */
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Parsed<Query>;
  readonly body: Parsed<Body>;
  /** For what streams, and so passes the procedures by. */
  readonly context: Context;
  /** The body as it arrives, unpacked, for an endpoint with `streamedBody`. */
  readonly stream: AsyncIterable<Uint8Array>;
  readonly reply: FastifyReply;
}

/**
 * One REST endpoint, made from procedures: how its request looks, how the answer. The OpenAPI document
 * is written from the same value, so it cannot say anything else.
 */
export interface Endpoint<
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Caller = unknown,
> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `{name}` for parameters, below the area's prefix. */
  readonly path: `/${string}`;
  /** Asked for before the body is read. */
  readonly needs: Action;
  readonly operationId: string;
  readonly summary: string;
  /** What the summary leaves open: paragraphs of English, names in backticks. */
  readonly description?: string;
  readonly query?: Query;
  /** The body, checked before the handler; leave it out for one that the handler streams. */
  readonly body?: Body;
  /** How long the body may be, in bytes; a megabyte unless told. */
  readonly bodyBytes?: number;
  /** Describes a body that the handler reads itself as a stream. */
  readonly streamedBody?: z.ZodType;
  /** The media types of a body that is streamed; JSON unless told. */
  readonly streamedTypes?: readonly string[];
  readonly status: 200 | 201;
  readonly answer: z.ZodType;
  /** Codes that this endpoint can refuse with, beside those that follow from what it takes. */
  readonly errors: readonly string[];
  /** Whether the app has a page at the same address, which whoever asks for HTML is given (ADR 130). */
  readonly besidePage?: true;
  /** Whether it takes an Idempotency-Key header. */
  readonly idempotent?: boolean;
  /** Gives the answer, or undefined when it has sent one itself. */
  readonly handle: (call: EndpointCall<Query, Body, Caller>) => Promise<unknown>;
}

/** The endpoints of one area, and what is particular to them. */
export interface RestArea {
  readonly tag: string;
  readonly description: string;
  /** Empty for a contract whose addresses begin at the root. */
  readonly prefix: `/${string}` | '';
  readonly endpoints: readonly Endpoint[];
  /** What its endpoints call. */
  readonly createCaller: (context: Context) => unknown;
  /** The area's codes; its endpoints use these and the kernel's. */
  readonly errorTable: Readonly<Record<string, ErrorDefinition>>;
  /** What stands in braces in the paths of its endpoints, by name: for the OpenAPI document. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  /** Contracts that answer 400 to a conflict. */
  readonly conflictStatus?: 400 | 409;
  /** The `detail` of a 404 by its code, for contracts that have words of their own for it. */
  readonly notFoundTexts?: Readonly<Record<string, string>>;
}

/** For an area whose procedures `Caller` calls: gives an endpoint its types, to be kept in a list with others. */
export function endpointOf<Caller>() {
  return <Query extends Schema = undefined, Body extends Schema = undefined>(
    definition: Endpoint<Query, Body, Caller>,
  ): Endpoint => definition as unknown as Endpoint;
}
