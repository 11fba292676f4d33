import { listProjects, membersOf } from '@atelier/db/runs/project-reads.ts';
import { archiveProject, updateProject } from '@atelier/db/runs/project-writes.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import {
  addMemberInput,
  createProjectInput,
  listProjectsInput,
  memberInput,
  projectIdInput,
  setMemberInput,
  updateProjectInput,
} from '@atelier/domain/runs/schemas.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { addMember, changeMember, createProject, requireProject } from './projects.ts';
import { entities, kinds } from './things.ts';
import { visibleProjects } from './visible-projects.ts';

const about = { kind: kinds.project, by: 'projectId' } as const;
const read = { needs: runsActions.read, about } as const;
const administer = { needs: runsActions.administer, about } as const;
const itsId = ({ projectId }: { readonly projectId: string }) => projectId;

export const projectsRouter = router({
  list: query({
    needs: runsActions.listProjects,
    input: listProjectsInput,
    run: (db, { archived }, { actor }) => listProjects(db, visibleProjects(actor), archived),
  }),
  get: query({
    ...read,
    input: projectIdInput,
    run: (db, { projectId }) => requireProject(db, projectId),
  }),
  create: command({
    needs: runsActions.createProject,
    input: createProjectInput,
    effect: { on: entities.project, creates: ({ id }) => id, givesRoles: true },
    run: (trx, input, { actor }) => createProject(trx, input, actor.id),
  }),
  update: command({
    ...administer,
    input: updateProjectInput,
    effect: { on: entities.project, changes: itsId, inLists: true },
    async run(trx, { projectId, ...change }) {
      await updateProject(trx, projectId, change);
      return requireProject(trx, projectId);
    },
  }),
  archive: command({
    ...administer,
    input: projectIdInput,
    effect: { on: entities.project, changes: itsId, inLists: true },
    run: (trx, { projectId }) => archiveProject(trx, projectId, true),
  }),
  restore: command({
    ...administer,
    input: projectIdInput,
    effect: { on: entities.project, changes: itsId, inLists: true },
    run: (trx, { projectId }) => archiveProject(trx, projectId, false),
  }),
  members: query({
    ...read,
    input: projectIdInput,
    run: (db, { projectId }) => membersOf(db, projectId),
  }),
  addMember: command({
    ...administer,
    input: addMemberInput,
    effect: { on: entities.members, changes: itsId, as: 'assign_role', givesRoles: true },
    run: (trx, input, { actor }) => addMember(trx, input, actor.id),
  }),
  setMember: command({
    ...administer,
    input: setMemberInput,
    effect: { on: entities.members, changes: itsId, as: 'assign_role', givesRoles: true },
    run: (trx, input, { actor }) => changeMember(trx, input, actor.id),
  }),
  removeMember: command({
    ...administer,
    input: memberInput,
    effect: { on: entities.members, changes: itsId, as: 'revoke_role', givesRoles: true },
    run: (trx, input, { actor }) => changeMember(trx, { ...input, role: null }, actor.id),
  }),
});
