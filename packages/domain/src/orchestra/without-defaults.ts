import { z } from 'zod';
import { isRecord } from '../kernel/is-record.ts';
import { deepEqual } from './assertions/deep-equal.ts';

/** A value without the fields that its schema would fill in the same way: what a person would have written. */
export function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrapped(schema, value);
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => withoutDefaults(inner.element, item));
  if (inner instanceof z.ZodRecord && isRecord(value)) {
    const { valueType } = inner;
    return mapped(value, (item) => withoutDefaults(valueType, item));
  }
  if (!(inner instanceof z.ZodObject) || !isRecord(value)) return value;
  const fields: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const field: z.core.$ZodType | undefined = Object.hasOwn(inner.shape, key)
      ? inner.shape[key]
      : undefined;
    if (item === undefined) continue;
    if (field === undefined) fields.push([key, item]);
    else if (!isDefault(field, item)) fields.push([key, withoutDefaults(field, item)]);
  }
  return Object.fromEntries(fields);
}

function isDefault(field: z.core.$ZodType, item: unknown): boolean {
  return field instanceof z.ZodDefault && deepEqual(field.def.defaultValue, item);
}

const mapped = (value: Record<string, unknown>, map: (item: unknown) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)]));

/** The schema that describes a value: without what wraps it, and of several the one that the value names. */
function unwrapped(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return unwrapped(schema.def.innerType, value);
  if (schema instanceof z.ZodPipe) return unwrapped(schema.def.out, value);
  if (!(schema instanceof z.ZodDiscriminatedUnion) || !isRecord(value)) return schema;
  const { discriminator, options } = schema.def;
  const option = options.find((one) => {
    const named = one instanceof z.ZodObject ? one.shape[discriminator] : undefined;
    return named !== undefined && z.safeParse(named, value[discriminator]).success;
  });
  return option === undefined ? schema : unwrapped(option, value);
}
