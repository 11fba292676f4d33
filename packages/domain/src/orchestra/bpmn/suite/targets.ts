import type { Criterion } from '../cover/criterion.ts';
import { type Demand, isElement } from '../cover/demand.ts';
import type { Loop } from '../cover/loops.ts';
import { roundsOfWalk } from '../cover/rounds-of-walk.ts';
import { edgesOf, nodesOf, type Walk } from '../cover/walk.ts';
import type { Graph, GraphEdge } from '../graph/graph.ts';
import { type DecisionWays, tuplesOf } from './together.ts';

/** Something that the criterion asks for. */
export type Target =
  | { readonly kind: 'element'; readonly id: string }
  | { readonly kind: 'way'; readonly key: string }
  | {
      readonly kind: 'rounds';
      readonly id: string;
      readonly header: number;
      readonly rounds: number;
    }
  | { readonly kind: 'together'; readonly ways: readonly string[] };

/** What the targets of one process are read with. */
export interface TargetReading {
  readonly criterion: Criterion;
  readonly graph: Graph;
  /** Those that can be taken. */
  readonly edges: readonly GraphEdge[];
  readonly demand: Demand;
  readonly loops: readonly Loop[];
  readonly decisions: DecisionWays;
}

export function targetKey(target: Target): string {
  return JSON.stringify(target);
}

/** What of the criterion a way covers. */
export function targetsOfWalk(walk: Walk, reading: TargetReading): Map<string, Target> {
  const { criterion, graph, demand, loops, decisions } = reading;
  const targets = new Map<string, Target>();
  const add = (target: Target) => targets.set(targetKey(target), target);
  const edges = [...edgesOf(walk)];
  if (criterion.kind === 'nodes') {
    for (const node of nodesOf(walk, graph.nodes)) {
      if (isElement(node)) add({ kind: 'element', id: node.elementId });
    }
  }
  for (const edge of edges) if (isTarget(edge, demand)) add({ kind: 'way', key: edge.key });
  if (hasTuples(criterion)) {
    const taken = edges.map(({ key }) => key);
    for (const ways of tuplesOf(taken, decisions, criterion.together))
      add({ kind: 'together', ways });
  }
  for (const { loop, rounds } of roundsOfWalk(edges, loops)) {
    if (demand.rounds(loop).includes(rounds)) add(roundsTarget(loop, rounds, graph));
  }
  return targets;
}

/** Everything that the criterion asks for, combinations left out. */
export function allTargets(reading: TargetReading): Target[] {
  const { criterion, graph, edges, demand, loops } = reading;
  const ways = edges.filter((edge) => isTarget(edge, demand));
  const passed = new Set(edges.map(({ to }) => to));
  const elements =
    criterion.kind === 'nodes'
      ? graph.nodes.filter((node) => isElement(node) && passed.has(node.index))
      : [];
  return [
    ...elements.map(({ elementId: id }): Target => ({ kind: 'element', id })),
    ...ways.map(({ key }): Target => ({ kind: 'way', key })),
    ...loops.flatMap((loop) =>
      demand.rounds(loop).map((rounds) => roundsTarget(loop, rounds, graph)),
    ),
  ];
}

export function hasTuples({ kind, together }: Criterion): boolean {
  return kind === 'decisions' && together > 1;
}

function isTarget(edge: GraphEdge, demand: Demand): boolean {
  return demand.edge(edge) > 0 && !edge.key.startsWith('past:');
}

export function roundsTarget({ header }: Loop, rounds: number, { nodes }: Graph): Target {
  return { kind: 'rounds', id: nodes[header]?.elementId ?? '', header, rounds };
}
