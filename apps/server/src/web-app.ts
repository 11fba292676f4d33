import { kernelError } from '@atelier/domain/kernel/errors.ts';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * The built web app: its files, and its page for every address that is not the API's, since the app
 * finds its way by itself. Files with a hash in their name may be kept for ever, the page never.
 */
export async function registerWebApp(
  app: FastifyInstance,
  webRoot: string | undefined,
): Promise<void> {
  if (webRoot !== undefined) {
    await app.register(fastifyStatic, {
      root: webRoot,
      wildcard: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = path.includes('/assets/') || path.includes('\\assets\\');
        const keep = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
        response.setHeader('cache-control', keep);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      /^(GET|HEAD)$/.test(request.method) && !/^\/(api|assets)([/?]|$)/.test(request.url);
    if (webRoot === undefined || !isPage) throw kernelError('ERR_NOT_FOUND');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
