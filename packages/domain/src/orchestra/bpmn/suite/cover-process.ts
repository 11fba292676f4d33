import type { Criterion } from '../cover/criterion.ts';
import { type Demand, demandOf } from '../cover/demand.ts';
import { type Excluding, readExclusions } from '../cover/exclusions.ts';
import type { Parts } from '../cover/parts.ts';
import { realiseRegion } from '../cover/realise-region.ts';
import { takeApart } from '../cover/region.ts';
import { allLoops } from '../cover/rounds-of-walk.ts';
import { type SolvedRegion, solveRegion } from '../cover/solve-region.ts';
import type { Walk } from '../cover/walk.ts';
import { bpmnError } from '../errors.ts';
import type { Graph, GraphEdge } from '../graph/graph.ts';
import { adjacencyOf } from '../graph/reach.ts';
import { coverFurther } from './cover-further.ts';
import { hasTuples, roundsTarget, type Target, type TargetReading, targetKey } from './targets.ts';
import { boundByTuples, decisionWays } from './together.ts';

/** What is larger is no process that anybody drew, and would take minutes. */
const maxPasses = 1_000_000;

/** Ways through one process that cover it. */
export interface CoveredProcess {
  readonly parts: Parts;
  readonly walks: readonly Walk[];
  readonly reading: TargetReading;
  readonly bound: number;
  readonly proof: readonly string[];
  readonly uncovered: readonly Target[];
}

/**
 * The fewest ways through a process by a criterion, each node's and edge's least passes as a flow; where there are
 * exclusions or combinations, as few as were found.
 */
export function coverProcess(
  graph: Graph,
  edges: readonly GraphEdge[],
  criterion: Criterion,
  excluding: Excluding | undefined,
): CoveredProcess {
  const parts = takeApart(graph, edges);
  const demand = demandOf(criterion, graph.nodes, adjacencyOf(edges).out);
  const decisions = decisionWays(graph, edges);
  const reading: TargetReading = { criterion, graph, edges, demand, loops: [], decisions };
  if (edges.length === 0) {
    return { parts, walks: [], reading, bound: 0, proof: [], uncovered: [] };
  }
  const solving = {
    demand,
    unstructured: parts.unstructured,
    keyOfNode: (node: number) => graph.nodes[node]?.elementId ?? '',
  };
  const solved = solveRegion(parts.region, solving);
  if (passesOf(solved) > maxPasses) {
    throw bpmnError('ERR_COVERAGE_TOO_LARGE', { of: 'path', limit: maxPasses });
  }
  const walks = realiseRegion(solved, Math.max(1, solved.need), demand);
  const found = { parts, walks, reading: { ...reading, loops: allLoops(solved) } };
  if (!excluding && !hasTuples(criterion)) {
    const alone = criterion.parallel === 'scenarios' ? branchesBeside(solved) : 0;
    const bound = Math.max(1, solved.bound) + alone;
    return { ...found, bound, proof: solved.cut, uncovered: [] };
  }
  const further = coverFurther(walks, parts.region, found.reading, excluding);
  const byTuples = boundByTuples(further.tuples, decisions, edges);
  // What exclusions leave uncovered asks for no scenario.
  const left = withoutTargets(demand, further.uncovered, graph);
  const bounded = solveRegion(parts.region, { ...solving, demand: left });
  const bound = Math.min(further.walks.length, Math.max(1, bounded.bound));
  const isMore = byTuples.bound > bound;
  return {
    ...found,
    walks: further.walks,
    uncovered: further.uncovered,
    bound: isMore ? byTuples.bound : bound,
    proof: isMore ? byTuples.proof : bounded.cut,
  };
}

/** How many nodes and ways all scenarios would go through together. */
function passesOf({ flow, blocks }: SolvedRegion): number {
  let count = flow.reduce((sum, passes) => sum + passes, 0);
  for (const { branches } of blocks.values()) {
    for (const branch of branches) count += passesOf(branch);
  }
  return count;
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

function withoutTargets(demand: Demand, targets: readonly Target[], graph: Graph): Demand {
  const gone = new Set(targets.map(targetKey));
  const asks = (target: Target, least: number) => (gone.has(targetKey(target)) ? 0 : least);
  const idOf = (node: number) => graph.nodes[node]?.elementId ?? '';
  return {
    ...demand,
    node: (node) => asks({ kind: 'element', id: idOf(node) }, demand.node(node)),
    edge: (edge) => asks({ kind: 'way', key: edge.key }, demand.edge(edge)),
    rounds: (loop) =>
      demand
        .rounds(loop)
        .filter((rounds) => !gone.has(targetKey(roundsTarget(loop, rounds, graph)))),
  };
}

/** @throws what `readExclusions` throws */
export function exclusionsOf(criterion: Criterion, flows: Iterable<string>): Excluding | undefined {
  const known = new Set(flows);
  return readExclusions(criterion, (flow) => known.has(flow));
}
