import type { GraphEdge, GraphNode } from '../graph/graph.ts';

/** A way through a region: nodes and edges in their order, and what runs at the same time as one item. */
export type WalkItem =
  | { readonly kind: 'node'; readonly node: number }
  | { readonly kind: 'edge'; readonly edge: GraphEdge }
  | { readonly kind: 'branches'; readonly branches: readonly Walk[] };

export interface Walk {
  readonly items: readonly WalkItem[];
}

/** All edges that a way takes, in order, those of its branches too. */
export function* edgesOf({ items }: Walk): Generator<GraphEdge> {
  for (const item of items) {
    if (item.kind === 'edge') yield item.edge;
    if (item.kind === 'branches') for (const branch of item.branches) yield* edgesOf(branch);
  }
}

/** All nodes that a way passes, in order, those of its branches too. */
export function* nodesOf({ items }: Walk, nodes: readonly GraphNode[]): Generator<GraphNode> {
  for (const item of items) {
    const node = item.kind === 'node' ? nodes[item.node] : undefined;
    if (node) yield node;
    if (item.kind === 'branches') {
      for (const branch of item.branches) yield* nodesOf(branch, nodes);
    }
  }
}
