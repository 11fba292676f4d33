import { elementStates } from '@atelier/domain/orchestra/bpmn/suite/run-outcomes.ts';
import { startRunInput } from '@atelier/domain/orchestra/schemas.ts';
import {
  finishedStatuses,
  suiteRunOrigins,
  suiteRunStatuses,
  testRunStatuses,
} from '@atelier/domain/orchestra/statuses.ts';
import { z } from 'zod';

/** Shapes of the REST contract (camelCase), which say less than what pages are told. */

const id = z.uuid();
const instant = z.iso.datetime();
const person = z.strictObject({ id, name: z.string() }).nullable();
const count = z.int().min(0);
const json = z.unknown();

/** What stands in braces in addresses. */
export const orchestraParams = {
  processId: id.meta({ description: 'The id of the process.' }),
  versionNumber: z.int().min(1).meta({ description: 'The number of the version, from 1.' }),
  suiteId: id.meta({ description: 'The suite’s id.' }),
  suiteRunId: id.meta({ description: 'The id of the run of a suite.' }),
  testRunId: id.meta({ description: 'The id of the test run.' }),
};

const process = z
  .strictObject({
    id,
    name: z.string(),
    versionNumber: count.meta({ description: 'Of the newest version.' }),
    suites: count.meta({ description: 'Suites of it that are in use.' }),
    importedAt: instant.nullable(),
  })
  .meta({ id: 'BusinessProcess' });
export const processesShape = z.strictObject({ processes: z.array(process) });

const elementOutcome = z
  .strictObject({
    id: z.string().meta({ description: 'Of the node or sequence flow, as in the file.' }),
    scenarios: count.meta({ description: 'Scenarios of suites of this version that go through.' }),
    passed: count.meta({ description: 'Test runs that came past it.' }),
    failed: count.meta({ description: 'Test runs that failed at it.' }),
    state: z.enum(elementStates),
  })
  .meta({ id: 'ElementOutcome' });
export const outcomesShape = z.strictObject({ elements: z.array(elementOutcome) });

const suite = z
  .strictObject({
    id,
    name: z.string(),
    description: z.string(),
    revision: z.int(),
    scenarios: count,
    updatedAt: instant,
  })
  .meta({ id: 'ScenarioSuite' });
export const suitesShape = z.strictObject({ suites: z.array(suite) });
export const yamlShape = z.strictObject({ yaml: z.string() });

const environment = z
  .strictObject({
    id,
    name: z.string(),
    baseUrls: z.record(z.string(), z.string()),
    secretNames: z.array(z.string()),
  })
  .meta({ id: 'TestEnvironment' });
export const environmentsShape = z.strictObject({ environments: z.array(environment) });

const suiteRun = z
  .strictObject({
    id,
    number: z.int(),
    suiteId: id,
    suiteName: z.string(),
    environmentId: id,
    environmentName: z.string(),
    status: z.enum(suiteRunStatuses).meta({ id: 'SuiteRunStatus' }),
    origin: z.enum(suiteRunOrigins),
    startedBy: person,
    startedAt: instant,
    finishedAt: instant.nullable(),
    error: json,
    counts: z.strictObject(
      Object.fromEntries(testRunStatuses.map((status) => [status, count])) as Record<
        (typeof testRunStatuses)[number],
        typeof count
      >,
    ),
  })
  .meta({ id: 'SuiteRun' });
export const suiteRunShape = z.strictObject({ run: suiteRun });
/** What is started; the values are looked at where they are taken. */
export const startRunShape = startRunInput.extend({
  context: z.record(z.string(), z.unknown()).default({}),
});
export const suiteRunsShape = z.strictObject({
  runs: z.array(suiteRun),
  nextCursor: z.string().nullable(),
  total: count,
});

const testRun = z
  .strictObject({
    id,
    scenario: z.string(),
    row: z.string().nullable(),
    name: z.string(),
    status: z.enum(testRunStatuses).meta({ id: 'TestRunStatus' }),
    position: count,
    steps: count,
    waitsFor: json,
    error: json,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'TestRun', description: `One that is over is ${finishedStatuses.join(', ')}.` });
export const testRunsShape = z.strictObject({
  tests: z.array(testRun),
  nextCursor: z.string().nullable(),
  total: count,
});

const stepResult = z
  .strictObject({
    sequence: z.int(),
    position: count,
    attempt: z.int(),
    status: z.string(),
    stepKey: z.string(),
    startedAt: instant,
    finishedAt: instant,
    result: json,
  })
  .meta({ id: 'StepResult' });
export const stepResultsShape = z.strictObject({
  results: z.array(stepResult),
  nextCursor: z.string().nullable(),
  total: count,
});

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(2000).optional(),
});
