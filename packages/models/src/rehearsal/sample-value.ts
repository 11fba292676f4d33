import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { z } from 'zod';

/** A value that a schema takes, with these words where it wants text; for plans and the like without a model. */
export function sampleValue(shape: z.ZodType, topic: string): unknown {
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return sampleOf(schema, { topic, place: '', depth: 0 });
}

interface Place {
  readonly topic: string;
  /** Of an entry in its list, to tell entries apart. */
  readonly place: string;
  readonly depth: number;
}

const entriesOfList = 3;
/** Schemas may name themselves. */
const deepest = 6;

function sampleOf(schema: unknown, at: Place): unknown {
  if (!isRecord(schema) || at.depth > deepest) return null;
  if ('const' in schema) return schema.const;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choice = [schema.anyOf, schema.oneOf].find((one) => Array.isArray(one));
  if (Array.isArray(choice)) return sampleOf(choice[0], at);
  switch (schema.type) {
    case 'object':
      return sampleObject(schema, at);
    case 'array':
      return sampleList(schema, at);
    case 'string':
      return sampleText(schema, at);
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function sampleObject({ properties, required }: Record<string, unknown>, at: Place): unknown {
  const names = Array.isArray(required) ? required : [];
  return Object.fromEntries(
    Object.entries(isRecord(properties) ? properties : {})
      .filter(([name]) => names.includes(name))
      .map(([name, schema]) => [name, sampleOf(schema, { ...at, depth: at.depth + 1 })]),
  );
}

function sampleList({ items, minItems, maxItems }: Record<string, unknown>, at: Place): unknown {
  const most = typeof maxItems === 'number' ? maxItems : entriesOfList;
  const count = Math.max(
    typeof minItems === 'number' ? minItems : 0,
    Math.min(entriesOfList, most),
  );
  return Array.from({ length: count }, (_, entry) =>
    sampleOf(items, {
      ...at,
      place: `${at.place}${at.place && '.'}${entry + 1}`,
      depth: at.depth + 1,
    }),
  );
}

function sampleText({ minLength, maxLength, format }: Record<string, unknown>, at: Place): string {
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  if (format === 'date') return '2026-01-01';
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  const text = at.place === '' ? at.topic : `${at.topic} ${at.place}`;
  const long = typeof minLength === 'number' ? text.padEnd(minLength, '.') : text;
  return typeof maxLength === 'number' ? long.slice(0, maxLength) : long;
}

function sampleNumber({ minimum, maximum, exclusiveMinimum }: Record<string, unknown>): number {
  const least =
    typeof minimum === 'number'
      ? minimum
      : typeof exclusiveMinimum === 'number'
        ? exclusiveMinimum + 1
        : 1;
  // Zod writes the safe integers as limits of every integer.
  const wanted = Math.max(1, least);
  return typeof maximum === 'number' ? Math.min(maximum, wanted) : wanted;
}
