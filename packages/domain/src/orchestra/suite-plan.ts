import type { Json } from './json.ts';
import type { Dependency, Scenario, SuiteDefinition } from './suite-file.ts';

/** One run of a scenario: with a row of its data set, or without data. */
export interface PlannedRun {
  readonly scenarioKey: string;
  readonly rowKey: string | null;
  readonly name: string;
  readonly dependsOn: readonly Dependency[];
  readonly priority: number;
}

/** Runs of one suite run. */
export const maxPlannedRuns = 50_000;

/** How many runs a suite makes: one for each scenario, or for each row of its data set. */
export function countRuns(definition: SuiteDefinition): number {
  return definition.scenarios.reduce(
    (sum, scenario) => sum + rowKeysOf(definition, scenario).length,
    0,
  );
}

/** The runs of a suite, in the order of its scenarios and rows. */
export function planRuns(definition: SuiteDefinition): readonly PlannedRun[] {
  return definition.scenarios.flatMap((scenario) =>
    rowKeysOf(definition, scenario).map((rowKey) => ({
      scenarioKey: scenario.key,
      rowKey,
      name: rowKey === null ? scenario.name : `${scenario.name} [${rowKey}]`,
      dependsOn: scenario.dependsOn,
      priority: scenario.priority,
    })),
  );
}

/** Of one scenario: null for its only run, without data. */
export function rowKeysOf(
  definition: SuiteDefinition,
  { dataSet }: Scenario,
): readonly (string | null)[] {
  if (dataSet === undefined) return [null];
  const set = definition.dataSets.find(({ name }) => name === dataSet);
  return set?.rows.map(({ key }) => key) ?? [];
}

/** What `data.` is in a run: every column, null where the row has nothing. */
export function dataOfRow(
  definition: SuiteDefinition,
  { dataSet }: Scenario,
  rowKey: string | null,
): Readonly<Record<string, Json>> {
  const set = definition.dataSets.find(({ name }) => name === dataSet);
  const row = set?.rows.find(({ key }) => key === rowKey);
  if (set === undefined || row === undefined) return {};
  return Object.fromEntries(set.columns.map(({ name }) => [name, row.values[name] ?? null]));
}
