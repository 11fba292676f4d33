import type { ImportedBody, ImportedRequest, NamedText, StepImport } from './imported-request.ts';
import { importedSteps } from './imported-steps.ts';
import { sampleOf } from './open-api-sample.ts';
import { fieldsOf, listOf, readDocument, textOr } from './read-document.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;
type Fields = Readonly<Record<string, unknown>>;

/**
 * Steps from an OpenAPI document 3.x, in JSON or YAML: one for each operation, with examples or samples of what its
 * schemas want. A value that the document has no example of comes from the data: `{{data.id}}`. The address is the path
 * alone; the environment says where it is.
 */
export function stepsFromOpenApi(text: string): StepImport {
  const document = readDocument(text, true);
  if (document === null) return { ok: false, fault: { code: 'format', written: '' } };
  const version = textOr(document.openapi ?? document.swagger);
  if (!/^3\./.test(version))
    return { ok: false, fault: { code: 'version', written: version.slice(0, 20) } };
  const resolve = resolver(document);
  const requests = Object.entries(fieldsOf(document.paths)).flatMap(([path, item]) => {
    const shared = fieldsOf(resolve(item));
    return methods
      .filter((method) => shared[method] !== undefined)
      .map((method) => requestOf(document, path, method, shared, resolve));
  });
  return importedSteps(requests);
}

type Resolve = (value: unknown) => unknown;

/** What a `$ref` within the document means, also over several of them. */
function resolver(document: Fields): Resolve {
  return (value) => {
    let found: unknown = value;
    for (let hops = 0; hops < 20; hops++) {
      const { $ref } = fieldsOf(found);
      if (typeof $ref !== 'string') return found;
      if (!$ref.startsWith('#/')) return undefined;
      found = $ref
        .slice(2)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>(
          (at, part) => (Object.hasOwn(fieldsOf(at), part) ? fieldsOf(at)[part] : undefined),
          document,
        );
    }
    return undefined;
  };
}

function requestOf(
  document: Fields,
  path: string,
  method: string,
  shared: Fields,
  resolve: Resolve,
): ImportedRequest {
  const operation = fieldsOf(shared[method]);
  const parameters = [...listOf(shared.parameters), ...listOf(operation.parameters)].map((one) =>
    fieldsOf(resolve(one)),
  );
  const named = (place: string): readonly NamedText[] =>
    parameters
      .filter((one) => one.in === place && (one.required === true || one.example !== undefined))
      .map((one): NamedText => [textOr(one.name), valueOfParameter(one, resolve)]);
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = parameters.findLast((one) => one.in === 'path' && one.name === name);
    return valueOfParameter(parameter ?? { name }, resolve);
  });
  return {
    name: textOr(operation.summary) || textOr(operation.operationId),
    method,
    url: filled,
    query: named('query'),
    headers: [...named('header'), ...proofOf(document, operation, resolve)],
    body: bodyOf(operation.requestBody, resolve),
    status: statusOf(operation.responses),
    isTemplated: true,
  };
}

/** Its example, or the first of several, or what its schema says; else a column of the data. */
function valueOfParameter(parameter: Fields, resolve: Resolve): string {
  const [first] = Object.values(fieldsOf(parameter.examples));
  const schema = fieldsOf(resolve(parameter.schema));
  const given =
    parameter.example ?? fieldsOf(resolve(first)).value ?? schema.example ?? schema.default;
  if (given !== undefined && typeof given !== 'object') return withoutTemplates(textOr(given));
  const name = textOr(parameter.name).replaceAll(/\W/g, '_').slice(0, 60);
  return `{{data.${/^[A-Za-z_]/.test(name) ? name : `p_${name}`}}}`;
}

const withoutTemplates = (text: string): string => text.replaceAll('{{', '{{"{{"}}');

function bodyOf(requestBody: unknown, resolve: Resolve): ImportedBody | undefined {
  const content = fieldsOf(fieldsOf(resolve(requestBody)).content);
  const types = Object.keys(content);
  const type = types.find((name) => /json/i.test(name)) ?? types[0];
  if (type === undefined) return undefined;
  const media = fieldsOf(content[type]);
  const [first] = Object.values(fieldsOf(media.examples));
  const example =
    media.example ?? fieldsOf(resolve(first)).value ?? sampleOf(media.schema, resolve);
  if (/json/i.test(type)) return { type: 'json', value: example ?? {} };
  const fields = Object.entries(fieldsOf(example)).map(
    ([name, value]): NamedText => [name, textOr(value)],
  );
  if (/x-www-form-urlencoded/i.test(type)) return { type: 'form', fields };
  if (/^multipart\//i.test(type))
    return { type: 'multipart', parts: fields.map(([name, value]) => ({ name, value })) };
  return { type: 'text', text: textOr(example), contentType: type };
}

/** The first success that is promised; a class where it is one. */
function statusOf(responses: unknown): number | string | undefined {
  const codes = Object.keys(fieldsOf(responses));
  const code = codes.find((one) => /^2\d\d$/.test(one)) ?? codes.find((one) => /^2xx$/i.test(one));
  if (code === undefined) return undefined;
  return /^\d+$/.test(code) ? Number(code) : code.toLowerCase();
}

/** What proves who asks, by the first way that the document names. The importer puts secrets in place of the words. */
function proofOf(document: Fields, operation: Fields, resolve: Resolve): readonly NamedText[] {
  const [first] = listOf(operation.security ?? document.security);
  const schemes = fieldsOf(fieldsOf(document.components).securitySchemes);
  return Object.keys(fieldsOf(first)).flatMap((name): NamedText[] => {
    const { type, scheme, in: place, name: header } = fieldsOf(resolve(schemes[name]));
    if (type === 'apiKey' && place === 'header') return [[textOr(header), '{{secret.api_key}}']];
    if (type === 'http' && textOr(scheme).toLowerCase() === 'basic')
      return [['Authorization', 'Basic credentials']];
    return type === 'http' || type === 'oauth2' || type === 'openIdConnect'
      ? [['Authorization', 'Bearer token']]
      : [];
  });
}
