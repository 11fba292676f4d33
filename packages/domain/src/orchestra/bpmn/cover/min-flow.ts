/** A network in which every edge carries at least so much. There is no upper limit. */
export interface Network {
  readonly nodeCount: number;
  readonly source: number;
  readonly sink: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly lower: readonly number[];
  readonly around: Around;
}

/** The edges at each node. */
export interface Around {
  readonly out: readonly (readonly number[])[];
  readonly into: readonly (readonly number[])[];
}

export interface MinFlow {
  /** How much each edge carries. */
  readonly flow: number[];
  readonly value: number;
  /** Edges of which no way takes two: what they carry at least adds up to `value`, so no less is possible. */
  readonly cut: readonly number[];
}

/**
 * The least flow from source to sink that carries on each edge what it has to. It begins with a flow that is enough
 * and takes back what it can, along ways from the sink to the source; the last search shows why no more can be taken
 * back (max-flow min-cut with lower bounds, Ford and Fulkerson). Every edge with a lower bound has to lie on a way
 * from source to sink. Takes O(edges × first value); integers in, integers out.
 */
export function minFlow(network: Network): MinFlow {
  const { around } = network;
  const flow = enoughFlow(network, around);
  for (;;) {
    const { path, seen } = wayBack(network, around, flow, network.sink, network.source);
    if (!path) {
      const cut = network.from.flatMap((from, edge) =>
        !seen(from) && seen(network.to[edge] ?? -1) ? edge : [],
      );
      return { flow, value: sourceFlow(network, flow), cut };
    }
    apply(network, flow, path);
  }
}

/**
 * Lowers what one edge carries, without more from the source, as far as can be and down to `target`.
 * Changes `flow`.
 *
 * @param mayTake how much more an edge may carry for it
 */
export function lowerFlow(
  network: Network,
  flow: number[],
  edge: number,
  target: number,
  mayTake: (edge: number) => number,
): void {
  const { around } = network;
  const [from = -1, to = -1] = [network.from[edge], network.to[edge]];
  const room = (each: number) => (each === edge ? 0 : mayTake(each));
  while ((flow[edge] ?? 0) > Math.max(target, network.lower[edge] ?? 0)) {
    const { path } = wayBack(network, around, flow, from, to, edge, room);
    if (!path) return;
    const most = (flow[edge] ?? 0) - Math.max(target, network.lower[edge] ?? 0);
    flow[edge] = (flow[edge] ?? 0) - apply(network, flow, path, most, room);
  }
}

export function edgesAround(
  nodeCount: number,
  from: readonly number[],
  to: readonly number[],
): Around {
  const out: number[][] = Array.from({ length: nodeCount }, () => []);
  const into: number[][] = Array.from({ length: nodeCount }, () => []);
  from.forEach((node, edge) => {
    out[node]?.push(edge);
  });
  to.forEach((node, edge) => {
    into[node]?.push(edge);
  });
  return { out, into };
}

function sourceFlow({ from, source }: Network, flow: readonly number[]): number {
  return from.reduce((sum, node, edge) => (node === source ? sum + (flow[edge] ?? 0) : sum), 0);
}

/** For each edge that lacks something, along the shortest way over it. */
function enoughFlow(network: Network, { out, into }: Around): number[] {
  const { source, sink, from, to, lower } = network;
  const flow = from.map(() => 0);
  const before = shortest(network.nodeCount, source, out, to);
  const after = shortest(network.nodeCount, sink, into, from);
  lower.forEach((least, edge) => {
    const missing = least - (flow[edge] ?? 0);
    if (missing <= 0) return;
    const add = (each: number) => {
      flow[each] = (flow[each] ?? 0) + missing;
    };
    add(edge);
    for (let node = from[edge] ?? source; node !== source; ) {
      const last = before[node] ?? -1;
      if (last < 0) throw new RangeError('An edge with a lower bound is not reached');
      add(last);
      node = from[last] ?? source;
    }
    for (let node = to[edge] ?? sink; node !== sink; ) {
      const next = after[node] ?? -1;
      if (next < 0) throw new RangeError('An edge with a lower bound leads nowhere');
      add(next);
      node = to[next] ?? sink;
    }
  });
  return flow;
}

/** For each node the edge of a shortest way over which it is come to, -1 for none. */
function shortest(
  nodeCount: number,
  start: number,
  edgesOf: readonly (readonly number[])[],
  end: readonly number[],
): number[] {
  const by = Array.from({ length: nodeCount }, () => -1);
  const queue = [start];
  for (const node of queue) {
    for (const edge of edgesOf[node] ?? []) {
      const next = end[edge] ?? start;
      if (next === start || by[next] !== -1) continue;
      by[next] = edge;
      queue.push(next);
    }
  }
  return by;
}

/** How much more an edge may carry. */
type Room = (edge: number) => number;
const unlimited: Room = () => Number.POSITIVE_INFINITY;

/** An edge along which more goes, or against which something is taken back. */
interface Move {
  readonly edge: number;
  readonly isBack: boolean;
}

/** A shortest way along which flow can be moved, and which nodes can be come to. */
function wayBack(
  { from, to, lower, nodeCount }: Network,
  { out, into }: Around,
  flow: readonly number[],
  start: number,
  end: number,
  except = -1,
  room: Room = unlimited,
): { readonly path: readonly Move[] | undefined; readonly seen: (node: number) => boolean } {
  // By which edge a node was come to: twice its number, one more where it was taken back; -1 for not at all.
  const by = new Int32Array(nodeCount).fill(-1);
  const queue = [start];
  const isSeen = (node: number) => node === start || (by[node] ?? -1) >= 0;
  const visit = (node: number, move: number) => {
    if (isSeen(node)) return;
    by[node] = move;
    queue.push(node);
  };
  for (const node of queue) {
    if (node === end) break;
    for (const edge of into[node] ?? []) {
      const canTake = (flow[edge] ?? 0) > (lower[edge] ?? 0) && edge !== except;
      if (canTake) visit(from[edge] ?? start, edge * 2 + 1);
    }
    for (const edge of out[node] ?? []) {
      if (room(edge) > 0) visit(to[edge] ?? start, edge * 2);
    }
  }
  if (!isSeen(end)) return { path: undefined, seen: isSeen };
  const path: Move[] = [];
  for (let node = end; node !== start; ) {
    const move = by[node] ?? 0;
    const edge = move >> 1;
    const isBack = move % 2 === 1;
    path.push({ edge, isBack });
    node = (isBack ? to[edge] : from[edge]) ?? start;
  }
  return { path, seen: isSeen };
}

/** Moves as much along a path as it bears, and says how much that was. */
function apply(
  { lower }: Network,
  flow: number[],
  path: readonly Move[],
  most = Number.POSITIVE_INFINITY,
  room: Room = unlimited,
): number {
  const spare = path.map(({ edge, isBack }) =>
    isBack ? (flow[edge] ?? 0) - (lower[edge] ?? 0) : room(edge),
  );
  const amount = Math.min(most, ...spare);
  for (const { edge, isBack } of path) {
    flow[edge] = (flow[edge] ?? 0) + (isBack ? -amount : amount);
  }
  return amount;
}
