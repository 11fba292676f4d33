import type { Criterion } from '../cover/criterion.ts';
import { demandOf } from '../cover/demand.ts';
import type { Parts } from '../cover/parts.ts';
import { realiseRegion } from '../cover/realise-region.ts';
import { takeApart } from '../cover/region.ts';
import { type SolvedRegion, solveRegion } from '../cover/solve-region.ts';
import type { Walk } from '../cover/walk.ts';
import type { Graph, GraphEdge } from '../graph/graph.ts';
import { adjacencyOf } from '../graph/reach.ts';

/** Ways through one process that cover it. */
export interface CoveredProcess {
  readonly graph: Graph;
  readonly edges: readonly GraphEdge[];
  readonly parts: Parts;
  readonly walks: readonly Walk[];
  readonly bound: number;
  readonly proof: readonly string[];
  readonly uncovered: readonly (readonly string[])[];
}

/** The fewest ways through a process by a criterion without exclusions and combinations. */
export function coverProcess(
  graph: Graph,
  edges: readonly GraphEdge[],
  criterion: Criterion,
): CoveredProcess {
  const parts = takeApart(graph, edges);
  if (edges.length === 0) {
    return { graph, edges, parts, walks: [], bound: 0, proof: [], uncovered: [] };
  }
  const demand = demandOf(criterion, graph.nodes, adjacencyOf(edges).out);
  const solved = solveRegion(parts.region, {
    demand,
    unstructured: parts.unstructured,
    keyOfNode: (node) => graph.nodes[node]?.elementId ?? '',
  });
  const walks = realiseRegion(solved, Math.max(1, solved.need), demand);
  const alone = criterion.parallel === 'scenarios' ? branchesBeside(solved) : 0;
  const bound = Math.max(1, solved.bound) + alone;
  return { graph, edges, parts, walks, bound, proof: solved.cut, uncovered: [] };
}

/** How many branches there are at least beside the first ones, where each is a scenario of its own. */
function branchesBeside({ blocks }: SolvedRegion): number {
  let count = 0;
  for (const { block, branches, bound } of blocks.values()) {
    if (block.split.gate === 'all') count += Math.max(1, bound) * (branches.length - 1);
    for (const branch of branches) count += branchesBeside(branch);
  }
  return count;
}
