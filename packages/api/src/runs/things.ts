import { assetsById } from '@atelier/db/runs/asset-reads.ts';
import { casesById } from '@atelier/db/runs/case-reads.ts';
import { itemStates } from '@atelier/db/runs/execution-reads.ts';
import { itemsOf, resultStates } from '@atelier/db/runs/item-reads.ts';
import { librarySizes } from '@atelier/db/runs/library-reads.ts';
import { matricesById, runsOfMatrix } from '@atelier/db/runs/matrix-reads.ts';
import { type PlacedKind, placeOf } from '@atelier/db/runs/places.ts';
import { membersOf, projectsById } from '@atelier/db/runs/project-reads.ts';
import { allReasons } from '@atelier/db/runs/reason-reads.ts';
import { runsById } from '@atelier/db/runs/run-reads.ts';
import { sharedStepsById, usesOf } from '@atelier/db/runs/shared-step-reads.ts';
import { suitesById } from '@atelier/db/runs/suite-reads.ts';
import { templateItems, templatesById } from '@atelier/db/runs/template-reads.ts';
import { runsError, type runsErrors } from '@atelier/domain/runs/errors.ts';
import type { Knex } from 'knex';
import type { ResourceKind } from '../kernel/authorize.ts';
import type { AuditedThing, Entity } from '../kernel/effect.ts';

/** Things that not everybody may reach: each is in a project, or shared by all of them. */
function placed(kind: PlacedKind, code: keyof typeof runsErrors): ResourceKind {
  return {
    name: `runs.${kind}`,
    load: (db, id) => placeOf(db, kind, id),
    missing: () => runsError(code),
  };
}

export const kinds = {
  project: placed('project', 'ERR_PROJECT_NOT_FOUND'),
  suite: placed('suite', 'ERR_SUITE_NOT_FOUND'),
  case: placed('case', 'ERR_CASE_NOT_FOUND'),
  sharedStep: placed('shared_step', 'ERR_SHARED_STEP_NOT_FOUND'),
  template: placed('template', 'ERR_TEMPLATE_NOT_FOUND'),
  asset: placed('asset', 'ERR_ASSET_NOT_FOUND'),
  run: placed('run', 'ERR_RUN_NOT_FOUND'),
  matrix: placed('matrix', 'ERR_MATRIX_NOT_FOUND'),
  item: placed('item', 'ERR_RUN_ITEM_NOT_FOUND'),
  shareLink: placed('shareLink', 'ERR_SHARE_LINK_NOT_FOUND'),
} as const;

/** An entity whose things are shown as they are read, in their project. */
function entity<Thing extends { readonly id: string }>(
  name: string,
  read: (db: Knex, ids: readonly string[]) => Promise<readonly Thing[]>,
  shown: (thing: Thing) => Omit<AuditedThing, 'id'>,
): Entity {
  return {
    name,
    read: async (db, ids) =>
      (await read(db, ids)).map((thing) => ({ id: thing.id, ...shown(thing) })),
  };
}

export const entities = {
  project: entity(
    'project',
    projectsById,
    ({ id, name, description, ownerId, defectUrlPattern, archivedAt }) => ({
      projectId: id,
      state: { name, description, ownerId, defectUrlPattern, isArchived: archivedAt !== null },
    }),
  ),
  /** A project as far as its members go. */
  members: {
    name: 'project',
    read: async (db, ids) =>
      Promise.all(
        ids.map(async (id) => ({
          id,
          projectId: id,
          state: {
            members: Object.fromEntries(
              (await membersOf(db, id)).map(({ userId, role }) => [userId, role]),
            ),
          },
        })),
      ),
  } satisfies Entity,
  suite: entity(
    'suite',
    suitesById,
    ({ projectId, parentId, name, description, position, isArchived }) => ({
      projectId: projectId ?? undefined,
      state: { name, description, parentId, position, isArchived },
    }),
  ),
  case: entity(
    'case',
    casesById,
    ({ projectId, suiteId, key, title, position, tags, versionNumber, isArchived }) => ({
      projectId: projectId ?? undefined,
      state: { key, title, suiteId, position, tags, versionNumber, isArchived },
    }),
  ),
  sharedStep: entity(
    'shared_step',
    sharedStepsById,
    ({ projectId, title, versionNumber, isArchived }) => ({
      projectId,
      state: { title, versionNumber, isArchived },
    }),
  ),
  /** A shared step by the cases that have it, and the version that each has. */
  casesOfSharedStep: {
    name: 'shared_step',
    read: async (db, ids) =>
      Promise.all(
        (await sharedStepsById(db, ids)).map(async (step) => ({
          id: step.id,
          projectId: step.projectId,
          state: {
            cases: Object.fromEntries(
              (await usesOf(db, step)).map(({ key, versionNumber }) => [key, versionNumber]),
            ),
          },
        })),
      ),
  } satisfies Entity,
  /** All cases of a project, where a command works on more than can be told one by one. */
  library: { name: 'case', read: librarySizes } satisfies Entity,
  asset: entity('asset', assetsById, ({ id: _, projectId, heldFor, ...state }) => ({
    projectId,
    state: {
      ...state,
      heldForRunId: heldFor?.runId ?? null,
      heldBy: heldFor?.by.id ?? null,
      heldUntil: heldFor?.until ?? null,
    },
  })),
  template: {
    name: 'template',
    read: async (db, ids) =>
      Promise.all(
        (await templatesById(db, ids)).map(
          async ({ id, projectId, name, description, isActive }) => ({
            id,
            projectId: projectId ?? undefined,
            state: {
              ...{ name, description, isActive },
              versions: (await templateItems(db, id)).map(({ versionId }) => versionId),
            },
          }),
        ),
      ),
  } satisfies Entity,
  run: entity('run', runsById, (run) => ({
    projectId: run.projectId,
    runId: run.id,
    state: {
      title: run.title,
      status: run.status,
      verdict: run.verdict,
      assetId: run.assetId,
      templateId: run.templateId,
      executedByUserId: run.executedBy.id,
      leadUserId: run.lead?.id ?? null,
      failSummary: run.failSummary,
      items: run.results.ok + run.results.fail + run.results.na + run.results.open,
    },
  })),
  /** An item of a run, by what was recorded of it. */
  result: { name: 'result', read: resultStates } satisfies Entity,
  /** An item of a run beside its result: whose it is, and what it is pinned to. */
  item: { name: 'item', read: itemStates } satisfies Entity,
  /** A run by the versions that it is pinned to, with what was carried over. */
  runVersions: {
    name: 'run',
    read: async (db, ids) =>
      Promise.all(
        (await runsById(db, ids)).map(async ({ id, projectId }) => ({
          id,
          projectId,
          runId: id,
          state: {
            items: (await itemsOf(db, id)).map((item) => ({
              id: item.id,
              versionId: item.versionId,
              parameterRow: item.parameterRow,
              status: item.result?.status ?? null,
            })),
          },
        })),
      ),
  } satisfies Entity,
  matrix: {
    name: 'matrix',
    read: async (db, ids) =>
      Promise.all(
        (await matricesById(db, ids)).map(async ({ id, projectId, title, templateName }) => ({
          id,
          projectId,
          state: { title, templateName, runs: await runsOfMatrix(db, id) },
        })),
      ),
  } satisfies Entity,
  reason: {
    name: 'fail_reason',
    read: async (db, codes) =>
      (await allReasons(db))
        .filter(({ code }) => codes.includes(code))
        .map(({ code, title, description, isActive }) => ({
          id: code,
          state: { title, description, isActive },
        })),
  } satisfies Entity,
} as const;
