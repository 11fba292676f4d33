import type { Graph, GraphEdge } from '../graph/graph.ts';
import { adjacencyOf, reachable } from '../graph/reach.ts';
import { carveBlock } from './carve-block.ts';
import type { Block, Carving, LocalGraph, Parts, Region } from './parts.ts';

/** Blocks within blocks: what is deeper is taken as having no structure. */
const maxDepth = 200;

/**
 * Takes a graph apart into regions and blocks, outermost first.
 * @param edges those that lead from the source and to the sink
 */
export function takeApart(graph: Graph, edges: readonly GraphEdge[]): Parts {
  const carving: Carving = {
    graph,
    joins: new Map(),
    unstructured: new Set(),
    nextEdge: graph.edges.length,
    depth: 0,
    regionOf,
  };
  const nodes = new Set(
    edges.flatMap(({ from, to }) => [from, to]).filter((node) => isInner(graph, node)),
  );
  const entries = edges.filter(({ from }) => from === graph.source);
  return { region: regionOf(carving, nodes, edges, entries), ...carving };
}

function isInner(graph: Graph, node: number): boolean {
  return node !== graph.source && node !== graph.sink;
}

/** A region of these nodes, whose edges and entries are given. */
function regionOf(
  carving: Carving,
  allNodes: ReadonlySet<number>,
  allEdges: readonly GraphEdge[],
  entries: readonly GraphEdge[],
): Region {
  const { out, into } = adjacencyOf(allEdges);
  const local: LocalGraph = { nodes: new Set(allNodes), out: new Map(out), into: new Map(into) };
  const blocks = new Map<number, Block>();
  const starts = entries.map(({ to }) => to);
  for (const index of reachable(starts, local.out)) {
    const split = carving.graph.nodes[index];
    if (!split || !local.nodes.has(index) || split.gate === 'one') continue;
    const ways = local.out.get(index) ?? [];
    if (ways.length < 2) continue;
    const block = carving.depth < maxDepth ? carveBlock(carving, local, split, ways) : undefined;
    if (block) blocks.set(index, block);
    else carving.unstructured.add(index);
  }
  const within = [...local.nodes].flatMap((node) => local.out.get(node) ?? []);
  return { nodes: local.nodes, edges: [...entries, ...within], entries, blocks };
}
