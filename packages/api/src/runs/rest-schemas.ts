import type { Actor } from '@atelier/domain/identity/actor.ts';
import { decide } from '@atelier/domain/identity/decide.ts';
import { type ProjectRole, projectRoles } from '@atelier/domain/identity/roles.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { recordOverInput } from '@atelier/domain/runs/compatibility-schemas.ts';
import { runStatuses } from '@atelier/domain/runs/machine.ts';
import { resultStatuses } from '@atelier/domain/runs/result.ts';
import {
  addRunItemInput,
  createProjectInput,
  createRunInput,
} from '@atelier/domain/runs/schemas.ts';
import type { ListedRun, Member, Project, RunItem } from '@atelier/domain/runs/types.ts';
import { z } from 'zod';

/** Shapes of the REST contract of test runs (camelCase), beside the ones that tRPC speaks. */

const id = z.uuid();
const instant = z.iso.datetime();
const role = z.enum(projectRoles).meta({ id: 'ProjectRole' });
const runStatus = z.enum(runStatuses).meta({ id: 'RunStatus' });
const resultStatus = z.enum(resultStatuses).meta({ id: 'ResultStatus' });

/** What stands in braces in addresses. */
export const runsParams = {
  id: id.meta({ description: 'The project’s id.' }),
  userId: id.meta({ description: 'The member’s id.' }),
  runId: id.meta({ description: 'The run’s id.' }),
  runItemId: id.meta({ description: 'The id of the run’s item.' }),
};

const projectShape = z
  .strictObject({
    id,
    name: z.string().meta({ example: 'Camera lab' }),
    role: role.meta({
      description: 'Of whoever asks: a role in the house counts as what it lets them do.',
    }),
    ownerId: id,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Project' });
const memberShape = z
  .strictObject({
    userId: id,
    name: z.string(),
    email: z.string().nullable(),
    role,
  })
  .meta({ id: 'ProjectMember' });
const runShape = z
  .strictObject({
    id,
    projectId: id,
    assetId: id.nullable(),
    templateId: id.nullable(),
    title: z.string().meta({ example: 'CAM-200, firmware 1.4.2' }),
    status: runStatus,
    executedByUserId: id,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    lockedAt: instant.nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Run' });
const itemShape = z
  .strictObject({
    id,
    testcaseVersionId: id,
    position: z.int(),
    isRequired: z.boolean(),
    status: resultStatus.nullable().meta({ description: 'Null as long as there is no result.' }),
    failReasonCode: z.string().nullable(),
    comment: z.string(),
    updatedAt: instant.nullable().meta({ description: 'Of the result.' }),
  })
  .meta({ id: 'RunItem' });

export const projectsShape = z.strictObject({ projects: z.array(projectShape) });
export const oneProjectShape = z.strictObject({ project: projectShape });
export const membersShape = z.strictObject({ members: z.array(memberShape) });
export const oneMemberShape = z.strictObject({ member: memberShape });
export const doneShape = z.strictObject({ ok: z.literal(true) });
export const reasonsShape = z.strictObject({
  reasons: z.array(
    z
      .strictObject({
        code: z.string().meta({ example: 'firmware_bug' }),
        title: z.string(),
        description: z.string(),
      })
      .meta({ id: 'FailReason' }),
  ),
});
export const runsShape = z.strictObject({ runs: z.array(runShape) });
export const oneRunShape = z.strictObject({ run: runShape });
export const runWithItemsShape = z.strictObject({ run: runShape, items: z.array(itemShape) });
export const oneItemShape = z.strictObject({ item: itemShape });
export const recordedShape = z.strictObject({ ok: z.literal(true), updatedAt: instant });

export const newProjectShape = createProjectInput;
export const newMemberShape = z
  .strictObject({ email: z.email().max(254).optional(), userId: id.optional(), role })
  .refine(({ email, userId }) => (email === undefined) !== (userId === undefined), {
    message: 'names one person: by address or by id',
    path: ['email'],
  });
export const changedMemberShape = z.strictObject({ role });
export const newRunShape = createRunInput.pick({
  projectId: true,
  assetId: true,
  templateId: true,
  title: true,
});
export const newItemShape = z.strictObject({
  testcaseVersionId: id,
  position: addRunItemInput.shape.position,
  isRequired: z.boolean().default(true),
});
export const resultShape = recordOverInput.omit({ runId: true, itemId: true });
export const statusShape = z.strictObject({ status: runStatus });
export const runsQuery = z.strictObject({
  projectId: id.toLowerCase().optional(),
  status: runStatus.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function toRestProject(project: Project, role: ProjectRole) {
  const { id, name, ownerId, createdAt, updatedAt } = project;
  return { id, name, role, ownerId, createdAt, updatedAt };
}

/** What somebody is in a project, as the contract has words for it. */
export function roleIn(actor: Actor, projectId: string): ProjectRole {
  const now = Date.now();
  const may = (action: (typeof runsActions)['edit' | 'administer']) =>
    decide(actor, action, now, { projectId }) === 'allowed';
  if (may(runsActions.administer)) return 'owner';
  return may(runsActions.edit) ? 'editor' : 'viewer';
}

export function toRestMember({ userId, name, email, role }: Member) {
  return { userId, name, email, role };
}

export function toRestRun(run: ListedRun) {
  const { id, projectId, assetId, templateId, title, status, executedBy } = run;
  const { startedAt, finishedAt, lockedAt, createdAt, updatedAt } = run;
  return {
    ...{ id, projectId, assetId, templateId, title, status, executedByUserId: executedBy.id },
    ...{ startedAt, finishedAt, lockedAt, createdAt, updatedAt },
  };
}

export function toRestItem({ id, versionId, position, isRequired, result }: RunItem) {
  return {
    ...{ id, testcaseVersionId: versionId, position, isRequired },
    status: result?.status ?? null,
    failReasonCode: result?.failReasonCode ?? null,
    comment: result?.comment ?? '',
    updatedAt: result?.updatedAt ?? null,
  };
}
