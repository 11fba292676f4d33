import type { GraphEdge } from '../graph/graph.ts';
import { adjacencyOf } from '../graph/reach.ts';
import type { Demand } from './demand.ts';
import { realiseBlock } from './realise-block.ts';
import type { LoopEdges } from './region-network.ts';
import type { SolvedRegion } from './solve-region.ts';
import type { Walk, WalkItem } from './walk.ts';

/** A piece of a way, and the edge that it is left by. */
interface Piece {
  readonly items: readonly WalkItem[];
  readonly exit: GraphEdge;
}

/**
 * So many ways through a region as the flow says, which together pass everything as often as it has to be.
 * @param count at least the region's need; what is more takes a shortest way
 */
export function realiseRegion(solved: SolvedRegion, count: number, demand: Demand): Walk[] {
  return new Realisation(solved, count, demand).walks();
}

class Realisation {
  readonly #solved: SolvedRegion;
  readonly #demand: Demand;
  readonly #left: number[];
  readonly #out: ReadonlyMap<number, readonly GraphEdge[]>;
  readonly #passes = new Map<number, WalkItem[]>();
  readonly #prepared = new Map<number, Piece[]>();
  readonly #afterJump = new Map<GraphEdge, readonly GraphEdge[]>();

  constructor(solved: SolvedRegion, count: number, demand: Demand) {
    this.#solved = solved;
    this.#demand = demand;
    this.#out = adjacencyOf(solved.region.edges).out;
    this.#left = [...solved.flow];
    const more = count - solved.need;
    if (more > 0) this.#addShortest(more);
    this.#prepareBlocks();
  }

  walks(): Walk[] {
    for (const loop of this.#solved.network.loops) this.#prepareLoop(loop);
    return this.#solved.region.entries.flatMap((entry) => {
      const walks: Walk[] = [];
      while (this.#take(entry)) walks.push(this.#walkFrom(entry));
      return walks;
    });
  }

  #walkFrom(entry: GraphEdge): Walk {
    const items: WalkItem[] = [{ kind: 'edge', edge: entry }];
    if (this.#solved.jumps.has(entry) || !this.#isInside(entry.to)) return { items };
    const { items: more, exit } = this.#piece(entry.to, undefined);
    return { items: [...items, ...more, { kind: 'edge', edge: exit }, ...this.#jumped(exit)] };
  }

  #isInside(node: number): boolean {
    return this.#solved.region.nodes.has(node);
  }

  /** The way from a node until it leaves the region, or the loop that it is in, or comes back to its header. */
  #piece(start: number, within: LoopEdges | undefined): Piece {
    const items: WalkItem[] = [];
    for (let node = start; ; ) {
      const inner = node === within?.loop.header ? undefined : this.#prepared.get(node)?.shift();
      let exit: GraphEdge;
      if (inner) {
        items.push(...inner.items);
        exit = inner.exit;
      } else {
        items.push({ kind: 'node', node }, ...this.#pass(node));
        exit = this.#next(node);
      }
      const isOut =
        this.#solved.jumps.has(exit) ||
        !this.#isInside(exit.to) ||
        (within !== undefined && (within.loop.back.has(exit) || !within.loop.nodes.has(exit.to)));
      if (isOut) return { items, exit };
      items.push({ kind: 'edge', edge: exit });
      node = exit.to;
    }
  }

  #next(node: number): GraphEdge {
    const edge = this.#out.get(node)?.find((way) => this.#take(way));
    if (!edge) throw new RangeError('A flow ends where no way does');
    return edge;
  }

