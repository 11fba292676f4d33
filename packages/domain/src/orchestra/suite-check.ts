import { dependencyGraph, topologicalOrder } from './dependencies.ts';
import { dependencyFaults } from './dependency-faults.ts';
import { knownVariables } from './known-variables.ts';
import { stepFaults } from './step-faults.ts';
import { isWarning, maxSuiteFaults, type SuiteFault } from './suite-faults.ts';
import type { Scenario, SuiteDefinition } from './suite-file.ts';
import { countRuns, maxRunsOfSuite } from './suite-size.ts';
import { templateFaults } from './variables.ts';

/**
 * What is wrong with a suite whose fields are each as they should be: found when it is saved, not when it runs. At most
 * `maxSuiteFaults`, those of the suite first.
 */
export function checkSuite(definition: SuiteDefinition): readonly SuiteFault[] {
  const faults: SuiteFault[] = [];
  for (const fault of suiteFaults(definition)) {
    faults.push(fault);
    if (faults.length === maxSuiteFaults) break;
  }
  return faults;
}

/** Whether a suite may run: what is found in it are warnings. */
export function isSound(faults: readonly SuiteFault[]): boolean {
  return faults.every(isWarning);
}

function* suiteFaults(definition: SuiteDefinition): Generator<SuiteFault> {
  const { dataSets, scenarios } = definition;
  for (const written of twice(dataSets.map(({ name }) => name)))
    yield { code: 'name_twice', scenario: null, step: null, field: 'dataSets', written };
  for (const written of twice(scenarios.map(({ key }) => key)))
    yield { code: 'key_twice', scenario: written, step: null, field: 'key', written };
  if (countRuns(definition) > maxRunsOfSuite)
    yield {
      code: 'too_many_runs',
      scenario: null,
      step: null,
      field: 'scenarios',
      written: String(countRuns(definition)),
    };
  yield* dependencyFaults(definition);
  yield* exportedTwice(definition);
  // In a circle nothing is before anything.
  const isOrdered = topologicalOrder(dependencyGraph(scenarios)) !== null;
  const known = knownVariables(definition);
  for (const scenario of scenarios) {
    yield* scenarioFaults(definition, scenario);
    const at = isOrdered ? known.get(scenario.key) : undefined;
    for (const [place, step] of scenario.steps.entries()) {
      const found = [
        ...stepFaults(step),
        ...(at === undefined ? [] : templateFaults(step, at(place))),
      ];
      for (const fault of found) yield { ...fault, scenario: scenario.key, step: step.key };
    }
  }
}

function* scenarioFaults(definition: SuiteDefinition, scenario: Scenario): Generator<SuiteFault> {
  const { key, dataSet, steps } = scenario;
  const at = { scenario: key, step: null } as const;
  for (const written of twice(steps.map((step) => step.key)))
    yield { code: 'key_twice', scenario: key, step: written, field: 'key', written };
  if (steps.length === 0) yield { code: 'no_steps', ...at, field: 'steps', written: '' };
  if (dataSet === undefined) return;
  const set = definition.dataSets.find(({ name }) => name === dataSet);
  if (set === undefined)
    yield { code: 'unknown_data_set', ...at, field: 'dataSet', written: dataSet };
  else if (set.rows.length === 0)
    yield { code: 'data_set_empty', ...at, field: 'dataSet', written: dataSet };
}

/** Two scenarios that give the suite a value under one name would overwrite each other's. */
function* exportedTwice({ scenarios }: SuiteDefinition): Generator<SuiteFault> {
  const owners = new Map<string, string>();
  for (const { key, steps } of scenarios) {
    for (const step of steps) {
      for (const [name, { scope }] of Object.entries(step.meta.exportAs ?? {})) {
        if (scope !== 'suite') continue;
        const owner = owners.get(name) ?? key;
        owners.set(name, owner);
        if (owner === key) continue;
        const field = `meta.exportAs.${name}`;
        yield {
          code: 'exported_twice',
          scenario: key,
          step: step.key,
          field,
          written: `${name}: ${owner}`,
        };
      }
    }
  }
}

function twice(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) again.add(name);
    seen.add(name);
  }
  return [...again];
}
