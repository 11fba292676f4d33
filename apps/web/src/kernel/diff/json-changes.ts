import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { diffArrays } from 'diff';

/** Where in a JSON value: names of fields, and places in lists, from 0. */
export type JsonPath = readonly (string | number)[];

/** A place in which two JSON values differ. A place in a list is where it was, or for what was added where it is. */
export type JsonChange =
  | { readonly kind: 'added'; readonly path: JsonPath; readonly after: unknown }
  | { readonly kind: 'removed'; readonly path: JsonPath; readonly before: unknown }
  | {
      readonly kind: 'changed';
      readonly path: JsonPath;
      readonly before: unknown;
      readonly after: unknown;
    };

/**
 * What is different in two JSON values, as deep down as it can be told; in the order of the fields of the
 * first, then those that only the second has. In a list, what was put in or taken out moves nothing else.
 */
export function jsonChanges(before: unknown, after: unknown, path: JsonPath = []): JsonChange[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ kind: 'added', path, after }];
  if (after === undefined) return [{ kind: 'removed', path, before }];
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, path);
  if (isRecord(before) && isRecord(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      jsonChanges(own(before, name), own(after, name), [...path, name]),
    );
  }
  return [{ kind: 'changed', path, before, after }];
}

function listChanges(before: unknown[], after: unknown[], path: JsonPath): JsonChange[] {
  const changes: JsonChange[] = [];
  let from = 0;
  let to = 0;
  const parts = diffArrays(before, after, { comparator: isSame });
  for (let place = 0; place < parts.length; place += 1) {
    const part = parts[place];
    const next = parts[place + 1];
    if (part === undefined) break;
    const { removed, added, count } = part;
    if (removed && next?.added) {
      // As many as stood there are the same ones, changed.
      const pairs = Math.min(count, next.count);
      for (let one = 0; one < pairs; one += 1) {
        changes.push(...jsonChanges(before[from + one], after[to + one], [...path, from + one]));
      }
      for (let one = pairs; one < count; one += 1) {
        changes.push({ kind: 'removed', path: [...path, from + one], before: before[from + one] });
      }
      for (let one = pairs; one < next.count; one += 1) {
        changes.push({ kind: 'added', path: [...path, to + one], after: after[to + one] });
      }
      from += count;
      to += next.count;
      place += 1;
      continue;
    }
    for (let one = 0; one < count; one += 1) {
      if (removed) {
        changes.push({ kind: 'removed', path: [...path, from + one], before: before[from + one] });
      } else if (added) {
        changes.push({ kind: 'added', path: [...path, to + one], after: after[to + one] });
      }
    }
    if (!added) from += count;
    if (!removed) to += count;
  }
  return changes;
}

const own = (record: Readonly<Record<string, unknown>>, name: string) =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Whether two JSON values say the same; the order of fields says nothing. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, place) => isSame(item, other[place]));
  }
  if (!isRecord(one) || !isRecord(other) || Array.isArray(one) !== Array.isArray(other))
    return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(own(one, name), own(other, name)));
}
