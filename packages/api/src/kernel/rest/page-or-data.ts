import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';

const name = 'wants';
type Wanted = 'page' | 'data';
type Strategy = Parameters<FastifyInstance['addConstraintStrategy']>[0];
type Handler = NonNullable<ReturnType<ReturnType<Strategy['storage']>['get']>>;

/**
 * Tells two things at one address apart: a page of the app, and what programs read there (ADR 130). Whoever names HTML
 * among what they accept, as a browser does that opens an address, wants the page; everybody else wants the data, also
 * whoever takes anything.
 *
 * @param hasPages whether pages are served here at all
 */
export function pageOrData({ hasPages }: { readonly hasPages: boolean }): Strategy {
  return {
    name,
    mustMatchWhenDerived: false,
    validate() {},
    storage() {
      const handlers = new Map<unknown, Handler>();
      return {
        get: (wanted) => handlers.get(wanted) ?? null,
        set: (wanted, handler) => void handlers.set(wanted, handler),
      };
    },
    deriveConstraint: ({ headers: { accept } }): Wanted =>
      hasPages && accept !== undefined && html.test(accept) ? 'page' : 'data',
  };
}

const html = /text\/html|application\/xhtml\+xml/i;

/** Of a route that is no page: whoever wants that is led on to it. */
export const isData: Pick<RouteOptions, 'constraints'> = { constraints: { [name]: 'data' } };

/** So that nobody on the way gives the one for the other. */
export function varyByAccept(reply: FastifyReply): void {
  const already = reply.getHeader('vary');
  reply.header('vary', already === undefined ? 'accept' : `${already}, accept`);
}
