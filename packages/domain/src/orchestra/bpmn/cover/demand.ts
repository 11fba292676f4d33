import type { GraphEdge, GraphNode } from '../graph/graph.ts';
import type { Criterion } from './criterion.ts';
import type { Loop } from './loops.ts';

/** How often something has to be passed, by one criterion. */
export interface Demand {
  readonly node: (node: number) => number;
  readonly edge: (edge: GraphEdge) => number;
  /** How many rounds, each in a go of its own. */
  readonly rounds: (loop: Loop) => readonly number[];
  /** The most rounds in one go. */
  readonly mostRounds: (loop: Loop) => number;
}

const helpers: ReadonlySet<GraphNode['kind']> = new Set([
  'source',
  'sink',
  'leave',
  'fork',
  'repeat',
  'repeated',
]);

/** Whether a node of a graph is an element of the process, and none of what was put in to say how it runs. */
export function isElement(node: GraphNode): boolean {
  return !helpers.has(node.kind);
}

/** @param ways how many ways lead out of a node that can be taken at all */
export function demandOf(
  { kind, rounds }: Criterion,
  nodes: readonly GraphNode[],
  ways: ReadonlyMap<number, readonly GraphEdge[]>,
): Demand {
  const isDecision = (edge: GraphEdge) => {
    const node = nodes[edge.from];
    return node !== undefined && node.gate !== 'all' && (ways.get(edge.from)?.length ?? 0) > 1;
  };
  const roundsOf = (loop: Loop): readonly number[] => {
    if (rounds === 0) return [];
    if (loop.isMarker) return rounds === 1 ? [0] : [0, rounds - 1];
    return rounds === 1 ? [0, 1] : [0, 1, rounds];
  };
  return {
    node: (index) => {
      const node = nodes[index];
      return kind === 'nodes' && node !== undefined && isElement(node) ? 1 : 0;
    },
    edge: (edge) => (kind === 'flows' || (kind === 'decisions' && isDecision(edge)) ? 1 : 0),
    rounds: roundsOf,
    mostRounds: (loop) => Math.max(1, ...roundsOf(loop)),
  };
}
