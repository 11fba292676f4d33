import type {
  ImportedBody,
  ImportedRequest,
  LeftOut,
  NamedText,
  StepImport,
} from './imported-request.ts';
import { importedSteps } from './imported-steps.ts';
import { fieldsOf, listOf, readDocument, textOr } from './read-document.ts';
import { variableOf } from './secret-templates.ts';

/** What the other tool fills in by itself, and what does so here. */
const dynamic: Readonly<Record<string, string>> = {
  $guid: '{{uuid()}}',
  $randomUUID: '{{uuid()}}',
  $timestamp: '{{timestamp()}}',
  $isoTimestamp: '{{now()}}',
  $randomInt: '{{random(0, 1000)}}',
};

/** Steps from a Postman collection 2.0 or 2.1; its variables become variables of the environment. */
export function stepsFromPostman(text: string): StepImport {
  const document = readDocument(text, false);
  if (document === null || !Array.isArray(document.item))
    return { ok: false, fault: { code: 'format', written: '' } };
  const schema = textOr(fieldsOf(document.info).schema);
  if (schema !== '' && !/v2\.[01]/.test(schema))
    return { ok: false, fault: { code: 'version', written: schema.slice(0, 100) } };
  const leftOut: LeftOut[] = [];
  const requests: ImportedRequest[] = [];
  for (const item of itemsOf(document.item, document.auth)) {
    const read = requestOf(item);
    if ('why' in read) leftOut.push(read);
    else requests.push(read);
  }
  const made = importedSteps(requests);
  return made.ok ? { ...made, leftOut: [...leftOut, ...made.leftOut] } : made;
}

interface Item {
  readonly name: string;
  readonly request: unknown;
  /** Its own, or that of the nearest folder. */
  readonly auth: unknown;
}

/** The requests of all folders, in their order; walks without recursion. */
function itemsOf(list: readonly unknown[], auth: unknown): readonly Item[] {
  const items: Item[] = [];
  const open = list.map((item) => ({ item, auth })).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, request, item, auth: own } = fieldsOf(next.item);
    const known = own ?? next.auth;
    if (Array.isArray(item)) {
      for (const child of item.toReversed()) open.push({ item: child, auth: known });
    } else if (request !== undefined) {
      items.push({ name: textOr(name), request, auth: fieldsOf(request).auth ?? known });
    }
  }
  return items;
}

/** Replaces `{{name}}` by the variable of the environment. */
const fill = (text: string): string =>
  text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) =>
    Object.hasOwn(dynamic, name) ? (dynamic[name] ?? '') : `{{env.${variableOf(name)}}}`,
  );

function requestOf({ name, request, auth }: Item): ImportedRequest | LeftOut {
  const { method, header, url, body } = fieldsOf(request);
  const raw =
    typeof request === 'string'
      ? request
      : textOr(typeof url === 'string' ? url : fieldsOf(url).raw);
  if (raw === '') return { written: name.slice(0, 200), why: 'invalid' };
  const read = bodyOf(body);
  if (read === 'file') return { written: name.slice(0, 200), why: 'file' };
  const headers = pairs(header);
  const proof = authorization(auth);
  return {
    name,
    method: textOr(method, 'GET'),
    url: fill(raw),
    headers: proof === null ? headers : [...headers, proof],
    body: read,
    isTemplated: true,
  };
}

function bodyOf(body: unknown): ImportedBody | undefined | 'file' {
  const { mode, raw, urlencoded, formdata, options, graphql, disabled } = fieldsOf(body);
  if (disabled === true) return undefined;
  switch (mode) {
    case 'raw': {
      const language = textOr(fieldsOf(fieldsOf(options).raw).language);
      const text = fill(textOr(raw));
      return {
        type: 'text',
        text,
        ...(language === 'json' && { contentType: 'application/json' }),
      };
    }
    case 'urlencoded':
      return { type: 'form', fields: pairs(urlencoded) };
    case 'formdata': {
      if (listOf(formdata).some((part) => fieldsOf(part).type === 'file')) return 'file';
      return {
        type: 'multipart',
        parts: pairs(formdata).map(([name, value]) => ({ name, value })),
      };
    }
    case 'graphql': {
      const { query, variables } = fieldsOf(graphql);
      return {
        type: 'json',
        value: { query: fill(textOr(query)), variables: jsonOr(textOr(variables)) },
      };
    }
    case 'file':
      return 'file';
    default:
      return undefined;
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(fill(text));
  } catch {
    return {};
  }
}

/** Lists of `{ key, value }`, without those that are switched off. */
function pairs(list: unknown): readonly NamedText[] {
  return listOf(list)
    .map(fieldsOf)
    .filter(({ disabled }) => disabled !== true)
    .map(({ key, value }): NamedText => [textOr(key), fill(textOr(value))])
    .filter(([name]) => name !== '');
}

/** The header that proves who asks; its value is a secret, unless it is a variable already. */
function authorization(auth: unknown): NamedText | null {
  const { type } = fieldsOf(auth);
  const given = (kind: string, key: string): string => {
    const values = fieldsOf(auth)[kind];
    const found = listOf(values)
      .map(fieldsOf)
      .find((one) => one.key === key)?.value;
    return fill(textOr(found ?? fieldsOf(values)[key]));
  };
  if (type === 'bearer') return ['Authorization', `Bearer ${given('bearer', 'token') || 'token'}`];
  if (type === 'basic') return ['Authorization', 'Basic credentials'];
  if (type !== 'apikey' || given('apikey', 'in') === 'query') return null;
  const name = given('apikey', 'key') || 'X-Api-Key';
  const value = given('apikey', 'value');
  return [name, value.includes('{{') ? value : '{{secret.api_key}}'];
}
