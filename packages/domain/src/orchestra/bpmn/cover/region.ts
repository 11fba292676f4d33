import type { Graph, GraphEdge, GraphNode } from '../graph/graph.ts';
import { adjacencyOf, reachable } from '../graph/reach.ts';
import { carveBlock, type LocalGraph } from './carve-block.ts';

/**
 * A part of a graph with ways in and ways out, in which each node takes one of its ways. What begins several at once
 * is a block: its branches are regions of their own, and in this one there is only the way past it.
 */
export interface Region {
  /** The nodes in it, branches left out. */
  readonly nodes: ReadonlySet<number>;
  /** All edges in it, those in and out too. */
  readonly edges: readonly GraphEdge[];
  readonly entries: readonly GraphEdge[];
  readonly blocks: ReadonlyMap<number, Block>;
}

export interface Block {
  readonly split: GraphNode;
  readonly branches: readonly Branch[];
  /** Where the branches meet; the end of the region, or undefined where each ends for itself. */
  readonly join: number | undefined;
}

export interface Branch {
  readonly edge: GraphEdge;
  readonly region: Region;
}

/** What was seen while a graph was taken apart. */
export interface Parts {
  readonly region: Region;
  /** Nodes at which branches of a block meet. */
  readonly joins: ReadonlyMap<number, Block>;
  /** Nodes that begin several ways which do not meet in one place: each is a way for itself. */
  readonly unstructured: ReadonlySet<number>;
}

export interface Carving {
  readonly graph: Graph;
  readonly joins: Map<number, Block>;
  readonly unstructured: Set<number>;
  nextEdge: number;
}

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
export function regionOf(
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
    const block = carveBlock(carving, local, split, ways);
    if (block) blocks.set(index, block);
    else carving.unstructured.add(index);
  }
  const within = [...local.nodes].flatMap((node) => local.out.get(node) ?? []);
  return { nodes: local.nodes, edges: [...entries, ...within], entries, blocks };
}
