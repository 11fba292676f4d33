import { listSuites } from '@atelier/db/orchestra/suite-reads.ts';
import { readTrends } from '@atelier/db/orchestra/trend-reads.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { importSteps } from '@atelier/domain/orchestra/importers/import-steps.ts';
import {
  carrySuiteInput,
  checkSuiteInput,
  compareSuiteInput,
  createSuiteInput,
  duplicateSuiteInput,
  importStepsInput,
  listSuitesInput,
  readYamlInput,
  saveSuiteInput,
  suiteIdInput,
  trendsInput,
} from '@atelier/domain/orchestra/schemas.ts';
import { suiteYaml } from '@atelier/domain/orchestra/suite-yaml.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { carryToVersion, compareWithVersion } from './generate.ts';
import { suiteBodyBytes as bodyBytes, command, query } from './procedures.ts';
import { checkedSuite } from './suite-check.ts';
import { readSuiteFile } from './suite-file-reader.ts';
import { archiveSuite, createSuite, duplicateSuite, requireSuite, saveSuite } from './suites.ts';
import { entities } from './things.ts';

const { read, edit } = orchestraActions;
const itsSuite = ({ suiteId }: { readonly suiteId: string }) => suiteId;

export const suitesRouter = router({
  list: query({ needs: read, input: listSuitesInput, run: listSuites }),
  get: query({
    needs: read,
    input: suiteIdInput,
    run: (db, { suiteId }) => requireSuite(db, suiteId),
  }),
  /** What is wrong with a definition, and what it needs of an environment. */
  check: query({
    needs: read,
    input: checkSuiteInput,
    bodyBytes,
    run: (_, { definition }) => checkedSuite(definition),
  }),
  yaml: query({
    needs: read,
    input: suiteIdInput,
    run: async (db, { suiteId }) => ({
      yaml: suiteYaml((await requireSuite(db, suiteId)).definition),
    }),
  }),
  /** A definition from a file; nothing is stored. */
  readYaml: query({
    needs: read,
    input: readYamlInput,
    bodyBytes,
    run: (_, { yaml }) => readSuiteFile(yaml),
  }),
  importSteps: query({
    needs: read,
    input: importStepsInput,
    bodyBytes,
    run: (_, { source, text }) => importSteps(source, text),
  }),
  compare: query({
    needs: read,
    input: compareSuiteInput,
    run: (db, { suiteId, versionNumber }) => compareWithVersion(db, suiteId, versionNumber),
  }),
  carry: query({
    needs: read,
    input: carrySuiteInput,
    run: (db, { suiteId, versionNumber, broken }) =>
      carryToVersion(db, suiteId, versionNumber, broken),
  }),
  /** How it went over its last runs, and which of its scenarios are flaky. */
  trends: query({
    needs: read,
    input: trendsInput,
    async run(db, input) {
      await requireSuite(db, input.suiteId);
      return readTrends(db, input);
    },
  }),
  create: command({
    needs: edit,
    input: createSuiteInput,
    bodyBytes,
    effect: { on: entities.suite, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createSuite(trx, input, actor),
  }),
  save: command({
    needs: edit,
    input: saveSuiteInput,
    bodyBytes,
    effect: { on: entities.suite, changes: itsSuite, inLists: true },
    run: (trx, input, { actor }) => saveSuite(trx, input, actor),
  }),
  duplicate: command({
    needs: edit,
    input: duplicateSuiteInput,
    effect: { on: entities.suite, creates: ({ id }) => id },
    run: (trx, input, { actor }) => duplicateSuite(trx, input, actor),
  }),
  archive: command({
    needs: edit,
    input: suiteIdInput,
    effect: { on: entities.suite, changes: itsSuite, inLists: true },
    run: (trx, { suiteId }, { actor }) => archiveSuite(trx, suiteId, true, actor),
  }),
  restore: command({
    needs: edit,
    input: suiteIdInput,
    effect: { on: entities.suite, changes: itsSuite, inLists: true },
    run: (trx, { suiteId }, { actor }) => archiveSuite(trx, suiteId, false, actor),
  }),
});
