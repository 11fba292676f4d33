import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { restAreas } from '../rest-areas.ts';
import type { Endpoint, RestArea } from './rest.ts';

const errorShape = z
  .strictObject({
    code: z.string().meta({ example: 'ERR_VALIDATION' }),
    message: z.string().meta({ description: 'Short English text for logs.' }),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Error' });

/** The OpenAPI 3.1 document of every REST endpoint, written from the endpoints themselves. */
export function openApiDocument() {
  const paths: ZodOpenApiPathsObject = {};
  for (const area of restAreas) {
    for (const one of area.endpoints) {
      const path = `${area.prefix}${one.path}`;
      paths[path] = { ...paths[path], [one.method.toLowerCase()]: operation(area, one) };
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Atelier',
      version: '1',
      description: 'REST endpoints for programs. The web app speaks tRPC beside them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
  });
}

function operation(area: RestArea, one: Endpoint): ZodOpenApiOperationObject {
  const parameters = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const, format: 'uuid' },
  }));
  const key = { name: 'Idempotency-Key', in: 'header' as const, description: keyText };
  const body = one.body ?? one.streamedBody;
  return {
    operationId: one.operationId,
    summary: one.summary,
    tags: [area.tag],
    parameters: [
      ...parameters,
      ...(one.idempotent ? [{ ...key, schema: { type: 'string' as const, maxLength: 255 } }] : []),
    ],
    ...(one.query instanceof z.ZodObject ? { requestParams: { query: one.query } } : {}),
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: {
      [one.status]: { description: one.summary, content: json(one.answer) },
      default: { description: errorText(one), content: json(errorShape) },
    },
  };
}

const keyText =
  'A repeat with the same key gives the first answer and changes nothing. Kept for 30 days.';

function errorText(one: Endpoint): string {
  return `Refused: ${['ERR_VALIDATION', ...one.errors].join(', ')}`;
}

function json(schema: z.ZodType) {
  return { 'application/json': { schema } };
}
