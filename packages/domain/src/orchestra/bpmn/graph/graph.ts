import type { NodeKind } from '../model/process-model.ts';

/**
 * How many of its ways a node takes: `one` of them, `all`, or `some` – at least one, and of those that are `always`
 * taken each.
 */
export type Gate = 'one' | 'all' | 'some';

export interface GraphNode {
  readonly index: number;
  /** The element that it stands for; of a helper node, the element that it helps. */
  readonly elementId: string;
  /** `leave` ends a sub-process; the others put into the graph what BPMN says without drawing it. */
  readonly kind: NodeKind | 'source' | 'sink' | 'leave' | 'fork' | 'repeat' | 'repeated';
  gate: Gate;
}

export interface GraphEdge {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** The sequence flow, or what the way is otherwise: `b1` by a boundary event, `a1:again` … Unique in a graph. */
  readonly key: string;
  readonly isFlow: boolean;
  /** Taken whenever its node of the gate `some` is passed. */
  readonly isAlways: boolean;
  /** Taken if no other one is. */
  readonly isDefault: boolean;
}

export interface Graph {
  readonly processId: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly source: number;
  readonly sink: number;
}

type EdgeTraits = Partial<Pick<GraphEdge, 'isFlow' | 'isAlways' | 'isDefault'>>;

/** A graph while it is built. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  readonly #keys = new Set<string>();

  node(elementId: string, kind: GraphNode['kind'], gate: Gate = 'one'): GraphNode {
    const node = { index: this.nodes.length, elementId, kind, gate };
    this.nodes.push(node);
    return node;
  }

  /** Lets ways that are there already begin at another node. */
  moveStart(edges: readonly GraphEdge[], from: GraphNode): void {
    for (const edge of edges) this.edges[edge.index] = { ...edge, from: from.index };
  }

  edge(from: GraphNode, to: GraphNode, key: string, traits: EdgeTraits = {}): void {
    let free = key;
    for (let number = 2; this.#keys.has(free); number += 1) free = `${key}~${number}`;
    this.#keys.add(free);
    this.edges.push({
      index: this.edges.length,
      from: from.index,
      to: to.index,
      key: free,
      isFlow: traits.isFlow === true,
      isAlways: traits.isAlways === true,
      isDefault: traits.isDefault === true,
    });
  }
}
