import { type ErrorDefinition, kernelErrors } from '@atelier/domain/kernel/errors.ts';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { httpStatus } from '../error-status.ts';
import type { Endpoint, RestArea } from '../rest/endpoint.ts';

const errorShape = z
  .strictObject({
    code: z.string().meta({ example: 'ERR_VALIDATION' }),
    message: z
      .string()
      .meta({ description: 'Short English text for logs.', example: 'The request is malformed.' }),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Facts about this refusal, where there are some.' }),
  })
  .meta({ id: 'Error' });

const description = `REST endpoints for programs; the web app speaks tRPC beside them.

Bodies and answers are JSON. Instants are ISO 8601 in UTC, with six digits of the second.

Whatever is refused is answered with the shape \`Error\`: rely on its \`code\`, which never changes, not on its \`message\`.

A 503 means that nothing is wrong with the request, and that it may be repeated. After \`ERR_BUSY\` and \`ERR_READ_ONLY\` nothing was done; after \`ERR_UNAVAILABLE\`, or without any answer, repeat a command with the \`Idempotency-Key\` it had, so that it is not done twice.`;

const keyText =
  'Printable characters of your choice. A repeat with the same key gives the first answer and changes nothing. Kept for 30 days.';

/** The OpenAPI 3.1 document of the areas' REST endpoints, written from the endpoints themselves. */
export function openApiDocument(areas: readonly RestArea[]) {
  const paths: ZodOpenApiPathsObject = {};
  for (const area of areas) {
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
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [
      ...areas.map(({ tag, description }) => ({ name: tag, description })),
      { name: 'Operation', description: 'For whoever runs the server.' },
    ],
    paths: { ...paths, '/health': { get: health } },
  });
}

function operation(area: RestArea, one: Endpoint): ZodOpenApiOperationObject {
  const parameters = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const, format: 'uuid' },
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header' as const,
    description: keyText,
    schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
  };
  const body = one.body ?? one.streamedBody;
  return {
    operationId: one.operationId,
    summary: one.summary,
    ...(one.description ? { description: one.description } : {}),
    tags: [area.tag],
    parameters: [...parameters, ...(one.idempotent ? [key] : [])],
    ...(one.query instanceof z.ZodObject ? { requestParams: { query: one.query } } : {}),
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: {
      [one.status]: { description: 'Done.', content: json(one.answer) },
      ...refusals(area, one),
      ...anywhere,
    },
  };
}

/** What every endpoint can answer, described once. */
const anywhere = {
  '403': sharedRefusal('OriginRefused', 'ERR_ORIGIN_REFUSED'),
  '500': sharedRefusal('Internal', 'ERR_INTERNAL'),
  '503': sharedRefusal('Unavailable', 'ERR_UNAVAILABLE', 'ERR_BUSY', 'ERR_READ_ONLY'),
};

const healthShape = z.strictObject({
  status: z.enum(['ok', 'unavailable']),
  database: z.enum(['ok', 'unavailable']),
});

/** Served beside the areas, whatever they are. */
const health: ZodOpenApiOperationObject = {
  operationId: 'health',
  summary: 'Health',
  description: 'Whether the server and its database answer.',
  tags: ['Operation'],
  responses: {
    '200': { description: 'Both answer.', content: json(healthShape) },
    '503': { description: 'The database does not answer.', content: json(healthShape) },
    '403': anywhere['403'],
  },
};

function sharedRefusal(
  id: string,
  ...codes: (keyof typeof kernelErrors)[]
): ZodOpenApiResponseObject {
  return { id, ...refusal(codes.map((code) => [code, kernelErrors[code]])) };
}

/** An endpoint's own refusals, by their status. */
function refusals(area: RestArea, one: Endpoint): Record<string, ZodOpenApiResponseObject> {
  const byStatus = new Map<number, [string, ErrorDefinition][]>();
  for (const code of codesOf(one)) {
    const definition = { ...kernelErrors, ...area.errorTable }[code];
    if (definition === undefined) throw new TypeError(`${one.operationId}: no such code ${code}`);
    const status = httpStatus(definition.kind, area.conflictStatus);
    byStatus.set(status, [...(byStatus.get(status) ?? []), [code, definition]]);
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, refusal(codes)]));
}

/** Every code that the endpoint itself can refuse with, also those that follow from what it takes. */
function codesOf(one: Endpoint): ReadonlySet<string> {
  const body = one.body ?? one.streamedBody;
  return new Set([
    ...(body || one.query || one.idempotent ? ['ERR_VALIDATION'] : []),
    ...one.errors,
    ...(one.idempotent ? ['ERR_IDEMPOTENCY_KEY_REUSED'] : []),
    ...(one.method === 'GET' ? [] : ['ERR_PAYLOAD_TOO_LARGE']),
  ]);
}

function refusal(codes: readonly [string, ErrorDefinition][]): ZodOpenApiResponseObject {
  const examples = Object.fromEntries(
    codes.map(([code, { message }]) => [code, { summary: message, value: { code, message } }]),
  );
  const description = codes.map(([code]) => `\`${code}\``).join(', ');
  return { description, content: { 'application/json': { schema: errorShape, examples } } };
}

function json(schema: z.ZodType) {
  return { 'application/json': { schema } };
}
