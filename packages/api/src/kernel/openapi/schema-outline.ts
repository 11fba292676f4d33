import type { oas31 } from 'zod-openapi';

type Schema = oas31.SchemaObject | oas31.ReferenceObject;
export type Schemas = Readonly<Record<string, Schema>>;

/** A value in words: its type, what else holds for it. */
export interface Outline {
  readonly type: string;
  /** The named shape that it has, or that its items have: described on its own. */
  readonly shape: string | undefined;
  readonly rules: readonly string[];
  readonly description: string | undefined;
}

/** A field of a schema, with its path: `items[].qty`. */
export interface Field extends Outline {
  readonly path: string;
  readonly required: boolean;
}

/** The schema that a reference names, with what stands beside the reference. */
export function resolveSchema(schema: Schema | undefined, schemas: Schemas): oas31.SchemaObject {
  const { $ref, ...rest } = schema ?? {};
  return $ref === undefined ? rest : { ...resolveSchema(schemas[nameOf($ref)], schemas), ...rest };
}

/** The name of a shape that is described on its own: an object among the components. */
export function shapeName(schema: Schema | undefined, schemas: Schemas): string | undefined {
  if (schema?.$ref === undefined) return undefined;
  return resolveSchema(schema, schemas).type === 'object' ? nameOf(schema.$ref) : undefined;
}

function nameOf($ref: string): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

/** The fields of a schema and of what is in it, down to shapes that have a name of their own. */
export function fieldsOf(schema: Schema, schemas: Schemas, prefix = ''): readonly Field[] {
  const whole = resolveSchema(withoutNull(schema, schemas), schemas);
  if (whole.items !== undefined) {
    return shapeName(whole.items, schemas) ? [] : fieldsOf(whole.items, schemas, `${prefix}[]`);
  }
  return Object.entries(whole.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const outline = outlineOf(property, schemas);
    const field = { path, required: whole.required?.includes(name) ?? false, ...outline };
    return outline.shape ? [field] : [field, ...fieldsOf(property, schemas, path)];
  });
}

export function outlineOf(schema: Schema | undefined, schemas: Schemas): Outline {
  const present = withoutNull(schema, schemas);
  const inner = resolveSchema(present, schemas);
  const { anyOf = [inner] } = inner;
  const types = anyOf.map((choice) => typeOf(resolveSchema(choice, schemas)));
  return {
    type: [...types, present === schema ? [] : 'null'].flat(2).join(' or '),
    shape: shapeName(inner.items ?? present, schemas),
    rules: rulesOf(inner),
    description: resolveSchema(schema, schemas).description,
  };
}

function typeOf({ format, type }: oas31.SchemaObject): string | readonly string[] {
  return format ?? type ?? 'any value';
}

function rulesOf(schema: oas31.SchemaObject): readonly string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  return [
    schema.enum && `one of ${schema.enum.join(', ')}`,
    schema.const !== undefined && `always ${JSON.stringify(schema.const)}`,
    span(minimum, maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum, ''),
    span(minLength, schema.enum ? undefined : maxLength, ' characters'),
    span(minItems, maxItems, ' items'),
    schema.default !== undefined && `${JSON.stringify(schema.default)} unless told`,
  ].filter((rule) => typeof rule === 'string');
}

function span(least: number | undefined, most: number | undefined, unit: string) {
  const [low, high] = [least, most].map((limit) => limit?.toLocaleString('en'));
  if (low === undefined) return high !== undefined && `at most ${high}${unit}`;
  if (high === undefined) return `at least ${low}${unit}`;
  return low === high ? `exactly ${low}${unit}` : `${low} to ${high}${unit}`;
}

/** Of "this or null": this. */
function withoutNull(schema: Schema | undefined, schemas: Schemas): Schema | undefined {
  const { anyOf = [] } = resolveSchema(schema, schemas);
  const [one, ...more] = anyOf.filter((choice) => resolveSchema(choice, schemas).type !== 'null');
  return one !== undefined && more.length === 0 ? one : schema;
}

const examplesByFormat: Readonly<Record<string, string>> = {
  uuid: '0197f6a1-3c52-7d04-9b7e-2f6c1a5d8e90',
  'date-time': '2026-01-31T08:00:00Z',
};

/** A value that the schema allows: the examples in it, put together. */
export function exampleOf(schema: Schema | undefined, schemas: Schemas): unknown {
  const resolved = resolveSchema(schema, schemas);
  if (resolved.example !== undefined) return resolved.example;
  if (resolved.const !== undefined) return resolved.const;
  if (resolved.enum !== undefined) return resolved.enum[0];
  if (resolved.anyOf !== undefined) return exampleOf(resolved.anyOf[0], schemas);
  if (resolved.items !== undefined) return [exampleOf(resolved.items, schemas)];
  switch (resolved.type) {
    case 'object': {
      const properties = Object.entries(resolved.properties ?? {});
      return Object.fromEntries(properties.map(([name, one]) => [name, exampleOf(one, schemas)]));
    }
    case 'integer':
    case 'number':
      return resolved.minimum ?? 0;
    case 'boolean':
      return true;
    default:
      return examplesByFormat[resolved.format ?? ''] ?? 'text';
  }
}
