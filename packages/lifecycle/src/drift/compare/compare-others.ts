import type { Extension, OtherObject } from '../../catalog/catalog-types.ts';
import { quoteName } from '../../catalog/quote.ts';
import { dropExtension, dropSchema, makeExtension, makeSchema } from '../fix/make-object.ts';
import { dropOther, makeOther, referenceTo } from '../fix/make-other.ts';
import { remakeDependents } from '../fix/remake.ts';
import { step } from '../fix/transition.ts';
import { type Collector, note, pairs, sameName } from './collector.ts';
import { extensionIs, hasSchema, otherIs } from './probe.ts';

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

/** Extensions that are expected, or lie in a schema of ours; others are whoever's put them there. */
export function compareExtensions(
  collector: Collector,
  expected: readonly Extension[],
  actual: readonly Extension[],
): void {
  for (const [wanted, found] of pairs(expected, actual, sameName)) {
    const extension = wanted ?? found;
    if (extension === undefined || wanted?.schema === found?.schema) continue;
    if (wanted === undefined && !collector.transition.isOurs(extension.schema)) continue;
    const { name, schema } = extension;
    note(collector, {
      class: found === undefined ? 'missing' : wanted === undefined ? 'extra' : 'other',
      object: { kind: 'extension', schema, name, part: null },
      expected: wanted?.schema ?? null,
      actual: found?.schema ?? null,
      stands: extensionIs(name, found?.schema ?? null),
      change: ({ from, to }) => {
        const [was, is] = [from, to].map((each) =>
          each.catalog.extensions.find((other) => other.name === name),
        );
        if (is === undefined) return was === undefined ? [] : dropExtension(was);
        if (was === undefined) return makeExtension(is);
        const move = `ALTER EXTENSION ${quoteName(name)} SET SCHEMA ${quoteName(is.schema)}`;
        return [step('extension', move)];
      },
    });
  }
}

/** Rules, policies, statistics objects, aggregates, operators and the rest. */
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
      stands: otherIs(object, found?.definition ?? null),
      change: (transition) => {
        const [was, is] = [transition.from, transition.to].map((each) =>
          each.catalog.others.find((other) => key(other) === key(object)),
        );
        const made = is === undefined ? [] : makeOther(is);
        if (made === null) return null;
        const dropped = was === undefined ? [] : dropOther(was);
        return [...dropped, ...made, ...remakeDependents(transition, [referenceTo(object)])];
      },
    });
  }
}
