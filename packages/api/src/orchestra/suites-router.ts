import { listSuites } from '@atelier/db/orchestra/suite-reads.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import {
  createSuiteInput,
  duplicateSuiteInput,
  listSuitesInput,
  saveSuiteInput,
  suiteIdInput,
} from '@atelier/domain/orchestra/schemas.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { command, query } from './procedures.ts';
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
  create: command({
    needs: edit,
    input: createSuiteInput,
    effect: { on: entities.suite, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createSuite(trx, input, actor),
  }),
  save: command({
    needs: edit,
    input: saveSuiteInput,
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
