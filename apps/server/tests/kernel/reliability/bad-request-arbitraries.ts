import { openApiDocument } from '@atelier/api/kernel/openapi/document.ts';
import { restAreas, rootRouter } from '@atelier/api/root.ts';
import fc from 'fast-check';
import { brokenJson, type JsonSchema } from './json-arbitraries.ts';
import type { RawRequest } from './raw-http.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body: JsonSchema | undefined;
}

/** Every operation of the OpenAPI document. */
const operations: readonly Operation[] = Object.entries(
  openApiDocument(restAreas).paths ?? {},
).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, DocumentedOperation>).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    body: operation.requestBody?.content?.['application/json']?.schema,
  })),
);

interface DocumentedOperation {
  readonly requestBody?: {
    readonly content?: { readonly 'application/json'?: { readonly schema: JsonSchema } };
  };
}

/** Every procedure that tRPC serves, but two: the subscription has no end, a check takes seconds. */
const procedures = Object.keys(rootRouter._def.procedures).filter(
  (name) => !name.startsWith('live.') && name !== 'lifecycle.checkDrift',
);

const segment = fc.oneof(
  fc.uuid(),
  fc.constantFrom(
    '%00',
    '%',
    '%ff',
    '%zz',
    '..',
    '.',
    '',
    '%2e%2e%2f',
    '%F0%9F%8E%B2',
    '%ED%A0%80',
  ),
  fc.constantFrom(
    'null',
    '0',
    '-1',
    "';--",
    'x'.repeat(5001),
    `${'%41'.repeat(1700)}`,
    '{id}',
    '*',
  ),
  fc.string({ maxLength: 20 }).map(encodeLoosely),
);

const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('?', '?dry_run', '?dry_run=maybe', '?dry_run=true&dry_run=false'),
  },
  { weight: 1, arbitrary: fc.constantFrom('?a[b]=c', '?__proto__=1', '?%', '?%00=%ff', '?=&=') },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }).map((text) => `?${encodeLoosely(text)}`) },
);

const json = 'application/json';
const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant(json) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        'text/plain',
        'application/xml',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
      ],
      ...['application/json; charset=utf-16', 'application/x-www-form-urlencoded', '', 'json', ';'],
      ...[
        'application/octet-stream',
        'text/html; q=1',
        `${json}, ${json}`,
        'a/b/c',
        `x/${'y'.repeat(900)}`,
      ],
    ),
  },
);

const extraHeaders: fc.Arbitrary<readonly (readonly [string, string])[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  {
    weight: 3,
    arbitrary: fc
      .oneof(fc.string({ maxLength: 300 }), fc.constantFrom('', 'k'.repeat(256), 'ключ', '\u00ff'))
      .map((key) => [['idempotency-key', oneLine(key)] as const]),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        ...(['origin', 'accept', 'cookie', 'content-encoding', 'expect-ct', 'range'] as const),
        ...(['if-none-match', 'x-forwarded-for', 'trpc-accept', 'authorization'] as const),
      )
      .chain((name) =>
        fc.string({ maxLength: 100 }).map((text) => [[name, oneLine(text)] as const]),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [['x-large', 'x'.repeat(20_000)]] as const,
      [['host', 'evil.example']] as const,
      [['no colon in this', '']] as const,
      [['bad\u0001name', 'x']] as const,
      [['transfer-encoding', 'nonsense']] as const,
    ),
  },
);

const method = (usual: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'GET',
        'POST',
        'PUT',
        'PATCH',
        'DELETE',
        'HEAD',
        'OPTIONS',
        'TRACE',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('PROPFIND', 'SEARCH', 'NONSENSE', 'get') },
  );

/** A request to an endpoint of the REST contract; `known` are ids that exist. */
function restRequest(known: readonly string[]): fc.Arbitrary<Draft> {
  const id = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: segment },
  );
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      method: method(operation.method),
      path: fc
        .array(id, { minLength: 2, maxLength: 2 })
        .map((ids) =>
          ids.reduce((path, one) => path.replace(/\{\w+\}/, () => one), operation.path),
        ),
      query,
      body: bodyFor(operation.method, operation.body),
    }),
  );
}

/** A request to tRPC: a single call or a batch, by GET or POST. */
function trpcRequest(known: readonly string[]): fc.Arbitrary<Draft> {
  const input: JsonSchema = {
    type: 'object',
    properties: {
      id: { enum: [...known, 'none'] },
      from: { enum: ['IN_BOX', 'DONE', 'NOWHERE'] },
      to: { enum: ['BUILDING', 'IN_BOX'] },
      quantity: { type: 'integer', minimum: -1, maximum: 5 },
      name: { type: 'string' },
      limit: { type: 'integer' },
      cursor: { type: 'string' },
      moves: { type: 'array' },
    },
  };
  const batch: JsonSchema = { type: 'object', properties: { '0': input, '1': input } };
  const path = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...procedures) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...procedures), segment).map((two) => two.join(',')),
    },
    { weight: 1, arbitrary: segment },
    {
      weight: 1,
      arbitrary: fc.constantFrom('constructor', '__proto__', 'miniatures', '_def', 'a.b.c'),
    },
  );
  const byGet = fc.record({
    method: method('GET'),
    path,
    query: brokenJson(input).map(
      (text) => `?input=${encodeURIComponent(text.toString('latin1')).slice(0, 9000)}`,
    ),
    body: fc.constant(undefined),
  });
  const byPost = fc.record({ method: method('POST'), path, query, body: brokenJson(input) });
  const inBatch = fc.record({
    method: method('POST'),
    path,
    query: fc.constantFrom('?batch=1', '?batch=1&batch=2', '?batch=', '?batch=1&input=%7B'),
    body: brokenJson(batch),
  });
  return fc
    .oneof(byGet, byPost, inBatch)
    .map((draft) => ({ ...draft, path: `/api/trpc/${draft.path}` }));
}

/** An address that is nobody's. */
const strayRequest: fc.Arbitrary<Draft> = fc.record({
  method: method('GET'),
  path: fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
  query,
  body: bodyFor('GET', undefined),
});

interface Draft {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer | undefined;
}

/** Requests that are wrong in most ways there are; a few turn out to be right. */
export function badRequest(known: readonly string[], port: number): fc.Arbitrary<RawRequest> {
  const draft = fc.oneof(
    { weight: 6, arbitrary: restRequest(known) },
    { weight: 3, arbitrary: trpcRequest(known) },
    { weight: 1, arbitrary: strayRequest },
  );
  return fc.tuple(draft, contentType, extraHeaders).map(([request, type, extra]) => ({
    method: request.method,
    target: request.path + request.query,
    headers: [
      ...(extra.some(([name]) => name === 'host') ? [] : [['host', `127.0.0.1:${port}`] as const]),
      ...(request.body === undefined || type === '' ? [] : [['content-type', type] as const]),
      ...extra,
    ],
    body: request.body,
  }));
}

function bodyFor(usual: string, schema: JsonSchema | undefined): fc.Arbitrary<Buffer | undefined> {
  const none = fc.constant(undefined);
  const some = brokenJson(schema ?? {});
  const often = schema !== undefined || usual !== 'GET';
  return fc.oneof(
    { weight: often ? 9 : 1, arbitrary: some },
    { weight: often ? 1 : 9, arbitrary: none },
  );
}

/** Percent-encodes what would end the request's first line, and leaves the rest as wild as it is. */
function encodeLoosely(text: string): string {
  return text.replace(/[^\x21-\x7e]|[#?]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, ' ');
}
