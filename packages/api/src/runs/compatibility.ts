import { findUser, findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { seenItem } from '@atelier/db/runs/item-reads.ts';
import { membersOf } from '@atelier/db/runs/project-reads.ts';
import { lockItem } from '@atelier/db/runs/result-writes.ts';
import { updateRun } from '@atelier/db/runs/run-writes.ts';
import type { ProjectRole } from '@atelier/domain/identity/roles.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { eventBetween, type RunStatus } from '@atelier/domain/runs/machine.ts';
import type { ResultPatch } from '@atelier/domain/runs/result.ts';
import type { Member, Run, RunItem } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { z } from 'zod';
import { setMember } from './projects.ts';
import { recordResult, requireItem } from './results.ts';
import { changeStatus, lockRunFor, requireRun } from './runs.ts';

const uuid = z.uuid();

/** Makes somebody a member, or gives them another role. Throws `ERR_MEMBER_NOT_FOUND`, `ERR_LAST_PROJECT_OWNER`. */
export async function addMemberBy(
  trx: Knex.Transaction,
  {
    projectId,
    member,
    role,
  }: { readonly projectId: string; readonly member: string; readonly role: ProjectRole },
  actorId: string,
): Promise<Member> {
  const user = uuid.safeParse(member).success
    ? await findUser(trx, member.toLowerCase())
    : await findUserByEmail(trx, member);
  if (!user?.isActive) throw runsError('ERR_MEMBER_NOT_FOUND');
  await setMember(trx, { projectId, userId: user.id, role }, actorId);
  return requireMember(trx, projectId, user.id);
}

/** One member. Throws `ERR_MEMBER_NOT_FOUND`. */
export async function requireMember(db: Knex, projectId: string, userId: string): Promise<Member> {
  const member = (await membersOf(db, projectId)).find((one) => one.userId === userId);
  if (member === undefined) throw runsError('ERR_MEMBER_NOT_FOUND');
  return member;
}

/**
 * Has a run get a status, by whatever leads there. Programs that know no verdict finish runs as well: where nobody
 * gave one, it is what the results say. Throws `ERR_RUN_LOCKED`, and what `changeStatus` throws.
 */
export async function setStatus(
  trx: Knex.Transaction,
  { runId, status }: { readonly runId: string; readonly status: RunStatus },
  actorId: string,
): Promise<Run> {
  const event = eventBetween(await lockRunFor(trx, runId), status);
  const run = await requireRun(trx, runId);
  if (event === 'finish' && run.verdict === null) {
    await updateRun(trx, runId, { verdict: run.results.fail > 0 ? 'failed' : 'passed' });
  }
  return changeStatus(trx, { runId, event }, actorId);
}

/**
 * Records a result on top of whatever there is: an older contract knows no revision, and its clients do not see what
 * was recorded meanwhile. Throws `ERR_RUN_ITEM_NOT_FOUND` for an item of another run, and what `recordResult` throws.
 */
export async function recordOver(
  trx: Knex.Transaction,
  { runId, itemId, ...patch }: ResultPatch & { readonly runId: string; readonly itemId: string },
  actorId: string,
): Promise<RunItem> {
  if ((await requireItem(trx, itemId)).runId !== runId) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  await lockItem(trx, itemId);
  const revision = (await seenItem(trx, itemId, null))?.result?.revision ?? 0;
  return recordResult(trx, { itemId, revision, ...patch }, actorId);
}
