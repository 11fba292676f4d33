import { varyByAccept } from '@atelier/api/kernel/rest/page-or-data.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { leadToPublicAddress } from './public-address.ts';
import type { MethodsOf } from './taken-methods.ts';
import { verifyPageFile } from './verify-page.ts';

export interface WebAppOptions {
  readonly methodsOf: MethodsOf;
  /** Where people reach the house. */
  readonly publicUrl: string;
  /** Is called with each page that is sent. */
  readonly welcome: (request: FastifyRequest, reply: FastifyReply) => void;
}

/**
 * Serves the built web app: its files, and its page for every address that could be one of its routes,
 * since the app does its own routing. Files with a hash in their name may be cached for ever, the page
 * never. Any other address is refused: with 405 and `Allow` where another method is accepted, else with
 * 404.
 */
export async function registerWebApp(
  app: FastifyInstance,
  webRoot: string | undefined,
  { methodsOf, publicUrl, welcome }: WebAppOptions,
): Promise<void> {
  if (webRoot !== undefined) {
    await app.register(fastifyStatic, {
      root: webRoot,
      wildcard: false,
      // It has a policy of its own: `verify-page.ts`.
      globIgnore: [verifyPageFile],
      // The page is sent below, for its own address too.
      index: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = path.includes('/assets/') || path.includes('\\assets\\');
        const keep = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
        response.setHeader('cache-control', keep);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.replace(/\?.*/s, '');
    const isPage = webRoot !== undefined && isPageAddress(path);
    if (isPage && pageMethods.includes(request.method)) {
      if (!acceptsHtml(request)) throw kernelError('ERR_NOT_FOUND');
      if (leadToPublicAddress(request, reply, publicUrl)) return reply;
      welcome(request, reply);
      varyByAccept(reply);
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    }
    const taken = methodsOf(path);
    const allowed = (taken.length === 0 && isPage ? pageMethods : taken).join(', ');
    if (allowed === '') throw kernelError('ERR_NOT_FOUND');
    reply.header('allow', allowed);
    throw kernelError('ERR_METHOD_NOT_ALLOWED', { allowed });
  });
}

const pageMethods: readonly string[] = ['GET', 'HEAD'];

/** A dot in the last part is a file's, which would be there; two slashes at the beginning are another host's. */
function isPageAddress(path: string): boolean {
  return !/^\/(\/|(api|assets)(\/|$))/.test(path) && !/\.[^/]*$/.test(path);
}

/** Whoever says nothing takes anything; a program that asks for JSON is not given a page. */
function acceptsHtml({ headers: { accept } }: FastifyRequest): boolean {
  return accept === undefined || /text\/html|text\/\*|\*\/\*|application\/xhtml\+xml/i.test(accept);
}
