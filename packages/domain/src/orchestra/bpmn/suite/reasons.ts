import type { ScenarioReason } from './scenario.ts';
import type { Target } from './targets.ts';

type Mutable = { -readonly [Part in keyof ScenarioReason]: ScenarioReason[Part][number][] };

/** What only each of some scenarios covers, by what all of them do. */
export function reasonsOf(all: readonly ReadonlyMap<string, Target>[]): ScenarioReason[] {
  const counts = new Map<string, number>();
  for (const targets of all) {
    for (const key of targets.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return all.map((targets) => {
    const reason: Mutable = { elements: [], ways: [], rounds: [], together: [] };
    for (const [key, target] of targets) if (counts.get(key) === 1) addTo(reason, target);
    return reason;
  });
}

function addTo(reason: Mutable, target: Target): void {
  switch (target.kind) {
    case 'element':
      reason.elements.push(target.id);
      break;
    case 'way':
      reason.ways.push(target.key);
      break;
    case 'rounds':
      reason.rounds.push({ id: target.id, rounds: target.rounds });
      break;
    case 'together':
      reason.together.push(target.ways);
      break;
  }
}
