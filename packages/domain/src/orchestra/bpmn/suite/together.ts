import type { Graph, GraphEdge } from '../graph/graph.ts';

/** The ways out of decisions, by their keys, and which decision each is of. */
export type DecisionWays = ReadonlyMap<string, number>;

export function decisionWays(
  graph: Graph,
  edges: readonly GraphEdge[] = graph.edges,
): DecisionWays {
  const counts = new Map<number, number>();
  for (const { from } of edges) counts.set(from, (counts.get(from) ?? 0) + 1);
  const ways = new Map<string, number>();
  for (const { from, key } of edges) {
    const gate = graph.nodes[from]?.gate;
    if (gate !== 'all' && from !== graph.source && (counts.get(from) ?? 0) > 1) ways.set(key, from);
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
