import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { stateOf } from '@atelier/domain/orchestra/bpmn/suite/run-outcomes.ts';
import { orchestraError, orchestraErrors } from '@atelier/domain/orchestra/errors.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { idSchema, processVersionInput } from '@atelier/domain/orchestra/schemas.ts';
import { suiteErrors } from '@atelier/domain/orchestra/suite-errors.ts';
import type { ListedSuiteRun, TestRun } from '@atelier/domain/orchestra/types.ts';
import type { Context } from '../kernel/context.ts';
import { endpointOf, type RestArea } from '../kernel/rest/endpoint.ts';
import { createOrchestraCaller, type OrchestraCaller } from './caller.ts';
import type { OrchestraContext } from './context.ts';
import {
  environmentsShape,
  orchestraParams,
  outcomesShape,
  pageQuery,
  processesShape,
  startRunShape,
  stepResultsShape,
  suiteRunShape,
  suiteRunsShape,
  suitesShape,
  testRunsShape,
  yamlShape,
} from './rest-schemas.ts';

const endpoint = endpointOf<OrchestraCaller>();
type Params = Readonly<Record<string, string>>;
/** What is no id is the id of nothing. */
function named(code: keyof typeof orchestraErrors, id = ''): string {
  const parsed = idSchema.safeParse(id);
  if (!parsed.success) throw orchestraError(code);
  return parsed.data;
}
const versionOf = ({ processId, versionNumber = '' }: Params) => {
  const number = processVersionInput.shape.versionNumber.safeParse(Number(versionNumber));
  if (!number.success) throw orchestraError('ERR_PROCESS_VERSION_NOT_FOUND');
  return {
    processId: named('ERR_PROCESS_VERSION_NOT_FOUND', processId),
    versionNumber: number.data,
  };
};
const runOf = ({ suiteRunId }: Params) => ({
  suiteRunId: named('ERR_SUITE_RUN_NOT_FOUND', suiteRunId),
});

const toRun = ({
  id,
  number,
  suiteId,
  suiteName,
  environmentId,
  environmentName,
  ...run
}: ListedSuiteRun) => ({
  ...{ id, number, suiteId, suiteName, environmentId, environmentName },
  ...{ status: run.status, origin: run.origin, startedBy: run.startedBy },
  ...{ startedAt: run.startedAt, finishedAt: run.finishedAt },
  ...{ error: run.error, counts: run.counts },
});
const toTest = (test: TestRun) => ({
  ...{ id: test.id, scenario: test.scenarioKey, row: test.rowKey, name: test.name },
  ...{ status: test.status, position: test.position, steps: test.steps },
  ...{ waitsFor: test.waitsFor, error: test.error },
  ...{ startedAt: test.startedAt, finishedAt: test.finishedAt },
});

