import { giveRole, takeRole } from '@atelier/db/identity/people-writes.ts';
import { findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { findProject, membersOf } from '@atelier/db/runs/project-reads.ts';
import { insertProject, lockProject } from '@atelier/db/runs/project-writes.ts';
import { type ProjectRole, projectRoles } from '@atelier/domain/identity/roles.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { Project } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';

/** One project. Throws `ERR_PROJECT_NOT_FOUND`. */
export async function requireProject(db: Knex, id: string): Promise<Project> {
  const project = await findProject(db, id);
  if (project === undefined) throw runsError('ERR_PROJECT_NOT_FOUND');
  return project;
}

/** A new project; whoever makes it owns it. */
export async function createProject(
  trx: Knex.Transaction,
  { name, description }: { readonly name: string; readonly description: string },
  ownerUserId: string,
): Promise<Project> {
  const id = newId();
  await insertProject(trx, { id, name, description, ownerUserId });
  await giveRole(trx, ownerUserId, roleIn(id, 'owner'), ownerUserId);
  return requireProject(trx, id);
}

/** Makes somebody with this address a member. Throws `ERR_MEMBER_NOT_FOUND` where nobody has it. */
export async function addMember(
  trx: Knex.Transaction,
  { projectId, email, role }: { projectId: string; email: string; role: ProjectRole },
  actorId: string,
): Promise<void> {
  const account = await findUserByEmail(trx, email);
  if (account === undefined || !account.isActive) throw runsError('ERR_MEMBER_NOT_FOUND');
  await setMember(trx, { projectId, userId: account.id, role }, actorId);
}

/** Gives somebody this role in the project in place of the one they have. Throws `ERR_LAST_PROJECT_OWNER`. */
export async function setMember(
  trx: Knex.Transaction,
  { projectId, userId, role }: { projectId: string; userId: string; role: ProjectRole | null },
  actorId: string,
): Promise<void> {
  await lockProject(trx, projectId);
  const others = (await membersOf(trx, projectId)).filter((member) => member.userId !== userId);
  if (role !== 'owner' && !others.some((member) => member.role === 'owner')) {
    throw runsError('ERR_LAST_PROJECT_OWNER');
  }
  for (const other of projectRoles) {
    if (other !== role) await takeRole(trx, userId, roleIn(projectId, other));
  }
  if (role !== null) await giveRole(trx, userId, roleIn(projectId, role), actorId);
}

/** Changes the role of a member. Throws `ERR_MEMBER_NOT_FOUND`, `ERR_LAST_PROJECT_OWNER`. */
export async function changeMember(
  trx: Knex.Transaction,
  change: { projectId: string; userId: string; role: ProjectRole | null },
  actorId: string,
): Promise<void> {
  const members = await membersOf(trx, change.projectId);
  if (!members.some(({ userId }) => userId === change.userId)) {
    throw runsError('ERR_MEMBER_NOT_FOUND');
  }
  await setMember(trx, change, actorId);
}

function roleIn(projectId: string, role: ProjectRole) {
  return { role, scope: { type: 'project', id: projectId }, expiresAt: null } as const;
}
