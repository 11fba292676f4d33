import { isRecord } from '../kernel/is-record.ts';

export interface JsonSize {
  readonly nodes: number;
  readonly depth: number;
  /** Of the longest list. */
  readonly longest: number;
}

/** How large a value is, looked at up to `max` nodes; walks without recursion. */
export function jsonSize(root: unknown, max = 5_000_000): JsonSize {
  let nodes = 0;
  let depth = 0;
  let longest = 0;
  const open: { value: unknown; at: number }[] = [{ value: root, at: 1 }];
  for (let next = open.pop(); next !== undefined && nodes < max; next = open.pop()) {
    nodes++;
    depth = Math.max(depth, next.at);
    const items = Array.isArray(next.value)
      ? next.value
      : isRecord(next.value)
        ? Object.values(next.value)
        : [];
    if (Array.isArray(next.value)) longest = Math.max(longest, items.length);
    for (const value of items) open.push({ value, at: next.at + 1 });
  }
  return { nodes, depth, longest };
}
