import type { bpmnErrors } from '@atelier/domain/orchestra/bpmn/errors.ts';
import type { orchestraErrors } from '@atelier/domain/orchestra/errors.ts';
import type { suiteErrors } from '@atelier/domain/orchestra/suite-errors.ts';

type Code = keyof typeof orchestraErrors | keyof typeof suiteErrors | keyof typeof bpmnErrors;

/** What all pages of the area say. */
export const en = {
  title: 'Orchestra',
  lists: 'Pages of Orchestra',
  in: {
    suites: 'Suites',
    processes: 'Processes',
    runs: 'Runs',
    schedules: 'Time plans',
    environments: 'Environments',
    workers: 'Workers',
  },
  showArchived: 'Show what is archived',
  noneArchived: 'Nothing is archived',
  statuses: {
    PENDING: 'Waiting',
    QUEUED: 'In the queue',
    IN_PROGRESS: 'In progress',
    PASSED: 'Passed',
    FAILED: 'Failed',
    FAILED_STUCK: 'Stuck',
    CANCELLED: 'Cancelled',
    SKIPPED: 'Skipped',
    RETRIED: 'Tried again',
  },
  origins: {
    person: 'By hand',
    program: 'By a program',
    command: 'From the command line',
    schedule: 'By a time plan',
    fork: 'Forked',
    rerun: 'Run again',
  },
  suites: {
    list: 'Scenario suites',
    create: 'New suite',
    name: 'Name',
    scenarios: 'Scenarios',
    lastRun: 'Last run',
    neverRun: 'Not run yet',
    process: 'Process',
    changed: 'Changed',
    changedBy: 'By',
    run: 'No. {{number}} – {{status}}',
    emptyTitle: 'No suites yet',
    emptyText:
      'A suite is a set of scenarios: steps over HTTP and others, with assertions, that run by themselves, at the same time and in the order that they need. It is written as YAML, or made from a BPMN process.',
    emptyDemo: 'To see one at work: {{command}} brings a small shop with a green and a red run.',
  },
  yaml: {
    createTitle: 'New suite from YAML',
    create: 'Create',
    text: 'YAML of the suite',
    file: 'File',
    choose: 'Or choose a file',
    drop: 'or drop one here',
    faults: 'This is not a suite yet',
    fault: 'Line {{line, number}}, column {{column, number}}: {{what}}',
    start: 'Begin with an example',
    faultWords: {
      too_large: 'the file is too large',
      too_deep: 'the file is nested too deeply',
      yaml: 'this is not YAML',
      alias: 'aliases open more than they may',
      tag: 'YAML tags are not read',
      key_twice: 'a key is there twice',
      field: 'the field “{{field}}” is not as it should be',
    },
  },
  runs: {
    list: 'Runs of suites',
    number: 'No.',
    suite: 'Suite',
    environment: 'Environment',
    status: 'Status',
    tests: 'Test runs',
    counts: '{{passed}} of {{total}} passed',
    failed_one: '{{count, number}} failed',
    failed_other: '{{count, number}} failed',
    origin: 'Started',
    by: 'By',
    started: 'When',
    empty: 'No suite was run yet',
  },
  errors: {
    ERR_PROCESS_NOT_FOUND: 'There is no such process any more.',
    ERR_PROCESS_VERSION_NOT_FOUND: 'There is no such version of the process.',
    ERR_PROCESS_ARCHIVED: 'The process is archived. Restore it first.',
    ERR_SCENARIO_SUITE_NOT_FOUND: 'There is no such suite any more.',
    ERR_SCENARIO_SUITE_CHANGED: 'Somebody else has changed the suite meanwhile. Nothing was saved.',
    ERR_SCENARIO_SUITE_ARCHIVED: 'The suite is archived. Restore it first.',
    ERR_SCENARIO_SUITE_INVALID:
      'The suite cannot be kept like this: a key is there twice or leads nowhere. Nothing was saved.',
    ERR_SCENARIO_SUITE_EMPTY: 'The suite has no scenario that could be run.',
    ERR_SCENARIO_NOT_FOUND: 'There is no such scenario in the suite any more.',
    ERR_ENVIRONMENT_NOT_FOUND: 'There is no such environment any more.',
    ERR_ENVIRONMENT_NAME_TAKEN: 'Another environment has this name.',
    ERR_ENVIRONMENT_CHANGED:
      'Somebody else has changed the environment meanwhile. Nothing was saved: open it again.',
    ERR_ENVIRONMENT_ARCHIVED: 'The environment is archived. Restore it first.',
    ERR_SUITE_RUN_NOT_FOUND: 'There is no such run of a suite.',
    ERR_SUITE_RUN_FINISHED: 'The run is over already.',
    ERR_SUITE_RUN_UNFINISHED: 'The run is not over yet.',
    ERR_SUITE_RUN_TOO_LARGE:
      'The run would have more test runs than one may have. Start fewer scenarios.',
    ERR_NOTHING_FAILED: 'Nothing in the run failed.',
    ERR_TEST_RUN_NOT_FOUND: 'There is no such test run.',
    ERR_TEST_RUN_STATUS: 'The status of the test run does not allow this any more.',
    ERR_STEP_NOT_REACHED: 'The test run has not come to this step, so it cannot be forked there.',
    ERR_SCHEDULE_NOT_FOUND: 'There is no such time plan any more.',
    ERR_SCHEDULE_INVALID: 'This is no time plan that could be kept.',
    ERR_SUITE_FILE: 'The file is not a suite: see line {{line, number}}. Nothing was taken over.',
    ERR_SUITE_UNSOUND:
      'The suite has faults and cannot be run. They are listed on its page; nothing was started.',
    ERR_ENVIRONMENT_LACKS: 'The environment lacks what the suite names: {{names}}.',
    ERR_STEP_IMPORT: 'This cannot be read as requests. Nothing was taken over.',
    ERR_PROCESS_TOO_LARGE: 'The file is too large: {{limit, number}} is the most.',
    ERR_PROCESS_TOO_DEEP:
      'Line {{line, number}}: elements are nested more than {{limit, number}} deep.',
    ERR_PROCESS_ENCODING: 'The file cannot be read in its encoding. Save it in UTF-8.',
    ERR_PROCESS_XML: 'Line {{line, number}}: this is not well-formed XML.',
    ERR_PROCESS_ENTITIES:
      'Line {{line, number}}: the file declares a document type. Remove it: entities are not read.',
    ERR_PROCESS_NOT_BPMN: 'This is XML, but not BPMN 2.0.',
    ERR_PROCESS_EMPTY: 'The file has no process with anything in it.',
    ERR_COVERAGE_TOO_LARGE:
      'This would be too much: {{limit, number}} is the most. Ask for less: fewer rounds, fewer decisions together.',
    ERR_COVERAGE_FLOW_UNKNOWN: 'The process does not have a flow that was named.',
    ERR_COVERAGE_EXPRESSION: 'The expression of an exclusion cannot be read.',
  } satisfies Record<Code, string>,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly orchestra: typeof en;
  }
}
