import { newId } from '@atelier/db/kernel/new-id.ts';
import { archiveCases, placeCases } from '@atelier/db/runs/case-bulk-writes.ts';
import {
  type ImportedRow,
  insertImported,
  insertImportedVersions,
  setExternalKeys,
  setImportedTags,
  suitePaths,
} from '@atelier/db/runs/library-import.ts';
import { insertSuite } from '@atelier/db/runs/suite-writes.ts';
import type { PlannedCase } from '@atelier/domain/runs/interchange/import-plan.ts';
import type { Knex } from 'knex';

/** As many cases as one statement takes. */
const batch = 500;

interface Target {
  readonly projectId: string;
  readonly authorId: string;
  /** The change note of the versions that come of it. */
  readonly note: string;
}

/**
 * Does what is planned: makes suites and cases, and versions of what the file says otherwise.
 *
 * @param suites those that the file names, also without a case
 */
export async function applyPlan(
  trx: Knex.Transaction,
  plan: readonly PlannedCase[],
  suites: readonly (readonly string[])[],
  target: Target,
): Promise<void> {
  const { authorId, note } = target;
  const named = [...suites, ...plan.map(({ from }) => from.suite)];
  const suiteIds = await makeSuites(trx, named, target);
  const suiteOf = ({ from }: PlannedCase) => suiteIds.get(pathKey(from.suite)) ?? '';
  for (let start = 0; start < plan.length; start += batch) {
    const part = plan.slice(start, start + batch);
    const rows = part.map((one): ImportedRow & { readonly one: PlannedCase } => ({
      one,
      caseId: one.known?.id ?? newId(),
      versionId: newId(),
      suiteId: suiteOf(one),
      externalKey: one.from.externalKey,
      versionNumber: (one.known?.versionNumber ?? 0) + 1,
      content: one.content,
    }));
    const added = rows.filter(({ one }) => one.known === null);
    const edited = rows.filter(({ one }) => one.known === null || one.changes.some(isSaid));
    if (added.length > 0) await insertImported(trx, added, authorId);
    if (edited.length > 0) await insertImportedVersions(trx, edited, note, authorId);
    const kept = rows.filter(
      ({ one }) => one.known?.externalKey === null && one.from.ownKey === undefined,
    );
    if (kept.length > 0) await setExternalKeys(trx, kept);
    const tagged = rows.flatMap(({ caseId, one }) => {
      const { tags } = one.from;
      const differs = one.known === null ? tags?.length : one.changes.includes('tags');
      return tags && differs ? [{ caseId, tags }] : [];
    });
    if (tagged.length > 0) await setImportedTags(trx, tagged);
    const moved = rows.filter(({ one }) => one.changes.includes('suite'));
    const places = moved.map(({ caseId, suiteId }) => ({ caseId, suiteId, before: null }));
    if (places.length > 0) await placeCases(trx, places.reverse(), authorId);
    for (const isArchived of [true, false]) {
      const ids = rows.flatMap(({ caseId, one }) => {
        const differs = (one.known?.isArchived ?? false) !== isArchived;
        return one.from.isArchived === isArchived && differs ? [caseId] : [];
      });
      if (ids.length > 0) await archiveCases(trx, ids, isArchived, authorId);
    }
  }
}

const besideContent: readonly string[] = ['suite', 'tags', 'isArchived'];
/** Whether it is said by a version. */
const isSaid = (change: string) => !besideContent.includes(change);

/** Suites are the same whatever the case of their names. */
export const pathKey = (path: readonly string[]) => JSON.stringify(path).toLowerCase();

/** The ids of all suites that the file names, made where there is none. */
async function makeSuites(
  trx: Knex.Transaction,
  named: readonly (readonly string[])[],
  { projectId, authorId }: Target,
): Promise<ReadonlyMap<string, string>> {
  const known = await suitePaths(trx, projectId);
  const suites = new Map([...known].map(([id, path]) => [pathKey(path), id]));
  for (const whole of named) {
    for (let depth = 1; depth <= whole.length; depth++) {
      const path = whole.slice(0, depth);
      if (suites.has(pathKey(path))) continue;
      const id = newId();
      const parentId = suites.get(pathKey(path.slice(0, -1))) ?? null;
      const name = path.at(-1) ?? '';
      const suite = { id, projectId, parentId, name, description: '' };
      await insertSuite(trx, { ...suite, createdByUserId: authorId });
      suites.set(pathKey(path), id);
    }
  }
  return suites;
}
