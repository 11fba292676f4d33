import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import { structureFault } from '@atelier/domain/orchestra/structure-fault.ts';
import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';

/** Throws `ERR_SCENARIO_SUITE_INVALID` with what is wrong first, and where. */
export function requireSound(definition: SuiteDefinition): void {
  const fault = structureFault(definition);
  if (fault !== null) throw orchestraError('ERR_SCENARIO_SUITE_INVALID', { ...fault });
}
