import { isRecord } from '../../kernel/is-record.ts';
import { isOfType } from '../data-sets.ts';
import { safePattern } from '../safe-regex.ts';
import { deepEqual, includesAll } from './deep-equal.ts';
import type { Comparison } from './schemas.ts';

/** Why two values cannot be compared at all. */
export type CompareFault = 'not_a_number' | 'pattern' | 'too_much' | 'expected';

/**
 * Whether a value, `undefined` where there is none, stands to the expected one as `op` says.
 * @param isText the value comes from where everything is text, such as a header: numbers are read out of it
 */
export function compare(
  op: Comparison,
  actual: unknown,
  expected: unknown,
  isText = false,
): boolean | CompareFault {
  switch (op) {
    case 'exists':
      return actual !== undefined;
    case 'absent':
      return actual === undefined;
    case 'equals':
      return equals(actual, expected, isText);
    case 'notEquals':
      return !equals(actual, expected, isText);
    case 'contains':
      return contains(actual, expected);
    case 'notContains':
      return !contains(actual, expected);
    case 'oneOf':
      if (!Array.isArray(expected)) return 'expected';
      return expected.some((one) => equals(actual, one, isText));
    case 'matches':
      return matches(actual, expected);
    case 'type':
      return hasType(actual, expected);
    case 'length':
      return lengthOf(actual) === numberOf(expected, true);
    default:
      return ordered(op, actual, expected, isText);
  }
}

function equals(actual: unknown, expected: unknown, isText: boolean): boolean {
  if (actual === undefined) return false;
  if (isText && typeof actual === 'string' && typeof expected !== 'string')
    return actual === String(expected);
  return deepEqual(actual, expected);
}

function contains(actual: unknown, expected: unknown): boolean {
  if (typeof actual === 'string')
    return actual.includes(typeof expected === 'string' ? expected : JSON.stringify(expected));
  if (Array.isArray(actual) && !Array.isArray(expected))
    return actual.some((item) => includesAll(item, expected));
  return includesAll(actual, expected);
}

function matches(actual: unknown, expected: unknown): boolean | CompareFault {
  const pattern = typeof expected === 'string' ? safePattern(expected) : null;
  if (pattern === null) return 'pattern';
  if (typeof actual !== 'string' && typeof actual !== 'number') return false;
  const found = pattern.find(String(actual));
  return found === undefined ? 'too_much' : found !== null;
}

function hasType(actual: unknown, expected: unknown): boolean | CompareFault {
  if (actual === undefined) return false;
  switch (expected) {
    case 'null':
      return actual === null;
    case 'array':
      return Array.isArray(actual);
    case 'object':
      return isRecord(actual);
    case 'integer':
      return Number.isInteger(actual);
    case 'string':
    case 'text':
      return typeof actual === 'string';
    case 'number':
    case 'boolean':
      return actual !== null && isOfType(actual, expected);
    default:
      return 'expected';
  }
}

/** Characters of a text, items of a list, fields of an object. */
function lengthOf(value: unknown): number | null {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  return isRecord(value) ? Object.keys(value).length : null;
}

function ordered(
  op: 'gt' | 'gte' | 'lt' | 'lte',
  actual: unknown,
  expected: unknown,
  isText: boolean,
): boolean | CompareFault {
  const one = numberOf(actual, isText);
  const other = numberOf(expected, true);
  if (one === null || other === null) return 'not_a_number';
  if (op === 'gt') return one > other;
  if (op === 'gte') return one >= other;
  return op === 'lt' ? one < other : one <= other;
}

function numberOf(value: unknown, isText: boolean): number | null {
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (!isText || typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}