/** What build servers and other programs need: start a run, follow it, read how it went. */
export const orchestraRest: RestArea = {
  tag: 'Orchestra',
  description: 'Processes, suites of scenarios, the environments that they run on, and their runs.',
  prefix: '/api/orchestra',
  // The server's context has what the area adds to the kernel's.
  createCaller: (context: Context) => createOrchestraCaller(context as OrchestraContext),
  errorTable: { ...suiteErrors, ...orchestraErrors },
  params: orchestraParams,
  endpoints: [
    endpoint({
      method: 'GET',
      path: '/processes',
      needs: orchestraActions.read,
      operationId: 'listProcesses',
      summary: 'Processes in use',
      status: 200,
      answer: processesShape,
      errors: [],
      handle: async ({ caller }) => ({
        processes: (await caller.processes.list({})).map(
          ({ id, name, versionNumber, suites, importedAt }) => ({
            ...{ id, name, versionNumber, suites, importedAt },
          }),
        ),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/processes/{processId}/versions/{versionNumber}/outcomes',
      needs: orchestraActions.read,
      operationId: 'listProcessOutcomes',
      summary: 'What suites cover of a version of a process, and how their last runs came through',
      description: 'Elements that no scenario goes through are left out.',
      status: 200,
      answer: outcomesShape,
      errors: ['ERR_PROCESS_VERSION_NOT_FOUND'],
      handle: async ({ caller, params }) => ({
        elements: (await caller.processes.outcomes(versionOf(params))).elements.map((element) => ({
          ...element,
          state: stateOf(element),
        })),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/suites',
      needs: orchestraActions.read,
      operationId: 'listScenarioSuites',
      summary: 'Suites in use',
      status: 200,
      answer: suitesShape,
      errors: [],
      handle: async ({ caller }) => ({
        suites: (await caller.suites.list({})).map((suite) => ({
          ...{ id: suite.id, name: suite.name, description: suite.description },
          ...{ revision: suite.revision, scenarios: suite.scenarios, updatedAt: suite.updatedAt },
        })),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/suites/{suiteId}/yaml',
      needs: orchestraActions.read,
      operationId: 'exportScenarioSuite',
      summary: 'A suite as a file of YAML',
      status: 200,
      answer: yamlShape,
      errors: ['ERR_SCENARIO_SUITE_NOT_FOUND'],
      handle: async ({ caller, params: { suiteId } }) =>
        caller.suites.yaml({ suiteId: named('ERR_SCENARIO_SUITE_NOT_FOUND', suiteId) }),
    }),
    endpoint({
      method: 'GET',
      path: '/environments',
      needs: orchestraActions.read,
      operationId: 'listTestEnvironments',
      summary: 'Environments in use',
      description: 'What secrets hold is told to nobody.',
      status: 200,
      answer: environmentsShape,
      errors: [],
      handle: async ({ caller }) => ({
        environments: (await caller.environments.list({})).map(
          ({ id, name, baseUrls, secretNames }) => ({ id, name, baseUrls, secretNames }),
        ),
      }),
    }),
    endpoint({
      method: 'POST',
      path: '/runs',
      needs: orchestraActions.run,
      operationId: 'startSuiteRun',
      summary: 'Start a run of a suite',
      description: 'Everything that it does is pinned now. Follow it at `/runs/{suiteRunId}`.',
      body: startRunShape,
      status: 201,
      answer: suiteRunShape,
      errors: [
        'ERR_SCENARIO_SUITE_NOT_FOUND',
        'ERR_SCENARIO_SUITE_ARCHIVED',
        'ERR_SCENARIO_SUITE_EMPTY',
        'ERR_SCENARIO_NOT_FOUND',
        'ERR_ENVIRONMENT_NOT_FOUND',
        'ERR_ENVIRONMENT_ARCHIVED',
        'ERR_ENVIRONMENT_LACKS',
        'ERR_SUITE_UNSOUND',
        'ERR_SUITE_RUN_TOO_LARGE',
      ],
      idempotent: true,
      handle: async ({ caller, body: { context, ...body } }) => ({
        run: toRun(await caller.runs.start({ ...body, context: context as Record<string, Json> })),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/runs',
      needs: orchestraActions.read,
      operationId: 'listSuiteRuns',
      summary: 'Runs of suites, the newest first',
      query: pageQuery,
      status: 200,
      answer: suiteRunsShape,
      errors: [],
      handle: async ({ caller, query }) => {
        const { items, ...page } = await caller.runs.list(query);
        return { runs: items.map(toRun), ...page };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/runs/{suiteRunId}',
      needs: orchestraActions.read,
      operationId: 'getSuiteRun',
      summary: 'How a run goes, or went',
      status: 200,
      answer: suiteRunShape,
      errors: ['ERR_SUITE_RUN_NOT_FOUND'],
      handle: async ({ caller, params }) => ({ run: toRun(await caller.runs.get(runOf(params))) }),
    }),
    endpoint({
      method: 'GET',
      path: '/runs/{suiteRunId}/tests',
      needs: orchestraActions.read,
      operationId: 'listTestRuns',
      summary: 'The test runs of a run',
      query: pageQuery,
      status: 200,
      answer: testRunsShape,
      errors: ['ERR_SUITE_RUN_NOT_FOUND'],
      handle: async ({ caller, params, query }) => {
        const { items, ...page } = await caller.runs.tests({ ...runOf(params), ...query });
        return { tests: items.map(toTest), ...page };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/runs/{suiteRunId}/cancel',
      needs: orchestraActions.run,
      operationId: 'cancelSuiteRun',
      summary: 'Cancel a run',
      description: 'What has begun cleans up first.',
      status: 200,
      answer: suiteRunShape,
      errors: ['ERR_SUITE_RUN_NOT_FOUND', 'ERR_SUITE_RUN_FINISHED'],
      idempotent: true,
      handle: async ({ caller, params }) => ({
        run: toRun(await caller.runs.cancel(runOf(params))),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/tests/{testRunId}/results',
      needs: orchestraActions.read,
      operationId: 'listStepResults',
      summary: 'What became of each step of a test run',
      query: pageQuery,
      status: 200,
      answer: stepResultsShape,
      errors: ['ERR_TEST_RUN_NOT_FOUND'],
      handle: async ({ caller, params, query }) => {
        const testRunId = named('ERR_TEST_RUN_NOT_FOUND', params.testRunId);
        const { items, ...page } = await caller.tests.results({ testRunId, ...query });
        return { results: items, ...page };
      },
    }),
  ],
};
