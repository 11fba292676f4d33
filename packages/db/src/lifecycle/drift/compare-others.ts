import type { Extension, OtherObject } from '../catalog/catalog-types.ts';
import { quoteName } from '../catalog/quote.ts';
import { type Collector, note, pairs, sameName } from './collector.ts';
import {
  dropExtension,
  dropOther,
  dropSchema,
  makeExtension,
  makeOther,
  makeSchema,
} from './make-object.ts';
import { hasExtension, hasOther, hasSchema } from './probe.ts';
import { step } from './way.ts';

export function compareSchemas(
  collector: Collector,
  expected: readonly string[],
  actual: readonly string[],
): void {
  for (const [wanted, found] of pairs(expected, actual, (name) => name)) {
    const schema = wanted ?? found;
    if (schema === undefined || (wanted !== undefined && found !== undefined)) continue;
    note(collector, {
      class: wanted === undefined ? 'extra' : 'missing',
      object: { kind: 'schema', schema, name: '', part: null },
      expected: wanted ?? null,
      actual: found ?? null,
      stands: hasSchema(schema, found !== undefined),
      change: ({ to }) =>
        to.catalog.schemas.includes(schema) ? makeSchema(schema) : dropSchema(schema),
    });
  }
}

/** Extensions that are expected; others are whoever's put them there. */
export function compareExtensions(
  collector: Collector,
  expected: readonly Extension[],
  actual: readonly Extension[],
): void {
  for (const [wanted, found] of pairs(expected, actual, sameName)) {
    if (wanted === undefined || wanted.schema === found?.schema) continue;
    const { name } = wanted;
    note(collector, {
      class: found === undefined ? 'missing' : 'other',
      object: { kind: 'extension', schema: wanted.schema, name, part: null },
      expected: wanted.schema,
      actual: found?.schema ?? null,
      stands: hasExtension(name, found !== undefined),
      change: ({ from, to }) => {
        const [was, is] = [from, to].map((each) =>
          each.catalog.extensions.find((extension) => extension.name === name),
        );
        if (is === undefined) return was === undefined ? [] : dropExtension(was);
        if (was === undefined) return makeExtension(is);
        const move = `ALTER EXTENSION ${quoteName(name)} SET SCHEMA ${quoteName(is.schema)}`;
        return [step('extension', move)];
      },
    });
  }
}

/** Rules, policies, statistics, aggregates and the rest. */
export function compareOthers(
  collector: Collector,
  expected: readonly OtherObject[],
  actual: readonly OtherObject[],
): void {
  const key = ({ kind, schema, table, name }: OtherObject): string =>
    JSON.stringify([kind, schema, table, name]);
  for (const [wanted, found] of pairs(expected, actual, key)) {
    const object = wanted ?? found;
    if (object === undefined || JSON.stringify(wanted) === JSON.stringify(found)) continue;
    const { kind, schema, table, name } = object;
    note(collector, {
      class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'other',
      object: {
        kind,
        schema,
        name: table ?? name,
        part: table === null ? null : name,
      },
      expected: wanted?.definition ?? null,
      actual: found?.definition ?? null,
      stands: `${found === undefined ? 'NOT ' : ''}${hasOther(kind, schema, table, name)}`,
      change: ({ from, to }) => {
        const [was, is] = [from, to].map((each) =>
          each.catalog.others.find((other) => key(other) === key(object)),
        );
        const made = is === undefined ? [] : makeOther(is);
        if (made === null) return null;
        return [...(was === undefined ? [] : dropOther(was)), ...made];
      },
    });
  }
}
