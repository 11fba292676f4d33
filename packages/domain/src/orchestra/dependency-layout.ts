import { dependencyGraph, topologicalOrder } from './dependencies.ts';
import type { DependencyCondition, Scenario } from './suite-file.ts';

/** Where a scenario stands in a picture of what waits for what: columns from left to right, rows from top to bottom. */
export interface PlacedScenario {
  readonly key: string;
  readonly column: number;
  readonly row: number;
}

export interface DependencyLayout {
  readonly nodes: readonly PlacedScenario[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly on: DependencyCondition;
  }[];
  readonly columns: number;
  readonly rows: number;
}

type Waiting = Pick<Scenario, 'key' | 'dependsOn'>;

/**
 * Every scenario stands to the right of all that it waits for, as near to their height as there is room. What waits in
 * a circle, which no run does, stands in the order of the suite.
 */
export function layoutDependencies(scenarios: readonly Waiting[]): DependencyLayout {
  const columnOf = columnsOf(scenarios);
  const columns = Math.max(0, ...columnOf.values()) + (scenarios.length > 0 ? 1 : 0);
  const rowOf = new Map<string, number>();
  for (let column = 0; column < columns; column++) {
    const here = scenarios.filter(({ key }) => columnOf.get(key) === column);
    const wanted = here.map((scenario, place) => ({
      key: scenario.key,
      row: meanRow(scenario, rowOf) ?? place,
    }));
    wanted.sort((one, other) => one.row - other.row);
    let free = 0;
    for (const { key, row } of wanted) {
      const at = Math.max(free, Math.round(row));
      rowOf.set(key, at);
      free = at + 1;
    }
  }
  return {
    nodes: scenarios.map(({ key }) => ({
      ...{ key, column: columnOf.get(key) ?? 0, row: rowOf.get(key) ?? 0 },
    })),
    edges: scenarios.flatMap(({ key, dependsOn }) =>
      dependsOn
        .filter(({ scenario }) => columnOf.has(scenario))
        .map(({ scenario, on }) => ({ from: scenario, to: key, on })),
    ),
    columns,
    rows: Math.max(-1, ...rowOf.values()) + 1,
  };
}

/** One more than the last of those that it waits for. */
function columnsOf(scenarios: readonly Waiting[]): ReadonlyMap<string, number> {
  const graph = dependencyGraph(scenarios);
  const columns = new Map<string, number>();
  for (const key of topologicalOrder(graph) ?? graph.keys) {
    const needs = graph.dependsOn.get(key) ?? [];
    columns.set(key, Math.max(-1, ...needs.map((one) => columns.get(one.scenario) ?? -1)) + 1);
  }
  return columns;
}

function meanRow({ dependsOn }: Waiting, rowOf: ReadonlyMap<string, number>): number | undefined {
  const rows = dependsOn.flatMap(({ scenario }) => rowOf.get(scenario) ?? []);
  if (rows.length === 0) return undefined;
  return rows.reduce((sum, row) => sum + row, 0) / rows.length;
}
