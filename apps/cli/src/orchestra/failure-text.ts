import type { StepFailure } from '@atelier/domain/orchestra/types.ts';

/** Why a test run failed, on one line. */
export function reasonOf({ code, step, facts = {} }: StepFailure): string {
  const told = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  const place = step === undefined ? '' : ` at ${step}`;
  return `  (${code}${place}${told.length === 0 ? '' : `; ${told.join(', ')}`})`;
}
