import type { GraphEdge } from '../graph/graph.ts';
import { adjacencyOf } from '../graph/reach.ts';
import type { Demand } from './demand.ts';
import { findLoops, type Loop } from './loops.ts';
import { lowerFlow, type MinFlow, minFlow } from './min-flow.ts';
import type { Block, Region } from './parts.ts';
import { buildNetwork, type LoopEdges, type RegionNetwork } from './region-network.ts';

export interface SolvedRegion {
  readonly region: Region;
  readonly loops: readonly Loop[];
  /** Edges after which a way goes on by the shortest way out. */
  readonly jumps: ReadonlySet<GraphEdge>;
  readonly network: RegionNetwork;
  readonly flow: readonly number[];
  readonly blocks: ReadonlyMap<number, SolvedBlock>;
  /** How many ways through the region are enough. */
  readonly need: number;
  /** How many there have to be at least. */
  readonly bound: number;
  /** Edges and nodes that exclude each other; why it cannot be less than `bound`. */
  readonly cut: readonly string[];
}

export interface SolvedBlock {
  readonly block: Block;
  readonly branches: readonly SolvedRegion[];
  readonly need: number;
  readonly bound: number;
}

/** What the ways through a region are counted with. */
export interface Solving {
  readonly demand: Demand;
  readonly unstructured: ReadonlySet<number>;
  readonly keyOfNode: (node: number) => string;
}

/** Finds the least number of ways that pass everything as often as it has to be, block by block from inside. */
export function solveRegion(region: Region, solving: Solving): SolvedRegion {
  const { demand } = solving;
  const blocks = new Map(
    [...region.blocks].map(([node, block]) => [node, solveBlock(block, solving)]),
  );
  const { loops, jumps } = findLoops(region);
  const network = buildNetwork(region, loops, jumps);
  const needed = solveNetwork(network, demand, (node) =>
    Math.max(demand.node(node), blocks.get(node)?.need ?? 0),
  );
  const isExact =
    jumps.size === 0 &&
    ![...region.nodes].some((node) => solving.unstructured.has(node)) &&
    [...blocks.values()].every(({ need, bound }) => need === bound);
  const bounded = isExact ? { ...needed, network } : boundOf(region, loops, blocks, solving);
  return {
    region,
    loops,
    jumps,
    network,
    flow: needed.flow,
    blocks,
    need: needed.value,
    bound: bounded.value,
    cut: bounded.cut.flatMap((edge) => bounded.network.keyOf(edge, solving.keyOfNode)),
  };
}

function solveBlock(block: Block, solving: Solving): SolvedBlock {
  const branches = block.branches.map(({ region }) => solveRegion(region, solving));
  const total = (of: (branch: SolvedRegion) => number): number => {
    if (block.split.gate === 'all') return Math.max(...branches.map(of));
    let [always, others, otherwise] = [1, 0, 0];
    branches.forEach((branch, at) => {
      const edge = block.branches[at]?.edge;
      if (edge?.isAlways) always = Math.max(always, of(branch));
      else if (edge?.isDefault) otherwise += of(branch);
      else others = Math.max(others, of(branch));
    });
    return Math.max(always, others + otherwise);
  };
  return {
    block,
    branches,
    need: total(({ need }) => need),
    bound: total(({ bound }) => bound),
  };
}

/**
 * The least flow in which no loop is gone round more often in one go than it may be: where it would, more ways have to
 * come to the loop.
 */
function solveNetwork(
  network: RegionNetwork,
  demand: Demand,
  ofNode: (node: number) => number,
): MinFlow {
  const entries = new Map(
    network.loops.map((each) => [each, Math.max(1, demand.rounds(each.loop).length)]),
  );
  const loopOfBack = new Map(network.loops.map((each) => [each.backEdge, each]));
  for (let attempt = 0; ; attempt += 1) {
    const lower = network.lowerBounds(demand, ofNode, entries);
    const bounded = { ...network, lower };
    const solved = minFlow(bounded);
    const over = overIn(network, demand, solved.flow);
    // What one loop gives up, another one may take that still has room; until nothing changes.
    for (
      let turn = 0;
      turn <= network.loops.length && network.loops.some((one) => over(one) > 0);
      turn += 1
    ) {
      for (const each of network.loops) {
        if (over(each) <= 0) continue;
        const target = (solved.flow[each.backEdge] ?? 0) - over(each);
        lowerFlow(bounded, solved.flow, each.backEdge, target, (edge) => {
          const other = loopOfBack.get(edge);
          return other === undefined ? Number.POSITIVE_INFINITY : Math.max(0, -over(other));
        });
      }
    }
    let isAllowed = true;
    for (const each of network.loops) {
      const left = over(each);
      if (left <= 0) continue;
      isAllowed = false;
      const more = Math.ceil(left / (demand.mostRounds(each.loop) + 1));
      const raised = (solved.flow[each.entryEdge] ?? 0) + more;
      entries.set(each, Math.max(raised, entries.get(each) ?? 0));
    }
    if (isAllowed || attempt > 100) return solved;
  }
}

/** By how many rounds a loop is gone round more often than all its goes may have together; below zero for room. */
function overIn({ loops }: RegionNetwork, demand: Demand, flow: readonly number[]) {
  const asked = new Map(loops.map((each) => [each, demand.rounds(each.loop)]));
  return (each: LoopEdges): number => {
    const rounds = asked.get(each) ?? [];
    const further = Math.max(0, (flow[each.entryEdge] ?? 0) - rounds.length);
    const most =
      rounds.reduce((sum, count) => sum + count, 0) + demand.mostRounds(each.loop) * further;
    return (flow[each.backEdge] ?? 0) - most;
  };
}

/**
 * What there has to be at least where the ways that were found may be too many: what comes after branches without
 * structure counts for nothing, and loops without one entry may be gone round for ever.
 */
function boundOf(
  region: Region,
  loops: readonly Loop[],
  blocks: ReadonlyMap<number, SolvedBlock>,
  { demand, unstructured }: Solving,
): MinFlow & { readonly network: RegionNetwork } {
  const behind = new Set([...region.nodes].filter((node) => unstructured.has(node)));
  const { out } = adjacencyOf(region.edges);
  for (const node of behind) for (const { to } of out.get(node) ?? []) behind.add(to);
  const apart = loops.filter(({ header }) => !behind.has(header));
  const network = buildNetwork(region, apart, new Set());
  const counted: Demand = {
    ...demand,
    edge: (edge) => (behind.has(edge.from) ? 0 : demand.edge(edge)),
    mostRounds: () => Number.MAX_SAFE_INTEGER,
  };
  const solved = solveNetwork(network, counted, (node) =>
    behind.has(node) ? 0 : Math.max(demand.node(node), blocks.get(node)?.bound ?? 0),
  );
  return { ...solved, network };
}
