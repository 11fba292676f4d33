import type { Excluding } from '../cover/exclusions.ts';
import { GuidedWalks } from '../cover/guided-walk.ts';
import type { Region } from '../cover/parts.ts';
import { edgesOf, type Walk } from '../cover/walk.ts';
import { bpmnError } from '../errors.ts';
import { findAllowed, type Search } from './find-allowed.ts';
import {
  allTargets,
  hasTuples,
  type Target,
  type TargetReading,
  targetKey,
  targetsOfWalk,
} from './targets.ts';
import { mayMeetIn, tuplesOf } from './together.ts';

/** More combinations than anybody would have scenarios for. */
const maxTuples = 20_000;

export interface FurtherCover {
  readonly walks: readonly Walk[];
  readonly uncovered: readonly Target[];
  /** Combinations that there are ways for. */
  readonly tuples: readonly (readonly string[])[];
}

/**
 * Covers what the fewest ways leave: they may break exclusions, and know nothing of combinations. Each further way is
 * built for one target and takes others along; ways whose targets others cover are dropped in the end. Nothing proves
 * that these are the fewest.
 * @throws ERR_COVERAGE_TOO_LARGE { of: 'combinations', limit }
 */
export function coverFurther(
  fewest: readonly Walk[],
  region: Region,
  reading: TargetReading,
  excluding: Excluding | undefined,
): FurtherCover {
  const isAllowed = (walk: Walk) =>
    (excluding?.(new Set([...edgesOf(walk)].map(({ key }) => key))) ?? []).length === 0;
  const chosen = fewest
    .filter(isAllowed)
    .map((walk) => ({ walk, targets: targetsOfWalk(walk, reading) }));
  const covered = new Set(chosen.flatMap(({ targets }) => [...targets.keys()]));
  const tuples = allTuples(reading);
  const open = [...allTargets(reading), ...tuples].filter((each) => !covered.has(targetKey(each)));
  const wanted = countWays(open, covered);
  const search = {
    region,
    walks: new GuidedWalks(region),
    excluding,
    worth: (key: string) => wanted.get(key) ?? 0,
  };
  const uncovered: Target[] = [];
  for (const target of open) {
    if (covered.has(targetKey(target))) continue;
    const walk = wayTo(target, reading, search);
    if (!walk) {
      uncovered.push(target);
      continue;
    }
    const targets = targetsOfWalk(walk, reading);
    for (const [key, found] of targets) {
      if (!covered.has(key) && found.kind === 'together') {
        for (const way of found.ways) wanted.set(way, (wanted.get(way) ?? 1) - 1);
      }
      covered.add(key);
    }
    chosen.push({ walk, targets });
  }
  const isMissing = new Set(uncovered.map(targetKey));
  return {
    walks: withoutNeedless(chosen),
    uncovered: uncovered.filter(({ kind }) => kind !== 'together'),
    tuples: tuples.filter((each) => !isMissing.has(targetKey(each))).map(({ ways }) => ways),
  };
}

function wayTo(target: Target, reading: TargetReading, search: Search): Walk | undefined {
  for (const { over, without } of guidesTo(target, reading)) {
    const walk = findAllowed(search, over, without);
    if (walk && targetsOfWalk(walk, reading).has(targetKey(target))) return walk;
  }
  return undefined;
}

function allTuples({ criterion, decisions, edges, graph }: TargetReading) {
  if (!hasTuples(criterion)) return [];
  const size = criterion.together;
  const ways = [...decisions.keys()];
  const count = size === 2 ? ways.length ** 2 / 2 : ways.length ** 3 / 6;
  if (count > maxTuples * 50) tooMany();
  const meets = mayMeetIn(graph, edges);
  const all = tuplesOf(ways, decisions, size).filter((tuple) =>
    tuple.every((way, at) => tuple.slice(at + 1).every((other) => meets(way, other))),
  );
  if (all.length > maxTuples) tooMany();
  return all.map((tuple) => ({ kind: 'together' as const, ways: tuple }));
}

function tooMany(): never {
  throw bpmnError('ERR_COVERAGE_TOO_LARGE', { of: 'combinations', limit: maxTuples });
}

/** In how many combinations that are not covered each way is. */
function countWays(targets: readonly Target[], covered: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const target of targets) {
    const ways =
      target.kind === 'together' ? target.ways : target.kind === 'way' ? [target.key] : [];
    if (covered.has(targetKey(target))) continue;
    for (const way of ways) counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  return counts;
}

/** What to go over and not over, to come to a target; several where any of them does. */
function guidesTo(target: Target, { graph, edges, loops }: TargetReading) {
  const none: readonly string[] = [];
  switch (target.kind) {
    case 'way':
      return [{ over: [target.key], without: none }];
    case 'together':
      return [{ over: target.ways, without: none }];
    case 'element':
      return edges
        .filter(({ to }) => graph.nodes[to]?.elementId === target.id)
        .map(({ key }) => ({ over: [key], without: none }));
    case 'rounds': {
      const loop = loops.find(({ header }) => header === target.header);
      const back = [...(loop?.back ?? [])].map(({ key }) => key);
      const into = edges.filter(({ from, to }) => to === target.header && !loop?.nodes.has(from));
      if (target.rounds === 0) return into.map(({ key }) => ({ over: [key], without: back }));
      return back.map((key) => ({
        over: Array.from({ length: target.rounds }, () => key),
        without: back.filter((other) => other !== key),
      }));
    }
  }
}

/** From the last on, drops each way all of whose targets others cover. */
function withoutNeedless(
  chosen: readonly { readonly walk: Walk; readonly targets: ReadonlyMap<string, Target> }[],
): Walk[] {
  const counts = new Map<string, number>();
  for (const { targets } of chosen) {
    for (const key of targets.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const kept: Walk[] = [];
  for (const { walk, targets } of chosen.toReversed()) {
    const isNeeded = [...targets.keys()].some((key) => counts.get(key) === 1);
    if (isNeeded) kept.push(walk);
    else for (const key of targets.keys()) counts.set(key, (counts.get(key) ?? 1) - 1);
  }
  return kept.reverse();
}
