import { Ajv, type AnySchema } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isRecord } from '../kernel/is-record.ts';
import { jsonSize } from './json-size.ts';
import { Re2Expression } from './safe-regex.ts';

/** References that may be followed while one value is looked at. */
const maxReferences = 50_000;
const maxUnique = 2000;
const maxFaults = 20;

export interface SchemaFault {
  /** A JSON Pointer into the value. */
  readonly at: string;
  readonly keyword: string;
  readonly message: string;
}

export type SchemaVerdict =
  | { readonly ok: true; readonly faults: readonly SchemaFault[] }
  | { readonly ok: false; readonly code: 'schema' | 'too_much' };

const counting = 'x-counted-reference';

class TooMuch extends Error {}

/** References left of the value that is looked at. A count across calls would not be one: validation is synchronous. */
let left = 0;

const options = {
  strict: false,
  addUsedSchema: false,
  validateSchema: true,
  logger: false,
  code: { regExp: safeRegExp },
} as const;

// Patterns come with the schema, texts with the answer: neither may stall what runs all scenarios.
function safeRegExp(pattern: string) {
  return new Re2Expression(pattern);
}
safeRegExp.code = 'new RegExp';

/** Of a large value only the first fault is told: each of its parts may be one. */
const maxTold = 5000;

function validator(dialect: '7' | '2020', allErrors: boolean): Ajv {
  const ajv = new (dialect === '7' ? Ajv : Ajv2020)({ ...options, allErrors });
  addFormats.default(ajv, { mode: 'fast' });
  ajv.addKeyword({ keyword: counting, validate: countReference, errors: false });
  return ajv;
}

/** A validator keeps something of each schema that it has read, so each is used for so many. */
const maxUses = 200;
const validators = new Map<string, { readonly ajv: Ajv; uses: number }>();

function validatorFor(dialect: '7' | '2020', allErrors: boolean): Ajv {
  const name = `${dialect} ${allErrors}`;
  const known = validators.get(name);
  if (known !== undefined && known.uses++ < maxUses) return known.ajv;
  const ajv = validator(dialect, allErrors);
  validators.set(name, { ajv, uses: 1 });
  return ajv;
}

function countReference(): boolean {
  left--;
  if (left < 0) throw new TooMuch();
  return true;
}

/** Whether something is a JSON Schema that can be used: it reads, and refers to nothing outside itself. */
export function isJsonSchema(schema: unknown): boolean {
  const verdict = checkSchema(schema, null);
  return verdict.ok || verdict.code !== 'schema';
}

/** What a JSON Schema (draft 7, 2020-12) finds wrong with a value. Fetches nothing. */
export function checkSchema(schema: unknown, value: unknown): SchemaVerdict {
  if (typeof schema !== 'boolean' && !isRecord(schema)) return { ok: false, code: 'schema' };
  const size = jsonSize(value);
  if (size.depth > 300) return { ok: false, code: 'too_much' };
  const counted = withCountedReferences(schema);
  if (counted.isUnique && size.longest > maxUnique) return { ok: false, code: 'too_much' };
  const ajv = validatorFor(dialect(schema), size.nodes <= maxTold);
  try {
    const validate = ajv.compile(counted.schema);
    left = maxReferences;
    if (validate(value)) return { ok: true, faults: [] };
    const faults = (validate.errors ?? []).slice(0, maxFaults);
    return {
      ok: true,
      faults: faults.map(({ instancePath, keyword, message = '' }) => ({
        at: instancePath.slice(0, 500),
        keyword,
        message: message.slice(0, 300),
      })),
    };
  } catch (error) {
    // A stack that ran out is a schema that refers to itself for ever.
    const isEndless = error instanceof TooMuch || error instanceof RangeError;
    return { ok: false, code: isEndless ? 'too_much' : 'schema' };
  } finally {
    ajv.removeSchema(counted.schema);
  }
}

function dialect(schema: unknown): '7' | '2020' {
  const named = isRecord(schema) ? schema.$schema : undefined;
  return typeof named === 'string' && named.includes('draft-0') ? '7' : '2020';
}

/** Keywords under which names stand that mean nothing, and those under which there is no schema at all. */
const named = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);
const values = new Set(['const', 'enum', 'default', 'examples']);

/** The schema with every reference counted, and whether it wants items to be different from each other. */
function withCountedReferences(schema: unknown): { schema: AnySchema; isUnique: boolean } {
  let isUnique = false;
  const rewrite = (part: unknown, isNames: boolean): unknown => {
    if (Array.isArray(part)) return part.map((item) => rewrite(item, false));
    if (!isRecord(part)) return part;
    if (!isNames && part.uniqueItems === true) isUnique = true;
    const refers =
      !isNames &&
      ['$ref', '$dynamicRef', '$recursiveRef'].some((key) => typeof part[key] === 'string');
    const entries = Object.entries(part).map(([key, item]): [string, unknown] => [
      key,
      !isNames && values.has(key) ? item : rewrite(item, !isNames && named.has(key)),
    ]);
    return Object.fromEntries(refers ? [...entries, [counting, true]] : entries);
  };
  return { schema: rewrite(schema, false) as AnySchema, isUnique };
}
