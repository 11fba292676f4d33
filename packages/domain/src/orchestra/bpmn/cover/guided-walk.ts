import type { GraphEdge } from '../graph/graph.ts';
import { adjacencyOf } from '../graph/reach.ts';
import type { Block, Branch, Region } from './parts.ts';
import type { Walk, WalkItem } from './walk.ts';

export interface Guide {
  /** Keys of ways to go over, one as often as it stands here. */
  readonly over: readonly string[];
  readonly without: ReadonlySet<string>;
  /** How much a way is worth beside those. */
  readonly worth: (key: string) => number;
}

/** Something to come to in a region: one of its ways, or a block with ways in its branches. */
interface Goal {
  readonly edge?: GraphEdge;
  readonly node?: number;
}

/** Builds ways through a process that go over some of its edges and not over others. */
export class GuidedWalks {
  readonly #keys = new Map<Region, Set<string>>();

  constructor(region: Region) {
    this.#collect(region);
  }

  /** A way over all that it shall go over, in whatever order; undefined if none was found. */
  find(region: Region, guide: Guide): Walk | undefined {
    const own = region.edges.filter(({ key }) => guide.over.includes(key));
    const goals: Goal[] = own.flatMap((edge) =>
      guide.over.filter((key) => key === edge.key).map(() => ({ edge })),
    );
    for (const [node, { branches }] of region.blocks) {
      const isWanted = branches.some((branch) => guide.over.some((key) => this.#has(branch, key)));
      if (isWanted) goals.push({ node });
    }
    for (const order of orders(goals)) {
      const walk = this.#along(region, order, guide);
      if (walk) return walk;
    }
    return undefined;
  }

  #collect(region: Region): Set<string> {
    const keys = new Set(region.edges.map(({ key }) => key));
    for (const { branches } of region.blocks.values()) {
      for (const branch of branches) for (const key of this.#collect(branch.region)) keys.add(key);
    }
    this.#keys.set(region, keys);
    return keys;
  }

  #has({ region }: Branch, key: string): boolean {
    return this.#keys.get(region)?.has(key) === true;
  }

  #along(region: Region, goals: readonly Goal[], guide: Guide): Walk | undefined {
    const edges = region.edges.filter(({ key }) => !guide.without.has(key));
    const { out, into } = adjacencyOf(edges);
    const exits = new Set(edges.map(({ to }) => to).filter((node) => !region.nodes.has(node)));
    const items: WalkItem[] = [];
    const visits = new Map<number, number>();
    const entries = new Set(region.entries);
    let at: number | undefined;
    const go = (edge: GraphEdge): boolean => {
      items.push({ kind: 'edge', edge });
      at = edge.to;
      if (!region.nodes.has(edge.to)) return true;
      visits.set(edge.to, (visits.get(edge.to) ?? 0) + 1);
      const block = region.blocks.get(edge.to);
      items.push({ kind: 'node', node: edge.to });
      const branches = block && this.#branches(block, guide);
      if (block && !branches) return false;
      if (branches) items.push({ kind: 'branches', branches });
      return true;
    };
    for (const goal of [...goals, undefined]) {
      const target = goal?.edge ? [goal.edge.from] : goal?.node === undefined ? exits : [goal.node];
      const isEntry = goal?.edge !== undefined && entries.has(goal.edge);
      if (isEntry && at !== undefined) return undefined;
      const near = distances(isEntry ? [] : target, into);
      while (!isEntry && (at === undefined || near.get(at) !== 0)) {
        const ways: readonly GraphEdge[] =
          at === undefined
            ? region.entries.filter((edge) => edges.includes(edge))
            : (out.get(at) ?? []);
        const isLost = at !== undefined && (visits.get(at) ?? 0) > 2;
        const edge = isLost ? nearest(ways, near) : chosen(ways, near, visits, guide);
        if (!edge || !go(edge)) return undefined;
      }
      if (goal?.edge && !go(goal.edge)) return undefined;
    }
    return { items };
  }

  #branches({ split, branches }: Block, guide: Guide): Walk[] | undefined {
    const isWanted = (branch: Branch) => guide.over.some((key) => this.#has(branch, key));
    const free = (branch: Branch) => !guide.without.has(branch.edge.key);
    let taken = branches;
    if (split.gate === 'some') {
      const isByDefault = branches.some((branch) => branch.edge.isDefault && isWanted(branch));
      taken = branches.filter((branch) => {
        if (branch.edge.isAlways || isWanted(branch)) return true;
        if (isByDefault || branch.edge.isDefault) return false;
        return free(branch) && guide.worth(branch.edge.key) > 0;
      });
      const others = taken.filter(({ edge }) => !edge.isAlways && !edge.isDefault);
      if (isByDefault && others.length > 0) return undefined;
      const last = branches.find((branch) => free(branch));
      if (taken.length === 0 && last) taken = [last];
    }
    const walks = taken.map((branch) => this.find(branch.region, this.#within(branch, guide)));
    return walks.length > 0 && walks.every((walk) => walk !== undefined) ? walks : undefined;
  }

  #within(branch: Branch, guide: Guide): Guide {
    return { ...guide, over: guide.over.filter((key) => this.#has(branch, key)) };
  }
}

/** How far nodes are from the nearest of some. */
function distances(
  targets: Iterable<number>,
  into: ReadonlyMap<number, readonly GraphEdge[]>,
): Map<number, number> {
  const near = new Map<number, number>([...targets].map((node) => [node, 0]));
  for (const [node, distance] of near) {
    for (const { from } of into.get(node) ?? []) if (!near.has(from)) near.set(from, distance + 1);
  }
  return near;
}

/** The way on that is worth most; where a loop was gone round, the nearest. */
function chosen(
  ways: readonly GraphEdge[],
  near: ReadonlyMap<number, number>,
  visits: ReadonlyMap<number, number>,
  { worth }: Guide,
): GraphEdge | undefined {
  let best: GraphEdge | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const edge of ways) {
    const distance = near.get(edge.to);
    if (distance === undefined) continue;
    const seen = visits.get(edge.to) ?? 0;
    const score = seen > 0 ? -1e6 * seen - distance : worth(edge.key) * 1e3 - distance / 1e6;
    if (score <= bestScore) continue;
    best = edge;
    bestScore = score;
  }
  return best;
}

function nearest(
  ways: readonly GraphEdge[],
  near: ReadonlyMap<number, number>,
): GraphEdge | undefined {
  const distance = ({ to }: GraphEdge) => near.get(to) ?? Number.POSITIVE_INFINITY;
  const [first, ...others] = ways.filter(({ to }) => near.has(to));
  return others.reduce((best, way) => (best && distance(way) < distance(best) ? way : best), first);
}

function orders(goals: readonly Goal[]): (readonly Goal[])[] {
  if (goals.length < 2) return [goals];
  // More than a few come from rounds of one loop: their order is no question.
  if (goals.length > 4) return [goals];
  return goals.flatMap((goal, at) =>
    orders(goals.filter((_, other) => other !== at)).map((rest) => [goal, ...rest]),
  );
}
