import type { GraphEdge } from '../graph/graph.ts';
import { adjacencyOf } from '../graph/reach.ts';
import type { Demand } from './demand.ts';
import { findLoops, type Loop } from './loops.ts';
import { lowerFlow, type MinFlow, minFlow } from './min-flow.ts';
import type { Block, Region } from './parts.ts';
import { buildNetwork, type RegionNetwork } from './region-network.ts';

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
  for (let attempt = 0; ; attempt += 1) {
    const lower = network.lowerBounds(demand, ofNode, entries);
    const bounded = { ...network, lower };
    const solved = minFlow(bounded);
    let isAllowed = true;
    for (const each of network.loops) {
      const most = demand.mostRounds(each.loop);
      const rounds = demand.rounds(each.loop);
      const least = rounds.reduce((sum, count) => sum + count, 0);
      const entered = solved.flow[each.entryEdge] ?? 0;
      const allowed = least + most * Math.max(0, entered - rounds.length);
      if ((solved.flow[each.backEdge] ?? 0) <= allowed) continue;
      lowerFlow(bounded, solved.flow, each.backEdge, allowed);
      const over = (solved.flow[each.backEdge] ?? 0) - allowed;
      if (over <= 0) continue;
      isAllowed = false;
      const raised = (solved.flow[each.entryEdge] ?? 0) + Math.ceil(over / (most + 1));
      entries.set(each, Math.max(raised, entries.get(each) ?? 0));
    }
    if (isAllowed || attempt > 100) return solved;
  }
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
