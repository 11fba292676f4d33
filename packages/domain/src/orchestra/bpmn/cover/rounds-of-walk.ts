import type { GraphEdge } from '../graph/graph.ts';
import type { Loop } from './loops.ts';
import type { SolvedRegion } from './solve-region.ts';

/** The loops of a region and of all its blocks. */
export function allLoops({ loops, blocks }: SolvedRegion): Loop[] {
  const inner = [...blocks.values()].flatMap(({ branches }) => branches.flatMap(allLoops));
  return [...loops, ...inner];
}

/** How many rounds a way goes of each loop that it comes to, once for each time that it does. */
export function roundsOfWalk(
  edges: Iterable<GraphEdge>,
  loops: readonly Loop[],
): { readonly loop: Loop; readonly rounds: number }[] {
  const byHeader = new Map(loops.map((loop) => [loop.header, loop]));
  const gone: { loop: Loop; rounds: number }[] = [];
  const current = new Map<Loop, { loop: Loop; rounds: number }>();
  for (const edge of edges) {
    const loop = byHeader.get(edge.to);
    if (!loop) continue;
    const go = current.get(loop);
    if (loop.back.has(edge) && go) go.rounds += 1;
    else if (!loop.nodes.has(edge.from)) {
      const begun = { loop, rounds: 0 };
      current.set(loop, begun);
      gone.push(begun);
    }
  }
  return gone;
}
