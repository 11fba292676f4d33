import type { SuiteDefinition } from './suite-file.ts';

/** What keeps a suite from being stored: names that do not tell its parts apart, or mean none. */
export interface StructureFault {
  readonly fault: 'key_twice' | 'data_set_twice' | 'data_set_unknown';
  readonly scenario: string;
  readonly step?: string;
  /** The name that is meant by nothing, or there twice. */
  readonly name?: string;
}

/** Null for a suite that can be stored; whether it can be run is another question. */
export function structureFault({ scenarios, dataSets }: SuiteDefinition): StructureFault | null {
  const sets = new Set<string>();
  for (const { name } of dataSets) {
    if (sets.has(name)) return { fault: 'data_set_twice', scenario: '', name };
    sets.add(name);
  }
  const keys = new Set<string>();
  for (const { key, dataSet, steps } of scenarios) {
    if (keys.has(key)) return { fault: 'key_twice', scenario: key };
    keys.add(key);
    if (dataSet !== undefined && !sets.has(dataSet)) {
      return { fault: 'data_set_unknown', scenario: key, name: dataSet };
    }
    const seen = new Set<string>();
    for (const step of steps) {
      if (seen.has(step.key)) return { fault: 'key_twice', scenario: key, step: step.key };
      seen.add(step.key);
    }
  }
  return null;
}
