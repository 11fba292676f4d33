import type { ProcessModel } from '../model/process-model.ts';
import type { Scenario } from './scenario.ts';

/** A node or sequence flow, and the scenarios that go through it. */
export interface ElementCoverage {
  readonly id: string;
  /** The kind of a node, or `sequenceFlow`. */
  readonly kind: string;
  readonly name: string;
  readonly processId: string;
  readonly lane: string | null;
  /** Keys, in the order of the suite; empty for what no scenario covers. */
  readonly scenarios: readonly string[];
}

/** Of every element of the diagram, which scenarios cover it. */
export function elementCoverage(
  model: ProcessModel,
  scenarios: readonly Pick<Scenario, 'key' | 'path'>[],
): ElementCoverage[] {
  const by = new Map<string, Set<string>>();
  for (const { key, path } of scenarios) {
    for (const item of path) {
      if (item.kind === 'barrier' || (item.kind === 'way' && !item.isFlow)) continue;
      const id = item.kind === 'element' ? item.id : item.key;
      const known = by.get(id);
      if (known) known.add(key);
      else by.set(id, new Set([key]));
    }
  }
  const covering = (id: string) => [...(by.get(id) ?? [])];
  const processOf = new Map(model.nodes.map(({ id, processId }) => [id, processId]));
  return [
    ...model.nodes.map(({ id, kind, name, processId, lane }) => ({
      id,
      kind,
      name,
      processId,
      lane,
      scenarios: covering(id),
    })),
    ...model.flows.map(({ id, name, from }) => ({
      id,
      kind: 'sequenceFlow',
      name,
      processId: processOf.get(from) ?? '',
      lane: null,
      scenarios: covering(id),
    })),
  ];
}
