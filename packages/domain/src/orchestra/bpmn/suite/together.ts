import type { Graph, GraphEdge } from '../graph/graph.ts';
import { adjacencyOf, reachable } from '../graph/reach.ts';

/**
 * The ways out of decisions, by their keys, and which decision each is of: ways of one exclude each other. Each way
 * of a node that takes some is a decision of its own (a negative number), since it combines with the others.
 */
export type DecisionWays = ReadonlyMap<string, number>;

export function decisionWays(
  graph: Graph,
  edges: readonly GraphEdge[] = graph.edges,
): DecisionWays {
  const counts = new Map<number, number>();
  for (const { from } of edges) counts.set(from, (counts.get(from) ?? 0) + 1);
  const ways = new Map<string, number>();
  for (const { from, key, index } of edges) {
    const gate = graph.nodes[from]?.gate;
    if (gate === 'all' || (counts.get(from) ?? 0) < 2) continue;
    ways.set(key, gate === 'some' ? -1 - index : from);
  }
  return ways;
}

/** Every so many of the ways that are ways out of different decisions, each in alphabetical order. */
export function tuplesOf(
  taken: readonly string[],
  decisions: DecisionWays,
  size: number,
): string[][] {
  const ways = [...new Set(taken)].filter((key) => decisions.has(key)).sort();
  let tuples: string[][] = [[]];
  for (let round = 0; round < size; round += 1) {
    tuples = tuples.flatMap((tuple) =>
      ways
        .filter((way) => {
          const last = tuple.at(-1);
          if (last !== undefined && way <= last) return false;
          return tuple.every((other) => decisions.get(other) !== decisions.get(way));
        })
        .map((way) => [...tuple, way]),
    );
  }
  return tuples;
}

/**
 * Whether two ways can be on one path at all: one is come to from the other, or neither excludes the other because a
 * node before them takes several ways.
 */
export function mayMeetIn(
  graph: Graph,
  edges: readonly GraphEdge[],
): (one: string, other: string) => boolean {
  const { out } = adjacencyOf(edges);
  const byKey = new Map(edges.map((edge) => [edge.key, edge]));
  const after = new Map<number, ReadonlySet<number>>();
  const reached = (node: number): ReadonlySet<number> => {
    const known = after.get(node);
    if (known) return known;
    const found = reachable([node], out);
    after.set(node, found);
    return found;
  };
  const splits = graph.nodes.filter(({ gate }) => gate !== 'one').map(({ index }) => index);
  return (one, other) => {
    const [first, second] = [byKey.get(one), byKey.get(other)];
    if (!first || !second) return false;
    if (reached(first.to).has(second.from) || reached(second.to).has(first.from)) return true;
    return splits.some((node) => reached(node).has(first.from) && reached(node).has(second.from));
  };
}

/**
 * How many ways there are at least, by combinations: of one choice of decisions, each passed once, no way has two.
 * @param tuples those that there are ways for
 */
export function boundByTuples(
  tuples: readonly (readonly string[])[],
  decisions: DecisionWays,
  edges: readonly GraphEdge[],
): { readonly bound: number; readonly proof: readonly string[] } {
  const { out } = adjacencyOf(edges);
  const isRepeated = new Map<number, boolean>();
  const mayRepeat = (node: number): boolean => {
    const known = isRepeated.get(node);
    if (known !== undefined) return known;
    const found = reachable(
      (out.get(node) ?? []).map(({ to }) => to),
      out,
    ).has(node);
    isRepeated.set(node, found);
    return found;
  };
  const groups = new Map<string, string[]>();
  for (const tuple of tuples) {
    const nodes = tuple.map((way) => decisions.get(way) ?? -1);
    if (nodes.some((node) => node < 0 || mayRepeat(node))) continue;
    const name = nodes.toSorted((a, b) => a - b).join();
    groups.set(name, [...(groups.get(name) ?? []), tuple.join(' + ')]);
  }
  let proof: readonly string[] = [];
  for (const group of groups.values()) if (group.length > proof.length) proof = group;
  return { bound: proof.length, proof };
}
