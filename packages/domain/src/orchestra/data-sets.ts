import { z } from 'zod';
import { nameText } from '../kernel/text.ts';
import { keySchema, variableName } from './fields.ts';
import { jsonValue } from './json.ts';
import { type ValueType, valueTypes } from './step-meta.ts';

export const columnSchema = z.strictObject({
  name: variableName,
  type: z.enum(valueTypes).default('text'),
});
export type DataColumn = z.output<typeof columnSchema>;

export const rowSchema = z.strictObject({
  key: keySchema,
  /** By the names of the columns; a column that is left out is null. */
  values: z.record(variableName, jsonValue),
});
export type DataRow = z.output<typeof rowSchema>;

/** Rows of data with names: a scenario runs once for each. */
export const dataSetSchema = z
  .strictObject({
    name: nameText(200),
    columns: z.array(columnSchema).min(1).max(200),
    rows: z.array(rowSchema).max(5000),
  })
  .superRefine((set, { addIssue }) => {
    for (const { path, message } of rowFaults(set)) addIssue({ code: 'custom', path, message });
  });
export type DataSet = z.output<typeof dataSetSchema>;

export const dataSetsSchema = z.array(dataSetSchema).max(500);

interface RowFault {
  readonly path: (string | number)[];
  readonly message: string;
}

function* rowFaults(set: {
  columns: readonly DataColumn[];
  rows: readonly DataRow[];
}): Generator<RowFault> {
  const types = new Map(set.columns.map(({ name, type }) => [name, type]));
  if (types.size < set.columns.length) yield { path: ['columns'], message: 'has a column twice' };
  const keys = new Set<string>();
  for (const [place, { key, values }] of set.rows.entries()) {
    if (keys.has(key)) yield { path: ['rows', place, 'key'], message: 'is there twice' };
    keys.add(key);
    for (const [column, value] of Object.entries(values)) {
      const type = types.get(column);
      const path = ['rows', place, 'values', column];
      if (type === undefined) yield { path, message: 'is in no column' };
      else if (!isOfType(value, type)) yield { path, message: `is not ${type}` };
    }
  }
}

/** Whether a value may stand where a type is said; null stands for nothing and may stand anywhere. */
export function isOfType(value: unknown, type: ValueType): boolean {
  if (value === null || type === 'json') return true;
  return typeof value === (type === 'text' ? 'string' : type);
}
