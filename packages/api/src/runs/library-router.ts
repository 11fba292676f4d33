import { listCases, versionsOf } from '@atelier/db/runs/case-reads.ts';
import { archiveCase } from '@atelier/db/runs/case-writes.ts';
import { suitesOf } from '@atelier/db/runs/suite-reads.ts';
import { updateSuite } from '@atelier/db/runs/suite-writes.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import {
  archiveCasesInput,
  copyCasesInput,
  moveCasesInput,
  putCasesBackInput,
  putTagsBackInput,
  tagCasesInput,
} from '@atelier/domain/runs/library-schemas.ts';
import {
  caseIdInput,
  caseVersionInput,
  createCaseInput,
  createSuiteInput,
  editCaseInput,
  listCasesInput,
  moveSuiteInput,
  projectIdInput,
  suiteIdInput,
  updateSuiteInput,
} from '@atelier/domain/runs/schemas.ts';
import { authorizeWith } from '../kernel/authorize.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import {
  archiveMany,
  copyCases,
  moveCases,
  putCasesBack,
  putTagsBack,
  tagCases,
} from './case-bulk.ts';
import {
  changeSuite,
  createCase,
  createSuite,
  editCase,
  moveSuite,
  requireCase,
  requireVersion,
} from './library.ts';
import { entities, kinds } from './things.ts';

const { read, edit } = runsActions;
const inProject = { kind: kinds.project, by: 'projectId' } as const;
const aboutSuite = { kind: kinds.suite, by: 'suiteId' } as const;
const aboutCase = { kind: kinds.case, by: 'caseId' } as const;
const itsSuite = ({ suiteId }: { readonly suiteId: string }) => suiteId;
const itsCase = ({ caseId }: { readonly caseId: string }) => caseId;

const itsOwn = ({ id }: { readonly id: string }) => id;
const theseCases = ({ caseIds }: { readonly caseIds: readonly string[] }) => caseIds;

export const suitesRouter = router({
  list: query({
    needs: read,
    about: inProject,
    input: projectIdInput,
    run: (db, { projectId }) => suitesOf(db, projectId),
  }),
  create: command({
    needs: edit,
    about: inProject,
    input: createSuiteInput,
    effect: { on: entities.suite, creates: itsOwn },
    run: (trx, input, { actor }) => createSuite(trx, input, actor.id),
  }),
  update: command({
    needs: edit,
    about: aboutSuite,
    input: updateSuiteInput,
    effect: { on: entities.suite, changes: itsSuite, inLists: true },
    run: (trx, input, { actor }) => changeSuite(trx, input, actor.id),
  }),
  move: command({
    needs: edit,
    about: aboutSuite,
    input: moveSuiteInput,
    effect: { on: entities.suite, changes: itsSuite, inLists: true },
    run: moveSuite,
  }),
  archive: command({
    needs: edit,
    about: aboutSuite,
    input: suiteIdInput,
    effect: { on: entities.suite, changes: itsSuite, inLists: true },
    run: (trx, { suiteId }, { actor }) =>
      updateSuite(trx, suiteId, { isArchived: true, updatedByUserId: actor.id }),
  }),
  restore: command({
    needs: edit,
    about: aboutSuite,
    input: suiteIdInput,
    effect: { on: entities.suite, changes: itsSuite, inLists: true },
    run: (trx, { suiteId }, { actor }) =>
      updateSuite(trx, suiteId, { isArchived: false, updatedByUserId: actor.id }),
  }),
});

export const casesRouter = router({
  list: query({
    needs: read,
    about: inProject,
    input: listCasesInput,
    run: listCases,
  }),
  get: query({
    needs: read,
    about: aboutCase,
    input: caseIdInput,
    run: (db, { caseId }) => requireCase(db, caseId),
  }),
  versions: query({
    needs: read,
    about: aboutCase,
    input: caseIdInput,
    run: (db, { caseId }) => versionsOf(db, caseId),
  }),
  version: query({
    needs: read,
    about: aboutCase,
    input: caseVersionInput,
    run: requireVersion,
  }),
  create: command({
    needs: edit,
    about: aboutSuite,
    input: createCaseInput,
    effect: { on: entities.case, creates: itsOwn },
    run: (trx, input, { actor }) => createCase(trx, input, actor.id),
  }),
  edit: command({
    needs: edit,
    about: aboutCase,
    input: editCaseInput,
    effect: { on: entities.case, changes: itsCase, inLists: true },
    run: (trx, input, { actor }) => editCase(trx, input, actor.id),
  }),
  archive: command({
    needs: edit,
    about: aboutCase,
    input: caseIdInput,
    effect: { on: entities.case, changes: itsCase, inLists: true },
    run: (trx, { caseId }, { actor }) => archiveCase(trx, caseId, true, actor.id),
  }),
  restore: command({
    needs: edit,
    about: aboutCase,
    input: caseIdInput,
    effect: { on: entities.case, changes: itsCase, inLists: true },
    run: (trx, { caseId }, { actor }) => archiveCase(trx, caseId, false, actor.id),
  }),
  move: command({
    needs: edit,
    about: inProject,
    input: moveCasesInput,
    effect: { on: entities.case, changes: theseCases, inLists: true },
    async run(trx, input, { actor }) {
      await authorizeWith(trx, actor, edit, kinds.suite, input.suiteId);
      return moveCases(trx, input, actor.id);
    },
  }),
  putBack: command({
    needs: edit,
    about: inProject,
    input: putCasesBackInput,
    effect: {
      on: entities.case,
      changes: ({ places }) => places.map(({ caseId }) => caseId),
      inLists: true,
    },
    async run(trx, input, { actor }) {
      for (const suiteId of new Set(input.places.map((place) => place.suiteId))) {
        await authorizeWith(trx, actor, edit, kinds.suite, suiteId);
      }
      return putCasesBack(trx, input, actor.id);
    },
  }),
  copy: command({
    needs: edit,
    about: inProject,
    input: copyCasesInput,
    effect: { on: entities.case, creates: theseCases },
    async run(trx, input, { actor }) {
      await authorizeWith(trx, actor, edit, kinds.suite, input.suiteId);
      return copyCases(trx, input, actor.id);
    },
  }),
  tag: command({
    needs: edit,
    about: inProject,
    input: tagCasesInput,
    effect: { on: entities.case, changes: theseCases, inLists: true },
    run: tagCases,
  }),
  putTagsBack: command({
    needs: edit,
    about: inProject,
    input: putTagsBackInput,
    effect: {
      on: entities.case,
      changes: ({ cases }) => cases.map(({ caseId }) => caseId),
      inLists: true,
    },
    run: putTagsBack,
  }),
  archiveMany: command({
    needs: edit,
    about: inProject,
    input: archiveCasesInput,
    effect: { on: entities.case, changes: theseCases, inLists: true },
    run: (trx, input, { actor }) => archiveMany(trx, input, actor.id),
  }),
});
