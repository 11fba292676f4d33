import { isRecord } from '../../kernel/is-record.ts';
import { environmentNeeds } from '../environment-needs.ts';
import { type Json, jsonFault } from '../json.ts';
import { stepSchema } from '../suite-file.ts';
import { addressOf } from './address.ts';
import type {
  ImportedBody,
  ImportedRequest,
  LeftOut,
  NamedText,
  StepImport,
} from './imported-request.ts';
import { secretTemplates as secrets } from './secret-templates.ts';

/** Of one import. */
const maxSteps = 500;

/** Headers that a client sets by itself, or that belong to one connection. */
const ownHeaders =
  /^(?::.*|host|content-length|connection|keep-alive|transfer-encoding|te|upgrade|accept-encoding|sec-.*|proxy-connection|priority)$/i;

/** Requests as steps: an ACTION where something may change, else an ASSERTION; what is secret becomes a template. */
export function importedSteps(requests: readonly ImportedRequest[]): StepImport {
  const leftOut: LeftOut[] = [];
  const keys = new Set<string>();
  const steps: (typeof stepSchema)['_output'][] = [];
  for (const request of requests) {
    const written = `${request.method} ${request.url}`.slice(0, 200);
    if (steps.length === maxSteps) {
      leftOut.push({ written, why: 'too_many' });
      continue;
    }
    const parsed = stepSchema.safeParse(stepOf(request, keys));
    if (parsed.success) steps.push(parsed.data);
    else leftOut.push({ written, why: 'invalid' });
  }
  if (steps.length === 0)
    return { ok: false, fault: { code: 'empty', written: leftOut[0]?.written ?? '' } };
  return { ok: true, steps, ...environmentNeeds(steps), leftOut };
}

function stepOf(request: ImportedRequest, keys: Set<string>): unknown {
  const method = request.method.toUpperCase();
  const own = (text: string) => (request.isTemplated === true ? text : escaped(text));
  const address = addressOf(request.url);
  const query = [...address.query, ...(request.query ?? [])].map(
    ([name, value]): NamedText => [name, secrets.field(name, own(value))],
  );
  const headers = (request.headers ?? [])
    .filter(([name]) => !ownHeaders.test(name))
    .map(([name, value]): NamedText => [name, secrets.header(name, own(value))]);
  if (address.hasUser && !headers.some(([name]) => /^authorization$/i.test(name)))
    headers.push(['Authorization', `Basic ${secrets.template('basic_credentials')}`]);
  const body = bodyOf(request.body, headers, own);
  const sent = body === undefined ? headers : headers.filter(([name]) => !replacesType(name, body));
  const name =
    (request.name ?? '').trim().slice(0, 300) || `${method} ${address.path}`.slice(0, 300);
  return {
    key: freeKey(`${method} ${address.path}`, keys),
    name,
    kind: ['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'ASSERTION' : 'ACTION',
    driver: 'http',
    request: {
      method,
      url: own(address.url),
      ...(sent.length > 0 && { headers: record(sent) }),
      ...(query.length > 0 && { query: record(query) }),
      ...(body !== undefined && { body }),
      ...(request.redirects !== undefined && { redirects: request.redirects }),
    },
    meta: {
      ...(request.status !== undefined && {
        assertions: [{ type: 'status', value: request.status }],
      }),
      ...(request.timeout !== undefined && { timeout: { attempt: request.timeout } }),
    },
  };
}

type Body = { readonly type: string } & Readonly<Record<string, unknown>>;

/** What the body itself says of its type is not said twice. */
const replacesType = (name: string, { type }: Body): boolean =>
  /^content-type$/i.test(name) && type !== 'text';

function bodyOf(
  body: ImportedBody | undefined,
  headers: readonly NamedText[],
  own: (text: string) => string,
): Body | undefined {
  if (body === undefined) return undefined;
  switch (body.type) {
    case 'form':
      return {
        type: 'form',
        fields: record(body.fields.map(([name, value]) => [name, secrets.field(name, own(value))])),
      };
    case 'multipart':
      return {
        type: 'multipart',
        parts: body.parts.map(({ name, value, contentType }) => ({
          name,
          value: secrets.field(name, own(value)),
          ...(contentType !== undefined && { contentType }),
        })),
      };
    case 'json':
      return { type: 'json', value: secrets.json(withTexts(body.value, own)) };
    case 'text':
      return textBody(body, headers, own);
  }
}

/** JSON is taken apart where it is well-formed, so that its fields can be edited. */
function textBody(
  { text, contentType }: Extract<ImportedBody, { type: 'text' }>,
  headers: readonly NamedText[],
  own: (text: string) => string,
): Body | undefined {
  if (text === '') return undefined;
  const [, said] = headers.find(([name]) => /^content-type$/i.test(name)) ?? [];
  const type = contentType ?? said ?? '';
  if (/json/i.test(type) || (type === '' && /^\s*[[{]/.test(text))) {
    const value = readJson(text);
    if (value !== undefined) return { type: 'json', value: secrets.json(withTexts(value, own)) };
  }
  if (/x-www-form-urlencoded/i.test(type)) {
    const fields = addressOf(`?${text}`).query.map(
      ([name, value]): NamedText => [name, secrets.field(name, own(value))],
    );
    return { type: 'form', fields: record(fields) };
  }
  return {
    type: 'text',
    text: own(text),
    ...(said === undefined && type !== '' && { contentType: type }),
  };
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return jsonFault(value) === null ? value : undefined;
  } catch {
    return undefined;
  }
}

function withTexts(value: unknown, own: (text: string) => string): Json {
  if (typeof value === 'string') return own(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, own));
  if (!isRecord(value)) return value as Json;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withTexts(item, own)]),
  );
}

/** Two braces that are no template of ours. */
const escaped = (text: string): string => text.replaceAll('{{', '{{"{{"}}');

/** Several values under one name are a list. */
function record(
  entries: readonly NamedText[],
): Readonly<Record<string, string | readonly string[]>> {
  const all = new Map<string, string[]>();
  for (const [name, value] of entries) all.set(name, [...(all.get(name) ?? []), value]);
  return Object.fromEntries(
    [...all].map(([name, values]) => {
      const [only] = values;
      return [name, values.length === 1 && only !== undefined ? only : values];
    }),
  );
}

/** `post-orders-2`: short, and not there yet. */
function freeKey(text: string, keys: Set<string>): string {
  const base =
    text
      .replaceAll(/\{\{[^}]*\}\}/g, ' ')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 80)
      .replace(/-+$/, '') || 'request';
  let key = base;
  for (let count = 2; keys.has(key); count++) key = `${base}-${count}`;
  keys.add(key);
  return key;
}
