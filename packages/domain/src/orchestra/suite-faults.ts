/**
 * Everything that can be wrong with a suite whose fields are each as they should be. A `warning` is told and keeps
 * nobody from saving and running.
 */
export const suiteFaultCodes = {
  key_twice: 'fault',
  name_twice: 'fault',
  unknown_scenario: 'fault',
  /** Nothing carries the driver out yet; `written` is its name. */
  depends_on_itself: 'fault',
  dependency_twice: 'fault',
  dependency_cycle: 'fault',
  unknown_data_set: 'fault',
  data_set_empty: 'warning',
  too_many_runs: 'fault',
  template_unclosed: 'fault',
  template_syntax: 'fault',
  template_root: 'fault',
  unknown_variable: 'fault',
  many_rows: 'fault',
  unknown_function: 'fault',
  wrong_type: 'fault',
  no_field: 'fault',
  exported_twice: 'fault',
  json_path: 'fault',
  xpath: 'fault',
  pattern: 'fault',
  group: 'fault',
  json_schema: 'fault',
  expression: 'fault',
  wait_until: 'fault',
  default_type: 'fault',
  probe_exports: 'fault',
  probe_without_action: 'warning',
  retry_repeats_action: 'warning',
  barrier_parties: 'fault',
  barrier_order: 'fault',
  no_steps: 'warning',
} as const;
export type SuiteFaultCode = keyof typeof suiteFaultCodes;

/** One thing that is wrong with a suite, and where. */
export interface SuiteFault {
  readonly code: SuiteFaultCode;
  /** The key of the scenario, null for the suite itself. */
  readonly scenario: string | null;
  /** The key of the step, null for the scenario itself. */
  readonly step: string | null;
  /** `request.headers["x-id"]`. */
  readonly field: string;
  /** What stands there, shortened: the name that is unknown, the circle, the pattern. */
  readonly written: string;
}

/** More than this many are not told. */
export const maxSuiteFaults = 200;

export const isWarning = ({ code }: SuiteFault): boolean => suiteFaultCodes[code] === 'warning';
