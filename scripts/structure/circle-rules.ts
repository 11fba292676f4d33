import { resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

/**
 * Circles of imports, of types too: who reads one file of a circle has to read all of it. Each circle
 * is told once, at its first file by name.
 */
export function* findCircles(files: readonly PlacedFile[]): Generator<Violation> {
  const known = new Map(files.map((file) => [file.path, file]));
  const importsOf = (path: string): readonly string[] =>
    (known.get(path)?.imports ?? [])
      .map(({ specifier }) => resolveImport(path, specifier))
      .filter((target) => target !== undefined && known.has(target))
      .map(String);

  for (const group of connected([...known.keys()], importsOf)) {
    const [first = ''] = group;
    if (group.length === 1 && !importsOf(first).includes(first)) continue;
    const way = shortestWayBack(first, new Set(group), importsOf);
    const next = way[1] ?? first;
    const line =
      known.get(first)?.imports.find(({ specifier }) => resolveImport(first, specifier) === next)
        ?.line ?? 1;
    yield {
      path: first,
      line,
      rule: 'circle',
      message: `${way.join(' → ')}. Move what they share into a file that imports neither.`,
    };
  }
}

/** Strongly connected groups (Tarjan's algorithm, without recursion), each sorted by name. */
function connected(
  nodes: readonly string[],
  edgesOf: (node: string) => readonly string[],
): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const groups: string[][] = [];
  for (const start of nodes) {
    if (order.has(start)) continue;
    const work: { node: string; edges: readonly string[]; next: number }[] = [];
    const enter = (node: string) => {
      order.set(node, order.size);
      low.set(node, order.size - 1);
      stack.push(node);
      onStack.add(node);
      work.push({ node, edges: edgesOf(node), next: 0 });
    };
    enter(start);
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node, edges } = frame;
      const target = edges[frame.next];
      frame.next += 1;
      if (target !== undefined) {
        if (!order.has(target)) enter(target);
        else if (onStack.has(target)) lower(low, node, order.get(target) ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) lower(low, parent.node, low.get(node) ?? 0);
      if (low.get(node) !== order.get(node)) continue;
      const group = stack.splice(stack.indexOf(node));
      for (const member of group) onStack.delete(member);
      groups.push(group.sort());
    }
  }
  return groups;
}

function lower(low: Map<string, number>, node: string, value: number): void {
  low.set(node, Math.min(low.get(node) ?? value, value));
}

/** From a file along imports within its group back to itself. */
function shortestWayBack(
  start: string,
  group: ReadonlySet<string>,
  edgesOf: (node: string) => readonly string[],
): readonly string[] {
  let ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  while (ways.length > 0) {
    const longer: (readonly string[])[] = [];
    for (const way of ways) {
      for (const target of edgesOf(way.at(-1) ?? start)) {
        if (target === start) return [...way, start];
        if (!group.has(target) || seen.has(target)) continue;
        seen.add(target);
        longer.push([...way, target]);
      }
    }
    ways = longer;
  }
  return [start];
}
