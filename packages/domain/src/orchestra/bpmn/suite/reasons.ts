import type { Criterion } from '../cover/criterion.ts';
import type { Graph } from '../graph/graph.ts';
import type { Scenario, ScenarioReason } from './scenario.ts';
import { type DecisionWays, decisionWays, tuplesOf } from './together.ts';

type Bare = Omit<Scenario, 'reason'>;

/** Says of each scenario what only it covers. */
export function withReasons(
  scenarios: readonly Bare[],
  criterion: Criterion,
  graph: Graph,
): Scenario[] {
  const decisions = decisionWays(graph);
  const all = scenarios.map((scenario) => targetsOf(scenario, criterion, decisions));
  const counts = new Map<string, number>();
  for (const targets of all) {
    for (const target of targets.keys()) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return scenarios.map((scenario, at) => {
    const own = [...(all[at] ?? [])].filter(([target]) => counts.get(target) === 1);
    const reason: { -readonly [Part in keyof ScenarioReason]: ScenarioReason[Part][number][] } = {
      elements: [],
      ways: [],
      rounds: [],
      together: [],
    };
    for (const [, target] of own) {
      if (target.kind === 'element') reason.elements.push(target.id);
      if (target.kind === 'way') reason.ways.push(target.key);
      if (target.kind === 'rounds') reason.rounds.push({ id: target.id, rounds: target.rounds });
      if (target.kind === 'together') reason.together.push(target.ways);
    }
    return { ...scenario, reason };
  });
}

type Target =
  | { readonly kind: 'element'; readonly id: string }
  | { readonly kind: 'way'; readonly key: string }
  | { readonly kind: 'rounds'; readonly id: string; readonly rounds: number }
  | { readonly kind: 'together'; readonly ways: readonly string[] };

/** What of the criterion a scenario covers, each by a text that tells it from the others. */
function targetsOf(
  { path, rounds }: Bare,
  { kind, rounds: asked, together }: Criterion,
  decisions: DecisionWays,
): Map<string, Target> {
  const targets = new Map<string, Target>();
  const add = (target: Target) => targets.set(JSON.stringify(target), target);
  for (const item of path) {
    if (item.kind === 'element' && kind === 'nodes') add({ kind: 'element', id: item.id });
    if (item.kind !== 'way' || kind === 'nodes') continue;
    if (kind === 'flows' || decisions.has(item.key)) add({ kind: 'way', key: item.key });
  }
  if (kind === 'decisions' && together > 1) {
    const taken = path.flatMap((item) => (item.kind === 'way' ? [item.key] : []));
    for (const ways of tuplesOf(taken, decisions, together)) add({ kind: 'together', ways });
  }
  if (asked > 0) {
    for (const { id, rounds: gone } of rounds) {
      if (gone <= 1 || gone === asked) add({ kind: 'rounds', id, rounds: gone });
    }
  }
  return targets;
}
