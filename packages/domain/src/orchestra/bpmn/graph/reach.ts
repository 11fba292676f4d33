import type { GraphEdge } from './graph.ts';

/** The edges of a part of a graph by where they begin and where they end. */
export interface Adjacency {
  readonly out: ReadonlyMap<number, readonly GraphEdge[]>;
  readonly into: ReadonlyMap<number, readonly GraphEdge[]>;
}

export function adjacencyOf(edges: Iterable<GraphEdge>): Adjacency {
  const out = new Map<number, GraphEdge[]>();
  const into = new Map<number, GraphEdge[]>();
  for (const edge of edges) {
    addTo(out, edge.from, edge);
    addTo(into, edge.to, edge);
  }
  return { out, into };
}

function addTo(map: Map<number, GraphEdge[]>, node: number, edge: GraphEdge): void {
  const list = map.get(node);
  if (list) list.push(edge);
  else map.set(node, [edge]);
}

/** Nodes that are come to from some, these included, nearest first. `stop` is come to and not left. */
export function reachable(
  from: Iterable<number>,
  out: Adjacency['out'],
  stop?: number,
): Set<number> {
  const seen = new Set(from);
  for (const node of seen) {
    if (node === stop) continue;
    for (const { to } of out.get(node) ?? []) seen.add(to);
  }
  return seen;
}

/** Nodes from which one of some is come to, these included. `stop` is come to and not passed. */
export function reaching(
  targets: Iterable<number>,
  into: Adjacency['into'],
  stop?: number,
): Set<number> {
  const seen = new Set(targets);
  for (const node of seen) {
    if (node === stop) continue;
    for (const { from } of into.get(node) ?? []) seen.add(from);
  }
  return seen;
}
