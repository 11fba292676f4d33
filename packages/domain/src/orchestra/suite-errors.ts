import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';
import type { EnvironmentNeeds } from './environment-needs.ts';
import type { StepImportFault } from './importers/imported-request.ts';
import type { SuiteFileFault } from './suite-yaml.ts';

/** Codes about what comes in from files, and what it needs. */
export const suiteErrors = {
  ERR_SUITE_FILE: {
    kind: 'invalid',
    message: 'The file is not a suite; nothing of it was taken over.',
  },
  ERR_ENVIRONMENT_LACKS: {
    kind: 'refused',
    message: 'The environment lacks a variable or a secret that the suite names.',
  },
  ERR_STEP_IMPORT: {
    kind: 'invalid',
    message: 'What was given cannot be read as requests; nothing of it was taken over.',
  },
} as const satisfies Record<string, ErrorDefinition>;

const suiteError = errorFactory(suiteErrors);

/** The refusal of a file, with its first fault; `more` says how many others there are. */
export function suiteFileRefusal(faults: readonly SuiteFileFault[]) {
  const [first] = faults;
  return suiteError('ERR_SUITE_FILE', {
    fault: first?.code ?? 'yaml',
    line: first?.line ?? 1,
    column: first?.column ?? 1,
    field: first?.field.slice(0, 300) ?? '',
    more: Math.max(0, faults.length - 1),
  });
}

/** The refusal of what another tool has written. */
export function stepImportRefusal({ code, written }: StepImportFault) {
  return suiteError('ERR_STEP_IMPORT', { fault: code, written: written.slice(0, 200) });
}

/** The refusal of an environment in which names are missing; null where none is. */
export function environmentRefusal(
  needs: EnvironmentNeeds,
  has: { readonly variables: Iterable<string>; readonly secrets: Iterable<string> },
) {
  const [variables, secrets] = [new Set(has.variables), new Set(has.secrets)];
  const missing = [
    ...needs.variables.filter((name) => !variables.has(name)).map((name) => `env.${name}`),
    ...needs.secrets.filter((name) => !secrets.has(name)).map((name) => `secret.${name}`),
  ];
  if (missing.length === 0) return null;
  const names = missing.slice(0, 20).join(', ');
  return suiteError('ERR_ENVIRONMENT_LACKS', { names, count: missing.length });
}
