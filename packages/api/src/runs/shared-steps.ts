import { newId } from '@atelier/db/kernel/new-id.ts';
import { findCase } from '@atelier/db/runs/case-reads.ts';
import { insertVersion, lockCase } from '@atelier/db/runs/case-writes.ts';
import {
  pinnedVersions,
  sharedStepsById,
  sharedVersionsOf,
  usesOf,
} from '@atelier/db/runs/shared-step-reads.ts';
import {
  insertSharedStep,
  insertSharedVersion,
  lockSharedStep,
} from '@atelier/db/runs/shared-step-writes.ts';
import type { CaseContent, CaseStep } from '@atelier/domain/runs/case-content.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { SharedStep } from '@atelier/domain/runs/library-types.ts';
import { maxSteps } from '@atelier/domain/runs/schemas.ts';
import { takeVersion, withTruePins } from '@atelier/domain/runs/shared-steps.ts';
import type { Knex } from 'knex';
import { requireCaseSize } from './case-size.ts';

/** Throws `ERR_SHARED_STEP_NOT_FOUND`. */
export async function requireSharedStep(db: Knex, id: string): Promise<SharedStep> {
  const [found] = await sharedStepsById(db, [id]);
  if (found === undefined) throw runsError('ERR_SHARED_STEP_NOT_FOUND');
  return found;
}

/** Shared steps have none in them. */
const ownSteps = (steps: readonly CaseStep[]) =>
  steps.map((step) => ({ ...step, sharedVersionId: null }));

/** A shared step with its first version. */
export async function createSharedStep(
  trx: Knex.Transaction,
  input: {
    readonly projectId: string;
    readonly title: string;
    readonly steps: readonly CaseStep[];
  },
  authorId: string,
): Promise<SharedStep> {
  const { projectId, title } = input;
  const sharedStepId = newId();
  const steps = ownSteps(input.steps);
  const first = { id: newId(), sharedStepId, versionNumber: 1, title, steps, changeNote: '' };
  await insertSharedStep(trx, projectId, { ...first, authorId });
  return requireSharedStep(trx, sharedStepId);
}

/** The next version; cases keep the one that they have. Throws `ERR_SHARED_STEP_CHANGED`. */
export async function editSharedStep(
  trx: Knex.Transaction,
  input: {
    readonly sharedStepId: string;
    readonly onTopOf: number;
    readonly title: string;
    readonly steps: readonly CaseStep[];
    readonly changeNote: string;
  },
  authorId: string,
): Promise<SharedStep> {
  const { onTopOf, steps, ...version } = input;
  const newest = await lockSharedStep(trx, input.sharedStepId);
  if (newest === undefined) throw runsError('ERR_SHARED_STEP_NOT_FOUND');
  if (newest !== onTopOf) throw runsError('ERR_SHARED_STEP_CHANGED', { newest });
  await insertSharedVersion(trx, {
    ...version,
    ...{ id: newId(), versionNumber: newest + 1, steps: ownSteps(steps), authorId },
  });
  return requireSharedStep(trx, input.sharedStepId);
}

/** Makes a version with the newest shared step of each case that has an older one; gives which cases. */
export async function takeSharedStep(
  trx: Knex.Transaction,
  input: { readonly sharedStepId: string; readonly caseIds?: readonly string[] | undefined },
  authorId: string,
): Promise<{ readonly caseIds: readonly string[] }> {
  const shared = await requireSharedStep(trx, input.sharedStepId);
  const versions = await sharedVersionsOf(trx, shared.id);
  const [newest, ...older] = versions;
  if (newest === undefined) return { caseIds: [] };
  const wanted = input.caseIds && new Set(input.caseIds);
  const behind = (await usesOf(trx, shared)).filter(
    ({ caseId, versionNumber }) =>
      versionNumber < shared.versionNumber && (wanted?.has(caseId) ?? true),
  );
  const caseIds = behind.map(({ caseId }) => caseId).sort();
  for (const caseId of caseIds) {
    const number = await lockCase(trx, caseId);
    const content = (await findCase(trx, caseId))?.version?.content;
    if (number === undefined || content === undefined) continue;
    const steps = takeVersion(content.steps, older, newest);
    if (steps.length > maxSteps) throw runsError('ERR_TOO_MANY_STEPS', { limit: maxSteps });
    requireCaseSize({ ...content, steps });
    await insertVersion(trx, {
      ...{ id: newId(), caseId, versionNumber: number + 1, authorId },
      content: { ...content, steps },
      changeNote: `${shared.title} v${shared.versionNumber}`,
    });
  }
  return { caseIds };
}

/** What a case is to say, with shared steps only where it says what they say. */
export async function truePins(
  db: Knex,
  projectId: string | null,
  content: CaseContent,
): Promise<CaseContent> {
  const ids = content.steps.flatMap(({ sharedVersionId }) => sharedVersionId ?? []);
  const versions = await pinnedVersions(db, projectId, [...new Set(ids)]);
  return { ...content, steps: withTruePins(content.steps, versions) };
}
