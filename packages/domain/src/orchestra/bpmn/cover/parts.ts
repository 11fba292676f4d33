import type { Graph, GraphEdge, GraphNode } from '../graph/graph.ts';

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
  /** How many blocks are around the region that is taken apart. */
  depth: number;
  /** A region of these nodes, all of whose edges are given, and taken apart in its turn. */
  readonly regionOf: (
    carving: Carving,
    nodes: ReadonlySet<number>,
    edges: readonly GraphEdge[],
    entries: readonly GraphEdge[],
  ) => Region;
}

/** A region while blocks are taken out of it: its nodes, and the edges that are left, by both ends. */
export interface LocalGraph {
  readonly nodes: Set<number>;
  readonly out: Map<number, readonly GraphEdge[]>;
  readonly into: Map<number, readonly GraphEdge[]>;
}
