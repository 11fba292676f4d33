import { z } from 'zod';

/** What JSON can say. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Deeper than anybody writes by hand, and far from where a recursive function runs out of stack. */
export const maxJsonDepth = 64;

/** Why a value cannot be kept as JSON and come back the same, and where. */
export interface JsonFault {
  readonly code: 'depth' | 'key' | 'character' | 'number' | 'kind';
  readonly path: readonly (string | number)[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the one character PostgreSQL cannot store
const unstorable = /\u0000|\p{Surrogate}/u;

/** An array or object that is being walked through, and the key in it that is looked at. */
interface Open {
  readonly entries: Iterator<readonly [string | number, unknown]>;
  key: string | number;
}

/**
 * Null for plain data that PostgreSQL can store: no deeper than `maxJsonDepth`, finite numbers, texts without NUL
 * and halves of characters, and no key `__proto__`, which objects swallow. A field that is `undefined` counts as left
 * out. Walks without recursion, so that no depth is too deep to be refused, and holds no more than its way down.
 */
export function jsonFault(root: unknown, maxDepth = maxJsonDepth): JsonFault | null {
  const way: Open[] = [];
  const fault = (code: JsonFault['code'], ...last: readonly (string | number)[]): JsonFault => ({
    code,
    path: [...way.map(({ key }) => key), ...last],
  });
  let value = root;
  for (;;) {
    const code = ownFault(value);
    if (code !== null) return fault(code);
    if (typeof value === 'object' && value !== null) {
      if (way.length >= maxDepth) return fault('depth');
      way.push({ entries: entriesOf(value), key: '' });
    }
    let next = way.at(-1)?.entries.next();
    while (next?.done === true) {
      way.pop();
      next = way.at(-1)?.entries.next();
    }
    const open = way.at(-1);
    if (next === undefined || open === undefined) return null;
    const [key, item] = next.value;
    if (typeof key === 'string') {
      if (key === '__proto__') {
        way.pop();
        return fault('key', key);
      }
      if (unstorable.test(key)) {
        way.pop();
        return fault('character');
      }
    }
    open.key = key;
    value = item;
  }
}

function* entriesOf(value: object): Generator<readonly [string | number, unknown], undefined> {
  if (Array.isArray(value)) {
    yield* value.entries();
    return;
  }
  for (const key in value) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (Object.hasOwn(value, key) && item !== undefined) yield [key, item];
  }
}

function ownFault(value: unknown): JsonFault['code'] | null {
  switch (typeof value) {
    case 'string':
      return unstorable.test(value) ? 'character' : null;
    case 'number':
      return Number.isFinite(value) ? null : 'number';
    case 'boolean':
      return null;
    case 'object':
      return value === null || Array.isArray(value) || isPlain(value) ? null : 'kind';
    default:
      return 'kind';
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Any JSON that can be kept: a body, a parameter, an expected value. */
export const jsonValue = z.custom<Json>(
  (value) => value !== undefined && jsonFault(value) === null,
  'is not JSON that can be stored',
);
