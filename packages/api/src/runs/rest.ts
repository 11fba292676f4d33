import { runsActions } from '@atelier/domain/runs/actions.ts';
import { runsError, runsErrors } from '@atelier/domain/runs/errors.ts';
import { z } from 'zod';
import { endpointOf, type RestArea } from '../kernel/rest/endpoint.ts';
import { junitEndpoint } from './junit-rest.ts';
import { createRunsCaller } from './rest-caller.ts';
import {
  changedMemberShape,
  doneShape,
  membersShape,
  newItemShape,
  newMemberShape,
  newProjectShape,
  newRunShape,
  oneItemShape,
  oneMemberShape,
  oneProjectShape,
  oneRunShape,
  projectsShape,
  reasonsShape,
  recordedShape,
  resultShape,
  roleIn,
  runsParams,
  runsQuery,
  runsShape,
  runWithItemsShape,
  statusShape,
  toRestItem,
  toRestMember,
  toRestProject,
  toRestRun,
} from './rest-schemas.ts';

type Caller = ReturnType<typeof createRunsCaller>;
const endpoint = endpointOf<Caller>();
const uuid = z.uuid();

/** What stands in an address is the id of a thing, or names none. */
function named(code: keyof typeof runsErrors, id = ''): string {
  const parsed = uuid.safeParse(id);
  if (!parsed.success) throw runsError(code);
  return parsed.data.toLowerCase();
}

type Params = Readonly<Record<string, string>>;
const projectOf = ({ id }: Params) => named('ERR_PROJECT_NOT_FOUND', id);
const memberOf = ({ userId }: Params) => named('ERR_MEMBER_NOT_FOUND', userId);
const runOf = ({ runId }: Params) => named('ERR_RUN_NOT_FOUND', runId);
const itemOf = ({ runItemId }: Params) => named('ERR_RUN_ITEM_NOT_FOUND', runItemId);

async function memberIn(caller: Caller, projectId: string, userId: string) {
  const member = (await caller.projects.members({ projectId })).find(
    (one) => one.userId === userId,
  );
  if (member === undefined) throw runsError('ERR_MEMBER_NOT_FOUND');
  return { member: toRestMember(member) };
}

