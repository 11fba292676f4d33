import { openApiDocument } from '@atelier/api/kernel/openapi/document.ts';
import { openApiPage } from '@atelier/api/kernel/openapi/page.ts';
import { openApiPageStyle } from '@atelier/api/kernel/openapi/page-style.ts';
import { restAreas } from '@atelier/api/root.ts';
import type { FastifyInstance } from 'fastify';

/** The OpenAPI document, and a page to read it. */
export function registerDocs(app: FastifyInstance): void {
  const document = openApiDocument(restAreas);
  // Addresses as the page sees them, so that it also works below a proxy's prefix.
  const addresses = { stylesheet: 'docs/style.css', document: 'openapi.json' };

  app.get('/api/openapi.json', async () => document);
  app.get('/api/docs', async (request, reply) => {
    // The addresses in the page are relative to the one without a slash at its end.
    if (/^[^?]*\/(\?|$)/.test(request.url)) return reply.redirect('../docs');
    const origin = `${request.protocol}://${request.host}`;
    return reply
      .type('text/html; charset=utf-8')
      .send(openApiPage(document, { origin, ...addresses }));
  });
  app.get('/api/docs/style.css', async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(openApiPageStyle),
  );
}
