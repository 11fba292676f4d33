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
    detail: z
      .string()
      .optional()
      .meta({ description: 'Of a 404: its text once more, for clients that show this field.' }),
  })
  .meta({ id: 'Error' });

const description = `REST endpoints for programs; the web app speaks tRPC beside them.

Bodies and answers are JSON; a body may be packed (\`Content-Encoding: gzip\`). Instants are ISO 8601 in UTC, with six digits of the second where it has a fraction. An address may end in a slash.

What is read has an \`ETag\`: send it back as \`If-None-Match\`, and the answer is a 304 without a body as long as nothing has changed.

Whatever is refused is answered with the shape \`Error\`: rely on its \`code\`, which never changes, not on its \`message\`. Another method than the address takes is a 405 (\`ERR_METHOD_NOT_ALLOWED\`) with \`Allow\`.

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
  const inPath = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
    name,
    area.params?.[name] ?? z.string(),
  ]);
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
    parameters: one.idempotent ? [key] : [],
    requestParams: {
      ...(inPath.length > 0 ? { path: z.object(Object.fromEntries(inPath)) } : {}),
      ...(one.query instanceof z.ZodObject ? { query: one.query } : {}),
    },
    ...(body ? { requestBody: { required: true, content: bodyContent(one, body) } } : {}),
    responses: {
      [one.status]: { description: 'Done.', content: json(one.answer) },
      ...(one.method === 'GET' ? { '304': unchanged } : {}),
      ...refusals(area, one),
      ...anywhere,
    },
  };
}

function bodyContent({ streamedTypes }: Endpoint, schema: z.ZodType) {
  if (streamedTypes === undefined) return json(schema);
  return Object.fromEntries(streamedTypes.map((type) => [type, { schema }]));
}

/** To a read with `If-None-Match`; without a body. */
const unchanged: ZodOpenApiResponseObject = {
  id: 'Unchanged',
  description: 'What was asked for still has the `ETag` that `If-None-Match` names.',
};

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
    ...(one.needs.role === 'everybody' ? [] : ['ERR_UNAUTHENTICATED']),
    ...(body || one.query || one.idempotent ? ['ERR_VALIDATION'] : []),
    ...one.errors,
    ...(one.idempotent ? ['ERR_IDEMPOTENCY_KEY_REUSED'] : []),
    ...(one.method === 'GET' ? [] : ['ERR_PAYLOAD_TOO_LARGE', 'ERR_UNSUPPORTED_MEDIA_TYPE']),
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
