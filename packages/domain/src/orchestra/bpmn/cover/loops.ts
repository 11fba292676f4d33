import type { GraphEdge } from '../graph/graph.ts';
import { adjacencyOf, reaching } from '../graph/reach.ts';
import type { Region } from './parts.ts';

/** A loop with one place to enter it. */
export interface Loop {
  readonly header: number;
  readonly nodes: ReadonlySet<number>;
  /** The edges that lead back to the header. */
  readonly back: ReadonlySet<GraphEdge>;
  /** The marker of an activity, not drawn with flows. */
  readonly isMarker: boolean;
}

export interface Loops {
  /** Inner ones first. */
  readonly loops: readonly Loop[];
  /** Edges back into the middle of a loop, which has no one place to enter it. */
  readonly jumps: ReadonlySet<GraphEdge>;
}

/** The loops of a region (natural loops of its back edges, in the order of a depth-first search). */
export function findLoops(region: Region): Loops {
  const { out, into } = adjacencyOf(region.edges);
  const entered = new Set(region.entries.map(({ to }) => to));
  const backEdges = findBackEdges(region, out);
  const jumps = new Set<GraphEdge>();
  const byHeader = new Map<number, { nodes: Set<number>; back: Set<GraphEdge> }>();
  for (const edge of backEdges) {
    const nodes = reaching([edge.from, edge.to], into, edge.to);
    const isEntered = [...nodes].some((node) => node !== edge.to && entered.has(node));
    if (isEntered || [...nodes].some((node) => !region.nodes.has(node))) {
      jumps.add(edge);
      continue;
    }
    const known = byHeader.get(edge.to);
    if (!known) byHeader.set(edge.to, { nodes, back: new Set([edge]) });
    else {
      known.back.add(edge);
      for (const node of nodes) known.nodes.add(node);
    }
  }
  const loops = [...byHeader].map(([header, { nodes, back }]) => ({
    header,
    nodes,
    back,
    isMarker: [...back].every(({ isFlow, key }) => !isFlow && key.includes(':again')),
  }));
  return { loops: loops.sort((a, b) => a.nodes.size - b.nodes.size), jumps };
}

function findBackEdges(region: Region, out: ReadonlyMap<number, readonly GraphEdge[]>) {
  const found: GraphEdge[] = [];
  const onPath = new Set<number>();
  const done = new Set<number>();
  for (const entry of region.entries) {
    if (done.has(entry.to) || !region.nodes.has(entry.to)) continue;
    const stack = [{ node: entry.to, next: 0 }];
    onPath.add(entry.to);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = out.get(top.node)?.[top.next];
      top.next += 1;
      if (edge === undefined) {
        onPath.delete(top.node);
        done.add(top.node);
        stack.pop();
      } else if (onPath.has(edge.to)) {
        found.push(edge);
      } else if (!done.has(edge.to) && region.nodes.has(edge.to)) {
        onPath.add(edge.to);
        stack.push({ node: edge.to, next: 0 });
      }
    }
  }
  return found;
}
