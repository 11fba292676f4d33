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

interface Open {
  readonly value: unknown;
  readonly depth: number;
  readonly path: readonly (string | number)[];
}

/**
 * Null for plain data that PostgreSQL can store: no deeper than `maxJsonDepth`, finite numbers, texts without NUL
 * and halves of characters, and no key `__proto__`, which objects swallow. A field that is `undefined` counts as left
 * out. Walks without recursion, so that no depth is too deep to be refused.
 */
export function jsonFault(root: unknown, maxDepth = maxJsonDepth): JsonFault | null {
  const open: Open[] = [{ value: root, depth: 0, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth, path } = next;
    const code = ownFault(value);
    if (code !== null) return { code, path };
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= maxDepth) return { code: 'depth', path };
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        open.push({ value: item, depth: depth + 1, path: [...path, index] });
      continue;
    }
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__') return { code: 'key', path: [...path, key] };
      if (unstorable.test(key)) return { code: 'character', path };
      if (item !== undefined) open.push({ value: item, depth: depth + 1, path: [...path, key] });
    }
  }
  return null;
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
