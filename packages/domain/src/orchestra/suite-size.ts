import type { Scenario, SuiteDefinition } from './suite-file.ts';

/** Runs of one suite run. */
export const maxRunsOfSuite = 20_000;

/** How many runs a suite makes: one for each scenario, or for each row of its data set. */
export function countRuns(definition: SuiteDefinition): number {
  return definition.scenarios.reduce((sum, scenario) => sum + countRows(definition, scenario), 0);
}

/** Runs of one scenario: 1 without data, else one for each row. */
export function countRows(definition: SuiteDefinition, { dataSet }: Scenario): number {
  if (dataSet === undefined) return 1;
  return definition.dataSets.find(({ name }) => name === dataSet)?.rows.length ?? 0;
}
