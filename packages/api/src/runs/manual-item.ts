import { newestVersionOf } from '@atelier/db/runs/case-reads.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { RunItem } from '@atelier/domain/runs/types.ts';
import type { Context } from '../kernel/context.ts';
import { createRunsCaller } from './rest-caller.ts';

/** A case of a run, as people name it. */
interface Named {
  readonly runId: string;
  readonly caseKey: string;
}

/**
 * Sees to it that a run has an item for a case: a draft gets the case's newest version. Throws `ERR_RUN_NOT_FOUND`,
 * `ERR_CASE_NOT_FOUND`, `ERR_RUN_NOT_DRAFT`, `ERR_FORBIDDEN` and what adding an item throws.
 */
export async function openItem(context: Context, { runId, caseKey }: Named): Promise<void> {
  const { runs } = createRunsCaller(context);
  const { projectId } = await runs.get({ runId });
  if ((await itemsNamed(context, { runId, caseKey })).length > 0) return;
  const versionId = await newestVersionOf(context.db, projectId, caseKey);
  if (versionId === undefined) throw runsError('ERR_CASE_NOT_FOUND');
  await runs.addItem({ runId, versionId });
}

/**
 * Records the result of the items of a case, each of its rows of data. What is recorded just so stays as it is. Throws
 * `ERR_RUN_NOT_FOUND`, `ERR_RUN_ITEM_NOT_FOUND`, `ERR_FORBIDDEN` and what recording throws.
 */
export async function closeItem(
  context: Context,
  { verdict, note, ...named }: Named & { readonly verdict: 'ok' | 'fail'; readonly note: string },
): Promise<void> {
  const { runs } = createRunsCaller(context);
  const items = await itemsNamed(context, named);
  if (items.length === 0) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  for (const { id: itemId, result } of items) {
    const isSo = result?.status === verdict && result.comment === note;
    if (isSo && result.updatedBy?.id === context.actor.id) continue;
    const revision = result?.revision ?? 0;
    await runs.record({ itemId, revision, status: verdict, comment: note });
  }
}

async function itemsNamed(context: Context, { runId, caseKey }: Named): Promise<RunItem[]> {
  const items = await createRunsCaller(context).runs.items({ runId });
  const named = items.filter(({ key }) => key === caseKey);
  // Two suites may have a case with this key: then it names neither.
  if (new Set(named.map(({ caseId }) => caseId)).size > 1) throw runsError('ERR_CASE_NOT_FOUND');
  return named;
}
