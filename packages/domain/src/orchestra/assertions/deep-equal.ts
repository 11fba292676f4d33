import { isRecord } from '../../kernel/is-record.ts';

/** Whether two values of JSON say the same; the order of keys does not count. Walks without recursion. */
export function deepEqual(one: unknown, other: unknown): boolean {
  const open: [unknown, unknown][] = [[one, other]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (Array.isArray(a)) {
      if (!Array.isArray(b) || a.length !== b.length) return false;
      for (const [index, item] of a.entries()) open.push([item, b[index]]);
      continue;
    }
    if (!isRecord(a) || !isRecord(b)) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false;
      open.push([a[key], b[key]]);
    }
  }
  return true;
}

/** Whether everything that `part` says is said by `whole` too: of an object its fields, of a list each of its items. */
export function includesAll(whole: unknown, part: unknown, depth = 0): boolean {
  if (depth > 100) return false;
  if (isRecord(part)) {
    return (
      isRecord(whole) &&
      Object.entries(part).every(
        ([key, value]) => Object.hasOwn(whole, key) && includesAll(whole[key], value, depth + 1),
      )
    );
  }
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      part.every((value) => whole.some((item) => includesAll(item, value, depth + 1)))
    );
  }
  return deepEqual(whole, part);
}
