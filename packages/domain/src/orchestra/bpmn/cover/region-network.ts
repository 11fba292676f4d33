import type { GraphEdge } from '../graph/graph.ts';
import type { Demand } from './demand.ts';
import type { Loop } from './loops.ts';
import { edgesAround, type Network } from './min-flow.ts';
import type { Region } from './parts.ts';

export interface LoopEdges {
  readonly loop: Loop;
  /** Carries how often the loop is come to from outside. */
  readonly entryEdge: number;
  /** Carries how often it is gone round, in all. */
  readonly backEdge: number;
}

/**
 * A region as a network. Each node is an edge, so that it can be asked how often it is passed; the place where a loop
 * is entered is two more, for what comes from outside and what comes from within. A jump ends its way: how it goes on is
 * decided by nobody.
 */
export interface RegionNetwork extends Omit<Network, 'lower'> {
  readonly edgeAt: ReadonlyMap<GraphEdge, number>;
  readonly nodeAt: ReadonlyMap<number, number>;
  readonly loops: readonly LoopEdges[];
  lowerBounds(
    demand: Demand,
    ofNode: (node: number) => number,
    entries: ReadonlyMap<LoopEdges, number>,
  ): number[];
  /** What an edge of the network stands for: the key of a way, or of a node. */
  keyOf(edge: number, keyOfNode: (node: number) => string): string[];
}

export function buildNetwork(
  region: Region,
  loops: readonly Loop[],
  jumps: ReadonlySet<GraphEdge>,
): RegionNetwork {
  const [source, sink] = [0, 1];
  let nodeCount = 2;
  const from: number[] = [];
  const to: number[] = [];
  const connect = (start: number, end: number): number => {
    from.push(start);
    to.push(end);
    return from.length - 1;
  };
  const ends = new Map<number, { readonly in: number; readonly out: number }>();
  const nodeAt = new Map<number, number>();
  for (const node of region.nodes) {
    const [start, end] = [nodeCount, nodeCount + 1];
    nodeCount += 2;
    ends.set(node, { in: start, out: end });
    nodeAt.set(node, connect(start, end));
  }
  const entryOf = new Map<number, number>();
  const backOf = new Map<GraphEdge, number>();
  const loopEdges = loops.map((loop): LoopEdges => {
    const [outside, within] = [nodeCount, nodeCount + 1];
    nodeCount += 2;
    entryOf.set(loop.header, outside);
    for (const edge of loop.back) backOf.set(edge, within);
    const header = ends.get(loop.header)?.in ?? sink;
    return { loop, entryEdge: connect(outside, header), backEdge: connect(within, header) };
  });
  const entries = new Set(region.entries);
  const edgeAt = new Map<GraphEdge, number>();
  for (const edge of region.edges) {
    const start = entries.has(edge) ? source : (ends.get(edge.from)?.out ?? source);
    const inside = backOf.get(edge) ?? entryOf.get(edge.to) ?? ends.get(edge.to)?.in ?? sink;
    const end = jumps.has(edge) ? sink : inside;
    edgeAt.set(edge, connect(start, end));
  }
  const edgeOf = new Map([...edgeAt].map(([edge, at]) => [at, edge]));
  const nodeOf = new Map([...nodeAt].map(([node, at]) => [at, node]));
  const loopOf = new Map(
    loopEdges.flatMap((each) => [
      [each.entryEdge, each],
      [each.backEdge, each],
    ]),
  );
  return {
    nodeCount,
    source,
    sink,
    from,
    to,
    around: edgesAround(nodeCount, from, to),
    edgeAt,
    nodeAt,
    loops: loopEdges,
    lowerBounds(demand, ofNode, entered) {
      const lower = from.map(() => 0);
      for (const [edge, at] of edgeAt) lower[at] = demand.edge(edge);
      for (const [node, at] of nodeAt) lower[at] = ofNode(node);
      for (const each of loopEdges) {
        lower[each.entryEdge] = entered.get(each) ?? 1;
        lower[each.backEdge] = demand.rounds(each.loop).reduce((sum, count) => sum + count, 0);
      }
      return lower;
    },
    keyOf(edge, keyOfNode) {
      const [way, node, loop] = [edgeOf.get(edge), nodeOf.get(edge), loopOf.get(edge)];
      if (way) return [way.key];
      if (node !== undefined) return [keyOfNode(node)];
      return loop ? [keyOfNode(loop.loop.header)] : [];
    },
  };
}
