import { openApiDocument } from '@atelier/api/kernel/openapi.ts';
import type { FastifyInstance } from 'fastify';

/** The OpenAPI document, and a page to read it. */
export function registerDocs(app: FastifyInstance): void {
  const document = openApiDocument();
  app.get('/api/openapi.json', async () => document);
}
