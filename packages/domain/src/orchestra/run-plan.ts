import type { DataRow, DataSet } from './data-sets.ts';
import type { Json } from './json.ts';
import type { Dependency, Scenario, SuiteDefinition, SuiteSettings } from './suite-file.ts';

/** The most test runs that one run of a suite may have. */
export const maxTestRuns = 20_000;

/** Everything that a run of a suite does, as it stood when the run was started: nothing else is read for it. */
export interface RunPlan {
  readonly suite: { readonly id: string; readonly name: string; readonly revision: number };
  readonly process: {
    readonly versionId: string;
    readonly name: string;
    readonly versionNumber: number;
  } | null;
  readonly environment: PlannedEnvironment;
  readonly settings: SuiteSettings;
  readonly dataSets: readonly DataSet[];
  readonly scenarios: readonly Scenario[];
}

/** The values of secrets are no part of a plan: they are read when a step needs them. */
export interface PlannedEnvironment {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Json>>;
  readonly allowedHosts: readonly string[];
}

/** What a test run waits for: all runs of another scenario, or the one of the same row. */
export interface RunDependency extends Dependency {
  readonly row?: string;
}

/** A test run that is to be made. */
export interface PlannedRun {
  readonly scenario: Scenario;
  readonly row: DataRow | null;
  readonly name: string;
  readonly dependsOn: readonly RunDependency[];
}

/**
 * The test runs of these scenarios: one for each row of a scenario's data, or one. Where a scenario depends on one
 * over the same data, each row waits for its own row; else for all runs of it. A dependency on a scenario that is not
 * among them is left out: whoever picks scenarios by hand knows what was there before.
 */
export function plannedRuns({
  scenarios,
  dataSets,
}: Pick<RunPlan, 'scenarios' | 'dataSets'>): readonly PlannedRun[] {
  const setOf = new Map(scenarios.map(({ key, dataSet }) => [key, dataSet]));
  const rowsOf = new Map(dataSets.map(({ name, rows }) => [name, rows]));
  return scenarios.flatMap((scenario): PlannedRun[] => {
    const { dataSet, name } = scenario;
    const known = scenario.dependsOn.filter((one) => setOf.has(one.scenario));
    if (dataSet === undefined) return [{ scenario, row: null, name, dependsOn: known }];
    return (rowsOf.get(dataSet) ?? []).map((row) => ({
      scenario,
      row,
      name: `${name} · ${row.key}`,
      dependsOn: known.map((one) =>
        setOf.get(one.scenario) === dataSet ? { ...one, row: row.key } : one,
      ),
    }));
  });
}

/** How many there would be, without making them. */
export function countPlannedRuns({
  scenarios,
  dataSets,
}: Pick<SuiteDefinition, 'scenarios' | 'dataSets'>): number {
  const sizes = new Map(dataSets.map(({ name, rows }) => [name, rows.length]));
  return scenarios.reduce(
    (sum, { dataSet }) => sum + (dataSet === undefined ? 1 : (sizes.get(dataSet) ?? 0)),
    0,
  );
}

/** These scenarios and all that they depend on, in the order of the suite. */
export function withDependencies(
  scenarios: readonly Scenario[],
  keys: readonly string[],
): readonly Scenario[] {
  const byKey = new Map(scenarios.map((scenario) => [scenario.key, scenario]));
  const wanted = new Set<string>();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (wanted.has(key)) continue;
    wanted.add(key);
    open.push(...(byKey.get(key)?.dependsOn ?? []).map(({ scenario }) => scenario));
  }
  return scenarios.filter(({ key }) => wanted.has(key));
}
