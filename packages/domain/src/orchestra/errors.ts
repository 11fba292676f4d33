import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes of the orchestra area. */
export const orchestraErrors = {
  ERR_PROCESS_NOT_FOUND: { kind: 'not_found', message: 'There is no process with this id.' },
  ERR_PROCESS_VERSION_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no such version of a process.',
  },
  ERR_PROCESS_ARCHIVED: { kind: 'conflict', message: 'The process is archived.' },
  ERR_SCENARIO_SUITE_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no scenario suite with this id.',
  },
  ERR_SCENARIO_SUITE_CHANGED: {
    kind: 'conflict',
    message: 'Somebody else has changed the suite meanwhile; nothing was saved.',
  },
  ERR_SCENARIO_SUITE_ARCHIVED: { kind: 'conflict', message: 'The suite is archived.' },
  ERR_SCENARIO_SUITE_INVALID: {
    kind: 'invalid',
    message: 'The suite cannot be run as it is; nothing was saved.',
  },
  ERR_SUITE_UNSOUND: {
    kind: 'conflict',
    message: 'The suite names what there is not, or contradicts itself; it was not started.',
  },
  ERR_SCENARIO_SUITE_EMPTY: {
    kind: 'conflict',
    message: 'The suite has no scenario that could be run.',
  },
  ERR_SCENARIO_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no scenario with this key in the suite.',
  },
  ERR_ENVIRONMENT_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no environment with this id.',
  },
  ERR_ENVIRONMENT_NAME_TAKEN: {
    kind: 'conflict',
    message: 'Another environment has this name.',
  },
  ERR_ENVIRONMENT_CHANGED: {
    kind: 'conflict',
    message: 'Somebody else has changed the environment meanwhile; nothing was saved.',
  },
  ERR_ENVIRONMENT_ARCHIVED: { kind: 'conflict', message: 'The environment is archived.' },
  ERR_SUITE_RUN_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no run of a suite with this id.',
  },
  ERR_SUITE_RUN_FINISHED: { kind: 'conflict', message: 'The run of the suite is over.' },
  ERR_SUITE_RUN_UNFINISHED: { kind: 'conflict', message: 'The run of the suite is not over yet.' },
  ERR_SUITE_RUN_TOO_LARGE: {
    kind: 'conflict',
    message: 'The run would have more test runs than one may have.',
  },
  ERR_NOTHING_FAILED: { kind: 'conflict', message: 'Nothing in the run failed.' },
  ERR_TEST_RUN_NOT_FOUND: { kind: 'not_found', message: 'There is no test run with this id.' },
  ERR_TEST_RUN_STATUS: {
    kind: 'conflict',
    message: 'The status of the test run does not allow this.',
  },
  ERR_STEP_NOT_REACHED: {
    kind: 'conflict',
    message: 'The test run has not come to this step, so it cannot be forked there.',
  },
  ERR_SCHEDULE_NOT_FOUND: { kind: 'not_found', message: 'There is no schedule with this id.' },
  ERR_SCHEDULE_INVALID: {
    kind: 'invalid',
    message: 'This is no time plan that could be kept.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of the orchestra area. */
export const orchestraError = errorFactory(orchestraErrors);