  #take(edge: GraphEdge): boolean {
    const at = this.#solved.network.edgeAt.get(edge) ?? -1;
    const left = this.#left[at] ?? 0;
    if (left <= 0) return false;
    this.#left[at] = left - 1;
    return true;
  }

  /** All ways through a loop: which rounds are gone in one go, and how it is left after them. */
  #prepareLoop(each: LoopEdges): void {
    const entered = this.#left[each.entryEdge] ?? 0;
    const rounds: Piece[] = [];
    const leaving: Piece[] = [];
    for (let left = entered + (this.#left[each.backEdge] ?? 0); left > 0; left -= 1) {
      const piece = this.#piece(each.loop.header, each);
      (each.loop.back.has(piece.exit) ? rounds : leaving).push(piece);
    }
    const counts = this.#roundsOf(each, entered, rounds.length);
    this.#prepared.set(
      each.loop.header,
      leaving.map((last, go) => {
        const before = rounds.splice(0, counts[go] ?? 0);
        const items = before.flatMap(({ items: gone, exit }): WalkItem[] => [
          ...gone,
          { kind: 'edge', edge: exit },
        ]);
        return { items: [...items, ...last.items], exit: last.exit };
      }),
    );
  }

  /** How many rounds each go has: those that were asked for, then what is left. */
  #roundsOf({ loop }: LoopEdges, goes: number, total: number): number[] {
    const asked = this.#demand.rounds(loop);
    const most = this.#demand.mostRounds(loop);
    const counts = Array.from({ length: goes }, (_, go) => asked[go] ?? 0);
    let left = total - counts.reduce((sum, count) => sum + count, 0);
    for (let go = goes - 1; go >= 0 && left > 0; go -= 1) {
      const free = go < asked.length ? 0 : most - (counts[go] ?? 0);
      const more = Math.min(left, free);
      counts[go] = (counts[go] ?? 0) + more;
      left -= more;
    }
    // Never more than was allowed for, unless the last goes have to take what is over.
    if (left > 0 && goes > 0) counts[goes - 1] = (counts[goes - 1] ?? 0) + left;
    return counts;
  }

  #pass(node: number): WalkItem[] {
    const pass = this.#passes.get(node)?.shift();
    return pass ? [pass] : [];
  }

  #prepareBlocks(): void {
    for (const [node, block] of this.#solved.blocks) {
      const inFlow = this.#left[this.#solved.network.nodeAt.get(node) ?? -1] ?? 0;
      const count = inFlow + this.#passedAfterJumps(node);
      const passes = realiseBlock(block, count, (branch, ways) =>
        realiseRegion(branch, ways, this.#demand),
      );
      this.#passes.set(
        node,
        passes.map((branches) => ({ kind: 'branches', branches })),
      );
    }
  }

  #passedAfterJumps(node: number): number {
    let count = 0;
    for (const jump of this.#solved.jumps) {
      const times = this.#left[this.#solved.network.edgeAt.get(jump) ?? -1] ?? 0;
      const passed = this.#wayOut(jump).filter(({ from }) => from === node).length;
      count += times * passed;
    }
    return count;
  }

  /** What follows a jump: the shortest way out of the region. */
  #jumped(jump: GraphEdge): WalkItem[] {
    if (!this.#solved.jumps.has(jump)) return [];
    return this.#wayOut(jump).flatMap((edge): WalkItem[] => [
      { kind: 'node', node: edge.from },
      ...this.#pass(edge.from),
      { kind: 'edge', edge },
    ]);
  }

  #wayOut(jump: GraphEdge): readonly GraphEdge[] {
    const known = this.#afterJump.get(jump);
    if (known) return known;
    const way = shortestOut(jump.to, this.#out, (node) => !this.#isInside(node));
    this.#afterJump.set(jump, way);
    return way;
  }

  #addShortest(count: number): void {
    const [entry] = this.#solved.region.entries;
    if (!entry) return;
    const way = [entry, ...shortestOut(entry.to, this.#out, (node) => !this.#isInside(node))];
    const { edgeAt, nodeAt, loops } = this.#solved.network;
    const add = (at: number | undefined) => {
      if (at !== undefined) this.#left[at] = (this.#left[at] ?? 0) + count;
    };
    for (const edge of way) {
      add(edgeAt.get(edge));
      add(nodeAt.get(edge.to));
      add(loops.find(({ loop }) => loop.header === edge.to)?.entryEdge);
      if (this.#solved.jumps.has(edge)) return;
    }
  }
}

/** The edges of a shortest way from a node to one of some others. */
export function shortestOut(
  start: number,
  out: ReadonlyMap<number, readonly GraphEdge[]>,
  isEnd: (node: number) => boolean,
): GraphEdge[] {
  const by = new Map<number, GraphEdge | undefined>([[start, undefined]]);
  for (const [node] of by) {
    if (isEnd(node)) {
      const way: GraphEdge[] = [];
      for (let edge = by.get(node); edge; edge = by.get(edge.from)) way.push(edge);
      return way.reverse();
    }
    for (const edge of out.get(node) ?? []) if (!by.has(edge.to)) by.set(edge.to, edge);
  }
  return [];
}
