import assert from 'node:assert/strict';
import { openApiDocument } from '@atelier/api/kernel/openapi/document.ts';
import { restAreas } from '@atelier/api/root.ts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const document = openApiDocument(restAreas);

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
// OpenAPI's own words beside those of JSON Schema.
ajv.addVocabulary(['example', 'components']);

interface Described {
  readonly method: string;
  readonly pattern: RegExp;
  /** By status; none for an answer without a body. */
  readonly answers: ReadonlyMap<string, ValidateFunction | undefined>;
}

const endpoints: readonly Described[] = Object.entries(document.paths ?? {}).flatMap(
  ([path, item]) =>
    (['get', 'post', 'patch', 'delete'] as const).flatMap((method): Described[] => {
      const responses = item[method]?.responses;
      if (responses === undefined) return [];
      const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);
      const answers = Object.entries(responses).map(
        ([status, response]) => [status, validatorOf(response)] as const,
      );
      return [{ method: method.toUpperCase(), pattern, answers: new Map(answers) }];
    }),
);

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

function validatorOf(response: Response): ValidateFunction | undefined {
  const shared: Readonly<Record<string, Response>> = document.components?.responses ?? {};
  const { content } = shared[response.$ref?.split('/').at(-1) ?? ''] ?? response;
  if (content === undefined) return undefined;
  const schema = content['application/json']?.schema;
  assert(schema !== undefined);
  return ajv.compile({ ...schema, components: document.components });
}

/** Throws when the OpenAPI document has this endpoint, and describes no such answer of it. */
export function assertDescribed(method: string, path: string, status: number, body: unknown): void {
  const [bare = path] = path.split('?');
  const endpoint = endpoints.find((one) => one.method === method && one.pattern.test(bare));
  if (endpoint === undefined) return;
  const { answers } = endpoint;
  const isDescribed = answers.has(String(status));
  assert(isDescribed, `${method} ${path}: ${status} is not in the OpenAPI document`);
  const validate = answers.get(String(status));
  const fits = validate === undefined ? body === undefined : validate(body);
  assert(fits, `${method} ${path} ${status}: ${ajv.errorsText(validate?.errors)}`);
}
