import { isRecord } from '../../kernel/is-record.ts';
import { preview } from './preview.ts';

/** One place where two values differ. `null`: there is nothing there. */
export interface Difference {
  /** A normalized path of RFC 9535. */
  readonly path: string;
  readonly expected: string | null;
  readonly actual: string | null;
}

export interface Differences {
  readonly lines: readonly Difference[];
  /** Whether there are more than were listed. */
  readonly isCut: boolean;
}

const maxLines = 20;
const maxWalk = 100_000;

/** Where two values differ, first places first. */
export function differences(expected: unknown, actual: unknown): Differences {
  const lines: Difference[] = [];
  const open: { path: string; expected: unknown; actual: unknown }[] = [
    { path: '$', expected, actual },
  ];
  let walked = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (lines.length === maxLines || walked++ > maxWalk) return { lines, isCut: true };
    const { path } = next;
    if (next.expected === next.actual) continue;
    const below = childrenOf(next.expected, next.actual);
    if (below === null) {
      lines.push({ path, expected: side(next.expected), actual: side(next.actual) });
      continue;
    }
    // From the last to the first, since the last that is put there is taken first.
    for (const [step, one, other] of below.toReversed())
      open.push({ path: `${path}${step}`, expected: one, actual: other });
  }
  return { lines, isCut: false };
}

/** The parts that two values of the same kind have; null for what is compared as a whole. */
function childrenOf(one: unknown, other: unknown): [string, unknown, unknown][] | null {
  if (Array.isArray(one) && Array.isArray(other)) {
    const length = Math.max(one.length, other.length);
    return Array.from({ length: Math.min(length, maxWalk) }, (_, index) => [
      `[${index}]`,
      one[index],
      other[index],
    ]);
  }
  if (!isRecord(one) || !isRecord(other)) return null;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].slice(0, maxWalk).map((key) => [step(key), own(one, key), own(other, key)]);
}

const own = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

const step = (key: string): string =>
  /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${preview(key, 100)}]`;

const side = (value: unknown): string | null => (value === undefined ? null : preview(value));
