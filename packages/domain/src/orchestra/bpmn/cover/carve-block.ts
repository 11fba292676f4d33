import type { GraphEdge, GraphNode } from '../graph/graph.ts';
import { reachable } from '../graph/reach.ts';
import type { Block, Branch, Carving, LocalGraph } from './parts.ts';

/** How many places are tried at which branches may meet: in a graph with structure the first is the one. */
const maxPlaces = 50;

/** The nodes of one branch, its first edge among those that lead into it. */
interface BranchNodes {
  readonly edge: GraphEdge;
  readonly nodes: ReadonlySet<number>;
}

/**
 * Takes the branches of a node that begins several ways out of the region. They have to meet in one place, or to end
 * for themselves; nothing may lead into or out of them on the way.
 * @returns undefined, and leaves the region as it is, where they do not
 */
export function carveBlock(
  carving: Carving,
  local: LocalGraph,
  split: GraphNode,
  ways: readonly GraphEdge[],
): Block | undefined {
  const met = meeting(local, split.index, ways);
  if (met) return take(carving, local, split, met.branches, met.join, undefined);
  // Branches that end for themselves are no hindrance to the others.
  const alone = ways.flatMap((edge) => separate(local, split.index, edge, undefined) ?? []);
  const going = ways.filter((edge) => !alone.some((branch) => branch.edge === edge));
  if (alone.length === 0 || going.length === 0) return undefined;
  const [only] = going;
  // Where the others only lead back to the split, it is the ones that end which lead on.
  if (!going.some(({ to }) => leaves(local, to, split.index))) return undefined;
  if (going.length === 1 && only) return take(carving, local, split, alone, undefined, only);
  const others = meeting(local, split.index, going);
  if (!others) return undefined;
  return take(carving, local, split, [...others.branches, ...alone], others.join, undefined);
}

function meeting(
  local: LocalGraph,
  split: number,
  ways: readonly GraphEdge[],
): { readonly branches: readonly BranchNodes[]; readonly join: number } | undefined {
  let tried = 0;
  for (const join of commonNodes(local, split, ways)) {
    tried += 1;
    if (tried > maxPlaces && local.nodes.has(join)) continue;
    const branches = ways.map((edge) => separate(local, split, edge, join));
    if (branches.every((branch) => branch !== undefined) && areApart(branches)) {
      return { branches, join };
    }
  }
  return undefined;
}

/**
 * Nodes that are come to by all of some ways, the nearest first. The ways are followed in step, so that no more of the
 * graph is looked at than what lies before the place where they meet, and not past the split: round a loop everything
 * is come to from everywhere.
 */
function* commonNodes(
  { out }: LocalGraph,
  split: number,
  ways: readonly GraphEdge[],
): Generator<number> {
  const counts = new Map<number, number>();
  const searches = ways.map(({ to }) => {
    const seen = new Set([to]);
    return { seen, next: seen.values() };
  });
  for (let isOpen = true; isOpen; ) {
    isOpen = false;
    for (const { seen, next } of searches) {
      const { value: node } = next.next();
      if (node === undefined) continue;
      isOpen = true;
      if (node === split) continue;
      for (const { to } of out.get(node) ?? []) seen.add(to);
      const count = (counts.get(node) ?? 0) + 1;
      counts.set(node, count);
      if (count === ways.length) yield node;
    }
  }
}

/**
 * The nodes of a branch up to where it joins the others, or up to its own ends; undefined where it is not for itself.
 */
function separate(
  local: LocalGraph,
  split: number,
  edge: GraphEdge,
  join: number | undefined,
): BranchNodes | undefined {
  const nodes = new Set<number>(edge.to === join ? [] : [edge.to]);
  for (const node of nodes) {
    if (node === split) return undefined;
    if (!local.nodes.has(node)) {
      // The end of the region: only a branch that ends for itself may come to it.
      if (join !== undefined) return undefined;
      nodes.delete(node);
      continue;
    }
    for (const { to } of local.out.get(node) ?? []) if (to !== join) nodes.add(to);
  }
  for (const node of nodes) {
    for (const way of local.into.get(node) ?? []) {
      if (way !== edge && !nodes.has(way.from)) return undefined;
    }
  }
  return { edge, nodes };
}

/** Whether the region is left from a node otherwise than over the split. */
function leaves(local: LocalGraph, start: number, split: number): boolean {
  return [...reachable([start], local.out, split)].some((node) => !local.nodes.has(node));
}

function areApart(branches: readonly BranchNodes[]): boolean {
  const seen = new Set<number>();
  for (const { nodes } of branches) {
    for (const node of nodes) {
      if (seen.has(node)) return false;
      seen.add(node);
    }
  }
  return true;
}

function take(
  carving: Carving,
  local: LocalGraph,
  split: GraphNode,
  parts: readonly BranchNodes[],
  join: number | undefined,
  onward: GraphEdge | undefined,
): Block {
  const branches: Branch[] = parts.map(({ edge, nodes }) => {
    const edges = [edge, ...[...nodes].flatMap((node) => local.out.get(node) ?? [])];
    const taken = new Set(edges);
    for (const node of nodes) {
      local.nodes.delete(node);
      local.out.delete(node);
      local.into.delete(node);
    }
    without(local.out, split.index, taken);
    if (join !== undefined) without(local.into, join, taken);
    carving.depth += 1;
    const region = carving.regionOf(carving, nodes, edges, [edge]);
    carving.depth -= 1;
    return { edge, region };
  });
  const block = { split, branches, join };
  if (join !== undefined && !onward) {
    carving.joins.set(join, block);
    addWayPast(carving, local, split.index, join);
  }
  return block;
}

function without(
  map: Map<number, readonly GraphEdge[]>,
  node: number,
  taken: ReadonlySet<GraphEdge>,
): void {
  map.set(
    node,
    (map.get(node) ?? []).filter((edge) => !taken.has(edge)),
  );
}

function addWayPast(carving: Carving, local: LocalGraph, from: number, to: number): void {
  const index = carving.nextEdge;
  carving.nextEdge += 1;
  const key = `past:${from}`;
  const past = { index, from, to, key, isFlow: false, isAlways: true, isDefault: false };
  local.out.set(from, [...(local.out.get(from) ?? []), past]);
  local.into.set(to, [...(local.into.get(to) ?? []), past]);
}