/** The contract that programs written against the older test lab speak (camelCase). */
export const runsRest: RestArea = {
  tag: 'Runs',
  description:
    'Projects of a test lab, their members, and runs of their test cases: from `draft` over `in_progress` and `done` to `locked`.',
  prefix: '/api',
  createCaller: createRunsCaller,
  errorTable: runsErrors,
  params: runsParams,
  endpoints: [
    endpoint({
      method: 'GET',
      path: '/projects',
      needs: runsActions.listProjects,
      operationId: 'listProjects',
      summary: 'Projects that whoever asks may read',
      description: 'A–Z. Archived ones are left out.',
      status: 200,
      answer: projectsShape,
      errors: [],
      handle: async ({ caller, context: { actor } }) => ({
        projects: (await caller.projects.list({})).map((one) =>
          toRestProject(one, roleIn(actor, one.id)),
        ),
      }),
    }),
    endpoint({
      method: 'POST',
      path: '/projects',
      needs: runsActions.createProject,
      operationId: 'createProject',
      summary: 'Create a project',
      description: 'Whoever creates it is its owner.',
      body: newProjectShape,
      status: 201,
      answer: oneProjectShape,
      errors: [],
      idempotent: true,
      handle: async ({ caller, body }) => ({
        project: toRestProject(await caller.projects.create(body), 'owner'),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/projects/{id}/members',
      needs: runsActions.read,
      operationId: 'listProjectMembers',
      summary: 'Members of a project',
      status: 200,
      answer: membersShape,
      errors: ['ERR_PROJECT_NOT_FOUND'],
      handle: async ({ caller, params }) => ({
        members: (await caller.projects.members({ projectId: projectOf(params) })).map(
          toRestMember,
        ),
      }),
    }),
    endpoint({
      method: 'POST',
      path: '/projects/{id}/members',
      needs: runsActions.administer,
      operationId: 'addProjectMember',
      summary: 'Make somebody a member',
      description:
        'Somebody who has an account, by `email` or by `userId`. Of a member it changes the role.',
      body: newMemberShape,
      status: 201,
      answer: oneMemberShape,
      errors: ['ERR_PROJECT_NOT_FOUND', 'ERR_MEMBER_NOT_FOUND', 'ERR_LAST_PROJECT_OWNER'],
      idempotent: true,
      async handle({ caller, params, body: { email, userId, role } }) {
        const input = { projectId: projectOf(params), member: email ?? userId ?? '', role };
        return { member: toRestMember(await caller.compatibility.addMember(input)) };
      },
    }),
    endpoint({
      method: 'PATCH',
      path: '/projects/{id}/members/{userId}',
      needs: runsActions.administer,
      operationId: 'changeProjectMember',
      summary: 'Give a member another role',
      body: changedMemberShape,
      status: 200,
      answer: oneMemberShape,
      errors: ['ERR_PROJECT_NOT_FOUND', 'ERR_MEMBER_NOT_FOUND', 'ERR_LAST_PROJECT_OWNER'],
      idempotent: true,
      async handle({ caller, params, body: { role } }) {
        const [projectId, userId] = [projectOf(params), memberOf(params)];
        await caller.projects.setMember({ projectId, userId, role });
        return memberIn(caller, projectId, userId);
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/projects/{id}/members/{userId}',
      needs: runsActions.administer,
      operationId: 'removeProjectMember',
      summary: 'Remove a member',
      status: 200,
      answer: doneShape,
      errors: ['ERR_PROJECT_NOT_FOUND', 'ERR_MEMBER_NOT_FOUND', 'ERR_LAST_PROJECT_OWNER'],
      idempotent: true,
      async handle({ caller, params }) {
        await caller.projects.removeMember({
          projectId: projectOf(params),
          userId: memberOf(params),
        });
        return { ok: true };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/fail-reasons',
      needs: runsActions.readReasons,
      operationId: 'listFailReasons',
      summary: 'Why something may fail',
      description: 'The catalogue, without what is no longer in use.',
      status: 200,
      answer: reasonsShape,
      errors: [],
      handle: async ({ caller }) => ({
        reasons: (await caller.reasons.list())
          .filter(({ isActive }) => isActive)
          .map(({ code, title, description }) => ({ code, title, description })),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/v2/runs',
      needs: runsActions.listProjects,
      operationId: 'listRuns',
      summary: 'Runs, the newest first',
      description: 'Of the projects that whoever asks may read; of one of them with `projectId`.',
      query: runsQuery,
      status: 200,
      answer: runsShape,
      errors: [],
      async handle({ caller, query: { status, ...query } }) {
        const wanted = { ...query, status: status && [status] };
        return { runs: (await caller.runs.list(wanted)).items.map(toRestRun) };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/v2/runs',
      needs: runsActions.execute,
      operationId: 'createRun',
      summary: 'Create a run',
      description:
        'A draft, which whoever creates it carries out. With `templateId` it has the items of the template.',
      body: newRunShape,
      status: 201,
      answer: oneRunShape,
      errors: ['ERR_PROJECT_NOT_FOUND', 'ERR_OTHER_PROJECT', 'ERR_RUN_TOO_LARGE'],
      idempotent: true,
      handle: async ({ caller, body }) => ({ run: toRestRun(await caller.runs.create(body)) }),
    }),
    endpoint({
      method: 'GET',
      path: '/v2/runs/{runId}',
      needs: runsActions.read,
      operationId: 'getRun',
      summary: 'One run with its items',
      status: 200,
      answer: runWithItemsShape,
      errors: ['ERR_RUN_NOT_FOUND'],
      async handle({ caller, params }) {
        const runId = runOf(params);
        const run = toRestRun(await caller.runs.get({ runId }));
        return { run, items: (await caller.runs.items({ runId })).map(toRestItem) };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/v2/runs/{runId}/items',
      needs: runsActions.execute,
      operationId: 'addRunItem',
      summary: 'Add a test case to a draft',
      description: 'In the version that is named; at the end, unless `position` says where.',
      body: newItemShape,
      status: 201,
      answer: oneItemShape,
      errors: [
        'ERR_RUN_NOT_FOUND',
        'ERR_CASE_VERSION_NOT_FOUND',
        'ERR_OTHER_PROJECT',
        'ERR_RUN_LOCKED',
        'ERR_RUN_NOT_DRAFT',
        'ERR_RUN_ITEM_TAKEN',
        'ERR_RUN_TOO_LARGE',
        // For a repeated key alone: what it added may be gone.
        'ERR_RUN_ITEM_NOT_FOUND',
      ],
      idempotent: true,
      async handle({ caller, params, body: { testcaseVersionId, ...item } }) {
        const added = { runId: runOf(params), versionId: testcaseVersionId, ...item };
        const { id: itemId } = await caller.runs.addItem(added);
        return { item: toRestItem(await caller.runs.item({ itemId })) };
      },
    }),
    endpoint({
      method: 'PATCH',
      path: '/v2/runs/{runId}/items/{runItemId}/result',
      needs: runsActions.execute,
      operationId: 'recordResult',
      summary: 'Record the result of an item',
      description:
        'On top of what was recorded before; what is left out stays. A result that is not `fail` has no reason.',
      body: resultShape,
      status: 200,
      answer: recordedShape,
      errors: [
        'ERR_RUN_NOT_FOUND',
        'ERR_RUN_ITEM_NOT_FOUND',
        'ERR_FAIL_REASON_NOT_FOUND',
        'ERR_RUN_LOCKED',
        'ERR_RUN_NOT_DONE',
        'ERR_RESULT_CONFLICT',
      ],
      idempotent: true,
      async handle({ caller, params, body }) {
        const recorded = { runId: runOf(params), itemId: itemOf(params), ...body };
        const { result } = await caller.compatibility.record(recorded);
        return { ok: true, updatedAt: result?.updatedAt };
      },
    }),
    endpoint({
      method: 'PATCH',
      path: '/v2/runs/{runId}/status',
      needs: runsActions.execute,
      operationId: 'setRunStatus',
      summary: 'Start, finish, reopen or lock a run',
      description:
        'What has to be there before a run is `done` is asked for then, and told by `ERR_RUN_NOT_DONE`; where nobody gave a verdict, it is `failed` if anything failed, and `passed` otherwise. A run that is `locked` is unlocked in the app alone, since that takes a reason.',
      body: statusShape,
      status: 200,
      answer: oneRunShape,
      errors: [
        'ERR_RUN_NOT_FOUND',
        'ERR_RUN_TRANSITION',
        'ERR_RUN_LOCKED',
        'ERR_RUN_NOT_DONE',
        'ERR_ASSET_HELD',
      ],
      idempotent: true,
      async handle({ caller, params, body: { status } }) {
        const runId = runOf(params);
        const run =
          status === 'locked'
            ? await caller.runs.lock({ runId })
            : await caller.compatibility.setStatus({ runId, status });
        return { run: toRestRun(run) };
      },
    }),
    junitEndpoint(createRunsCaller),
  ],
};
