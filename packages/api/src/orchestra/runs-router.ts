import { comparedTests } from '@atelier/db/orchestra/compare-reads.ts';
import { listRunScenarios } from '@atelier/db/orchestra/run-scenario-reads.ts';
import { listSuiteRuns } from '@atelier/db/orchestra/suite-run-reads.ts';
import { listStepResults, listTestRuns } from '@atelier/db/orchestra/test-run-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { compareRuns } from '@atelier/domain/orchestra/compare-runs.ts';
import {
  answerInput,
  compareRunsInput,
  continueHeldInput,
  decideInput,
  forkInput,
  listResultsInput,
  listRunsInput,
  listTestsInput,
  startRunInput,
  suiteRunIdInput,
  testRunIdInput,
  valuesAtInput,
} from '@atelier/domain/orchestra/schemas.ts';
import type { SuiteRunOrigin } from '@atelier/domain/orchestra/statuses.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { command, query } from './procedures.ts';
import {
  cancelSuiteRun,
  cancelTest,
  pauseSuiteRun,
  pauseTest,
  resumeSuiteRun,
  resumeTest,
} from './runs/control-runs.ts';
import { answerQuestion, continueHeld, decideStuck } from './runs/decisions.ts';
import {
  readTestRun,
  requireListedRun,
  requireStoredTest,
  requireSuiteRun,
} from './runs/read-runs.ts';
import { forkTest, readValuesAt, rerunFailed } from './runs/repeat-runs.ts';
import { startRun } from './runs/start-run.ts';
import { entities } from './things.ts';

const { read, run, decide } = orchestraActions;
const itsRun = ({ suiteRunId }: { readonly suiteRunId: string }) => suiteRunId;
const itsTest = ({ testRunId }: { readonly testRunId: string }) => testRunId;
const onRun = { on: entities.suiteRun, changes: itsRun, inLists: true } as const;
const onTest = { on: entities.testRun, changes: itsTest, inLists: true } as const;
const made = { on: entities.suiteRun, creates: ({ id }: { readonly id: string }) => id } as const;

function originOf({ kind, limits }: Actor): SuiteRunOrigin {
  if (kind === 'system') return 'command';
  return limits === undefined ? 'person' : 'program';
}

/** Runs of suites. */
export const suiteRunsRouter = router({
  list: query({ needs: read, input: listRunsInput, run: listSuiteRuns }),
  get: query({
    needs: read,
    input: suiteRunIdInput,
    run: (db, { suiteRunId }) => requireSuiteRun(db, suiteRunId),
  }),
  tests: query({
    needs: read,
    input: listTestsInput,
    async run(db, input) {
      await requireSuiteRun(db, input.suiteRunId);
      return listTestRuns(db, input);
    },
  }),
  /** How the scenarios are, for the graph of a run. */
  scenarios: query({
    needs: read,
    input: suiteRunIdInput,
    async run(db, { suiteRunId }) {
      await requireSuiteRun(db, suiteRunId);
      return listRunScenarios(db, suiteRunId);
    },
  }),
  /** What became of each test between two runs. */
  compare: query({
    needs: read,
    input: compareRunsInput,
    async run(db, { beforeId, afterId }) {
      const before = await requireListedRun(db, beforeId);
      const after = await requireListedRun(db, afterId);
      return { before, after, ...compareRuns(await comparedTests(db, beforeId, afterId)) };
    },
  }),
  start: command({
    needs: run,
    input: startRunInput,
    effect: made,
    run: async (trx, input, { actor }) => {
      const id = await startRun(trx, { ...input, origin: originOf(actor) }, actor);
      return requireSuiteRun(trx, id);
    },
  }),
  cancel: command({
    needs: run,
    input: suiteRunIdInput,
    effect: onRun,
    run: async (trx, { suiteRunId }, context) => {
      await cancelSuiteRun(trx, suiteRunId, { ...context.orchestra, notifier: context.notifier });
      return requireSuiteRun(trx, suiteRunId);
    },
  }),
  pause: command({
    needs: run,
    input: suiteRunIdInput,
    effect: onRun,
    run: async (trx, { suiteRunId }) => {
      await pauseSuiteRun(trx, suiteRunId);
      return requireSuiteRun(trx, suiteRunId);
    },
  }),
  resume: command({
    needs: run,
    input: suiteRunIdInput,
    effect: onRun,
    run: async (trx, { suiteRunId }) => {
      await resumeSuiteRun(trx, suiteRunId);
      return requireSuiteRun(trx, suiteRunId);
    },
  }),
  rerunFailed: command({
    needs: run,
    input: suiteRunIdInput,
    effect: made,
    run: async (trx, { suiteRunId }, { actor }) =>
      requireSuiteRun(trx, await rerunFailed(trx, suiteRunId, actor)),
  }),
});

/** Test runs: a scenario with a row of its data. */
export const testRunsRouter = router({
  get: query({
    needs: read,
    input: testRunIdInput,
    run: (db, { testRunId }) => readTestRun(db, testRunId),
  }),
  results: query({
    needs: read,
    input: listResultsInput,
    async run(db, input) {
      await requireStoredTest(db, input.testRunId);
      return listStepResults(db, input);
    },
  }),
  valuesAt: query({
    needs: read,
    input: valuesAtInput,
    run: readValuesAt,
  }),
  cancel: command({
    needs: run,
    input: testRunIdInput,
    effect: onTest,
    run: async (trx, { testRunId }, context) => {
      await cancelTest(trx, testRunId, { ...context.orchestra, notifier: context.notifier });
      return readTestRun(trx, testRunId);
    },
  }),
  pause: command({
    needs: run,
    input: testRunIdInput,
    effect: onTest,
    run: async (trx, { testRunId }) => {
      await pauseTest(trx, testRunId);
      return readTestRun(trx, testRunId);
    },
  }),
  resume: command({
    needs: run,
    input: testRunIdInput,
    effect: onTest,
    run: async (trx, { testRunId }) => {
      await resumeTest(trx, testRunId);
      return readTestRun(trx, testRunId);
    },
  }),
  fork: command({
    needs: run,
    input: forkInput,
    effect: made,
    run: async (trx, input, { actor }) => requireSuiteRun(trx, await forkTest(trx, input, actor)),
  }),
  decide: command({
    needs: decide,
    input: decideInput,
    effect: { ...onTest, because: ({ as, note }) => [as, note].filter(Boolean).join(': ') },
    run: async (trx, input, { actor }) => {
      await decideStuck(trx, input, actor);
      return readTestRun(trx, input.testRunId);
    },
  }),
  continueHeld: command({
    needs: run,
    input: continueHeldInput,
    effect: onTest,
    run: async (trx, input) => {
      await continueHeld(trx, input);
      return readTestRun(trx, input.testRunId);
    },
  }),
  answer: command({
    needs: run,
    input: answerInput,
    effect: onTest,
    run: async (trx, input, { actor }) => {
      await answerQuestion(trx, input, actor);
      return readTestRun(trx, input.testRunId);
    },
  }),
});
