import { environmentNeeds } from '@atelier/domain/orchestra/environment-needs.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import { structureFault } from '@atelier/domain/orchestra/structure-fault.ts';
import { checkSuite, isSound } from '@atelier/domain/orchestra/suite-check.ts';
import { isWarning } from '@atelier/domain/orchestra/suite-faults.ts';
import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';

/**
 * What is half done is saved as it is, and told what it lacks; only what cannot be kept is refused. Throws
 * `ERR_SCENARIO_SUITE_INVALID`.
 */
export function requireStorable(definition: SuiteDefinition): void {
  const fault = structureFault(definition);
  if (fault !== null) throw orchestraError('ERR_SCENARIO_SUITE_INVALID', { ...fault });
}

/** Throws `ERR_SUITE_UNSOUND` with the first fault and how many there are. */
export function requireRunnable(definition: SuiteDefinition): void {
  const faults = checkSuite(definition).filter((fault) => !isWarning(fault));
  const [first] = faults;
  if (first === undefined) return;
  const { code: fault, scenario, step, field, written } = first;
  throw orchestraError('ERR_SUITE_UNSOUND', {
    ...{ fault, scenario, step, field, written: written.slice(0, 200) },
    faults: faults.length,
  });
}

export function checkedSuite(definition: SuiteDefinition) {
  const faults = checkSuite(definition);
  return {
    faults,
    isSound: isSound(faults),
    needs: environmentNeeds(definition.scenarios.flatMap(({ steps }) => steps)),
  };
}
