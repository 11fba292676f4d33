import { newId } from '@atelier/db/kernel/new-id.ts';
import {
  archiveCases,
  changeTags,
  lockPlaces,
  placeCases,
  placesOf,
  takenKey,
} from '@atelier/db/runs/case-bulk-writes.ts';
import { casesById, newestBytes, newestContents } from '@atelier/db/runs/case-reads.ts';
import { insertCase, insertVersion, setTags } from '@atelier/db/runs/case-writes.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { CasePlace } from '@atelier/domain/runs/library-types.ts';
import { maxCopiedMib } from '@atelier/domain/runs/sizes.ts';
import type { ListedCase } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { requireSuite } from './library.ts';

interface Chosen {
  readonly projectId: string;
  readonly caseIds: readonly string[];
}

/** Cases that are the project's own, in the order in which they are named. Throws `ERR_OTHER_PROJECT`. */
export async function ownCases(
  db: Knex,
  { projectId, caseIds }: Chosen,
): Promise<readonly ListedCase[]> {
  const found = new Map((await casesById(db, caseIds)).map((each) => [each.id, each]));
  return [...new Set(caseIds)].map((id) => {
    const one = found.get(id);
    if (one?.projectId !== projectId) throw runsError('ERR_OTHER_PROJECT');
    return one;
  });
}

/**
 * Puts cases into a suite, of this project or another, in the order in which they stood; gives where they were.
 * Throws `ERR_KEY_TAKEN` where another case there is called the same.
 */
export async function moveCases(
  trx: Knex.Transaction,
  input: Chosen & { readonly suiteId: string; readonly before?: string | null | undefined },
  authorId: string,
): Promise<{ readonly from: readonly CasePlace[] }> {
  const cases = await ownCases(trx, input);
  await lockPlaces(trx, [input.suiteId, ...cases.map(({ suiteId }) => suiteId)]);
  const from = await placesOf(trx, input.caseIds);
  const moving = new Set(input.caseIds);
  const { suiteId } = input;
  // In front of a case that moves itself there is no place.
  let before = input.before && !moving.has(input.before) ? input.before : null;
  const places = from
    .toReversed()
    .map(({ caseId }) => {
      const place = { caseId, suiteId, before };
      before = caseId;
      return place;
    })
    .reverse();
  await place(trx, places, authorId);
  return { from };
}

/** Puts cases where they are said to have been. Throws `ERR_OTHER_PROJECT`, `ERR_KEY_TAKEN`. */
export async function putCasesBack(
  trx: Knex.Transaction,
  { projectId, places }: { readonly projectId: string; readonly places: readonly CasePlace[] },
  authorId: string,
): Promise<{ readonly from: readonly CasePlace[] }> {
  const caseIds = places.map(({ caseId }) => caseId);
  const cases = await ownCases(trx, { projectId, caseIds });
  const suites = [...places, ...cases].map(({ suiteId }) => suiteId);
  await lockPlaces(trx, suites);
  const from = await placesOf(trx, caseIds);
  await place(trx, places, authorId);
  return { from };
}

async function place(
  trx: Knex.Transaction,
  places: readonly CasePlace[],
  authorId: string,
): Promise<void> {
  for (const suiteId of new Set(places.map((one) => one.suiteId))) {
    const ids = places.flatMap((one) => (one.suiteId === suiteId ? [one.caseId] : []));
    const key = await takenKey(trx, ids, suiteId);
    if (key !== undefined) throw runsError('ERR_KEY_TAKEN', { key });
  }
  await placeCases(trx, places, authorId);
}

/** Makes cases that say the same as the newest versions of these; gives their ids. Throws `ERR_COPY_TOO_LARGE`. */
export async function copyCases(
  trx: Knex.Transaction,
  input: Chosen & { readonly suiteId: string },
  authorId: string,
): Promise<{ readonly caseIds: readonly string[] }> {
  const { suiteId } = input;
  const cases = await ownCases(trx, input);
  if ((await newestBytes(trx, input.caseIds)) > maxCopiedMib * 1024 * 1024) {
    throw runsError('ERR_COPY_TOO_LARGE', { mib: maxCopiedMib });
  }
  const contents = await newestContents(trx, input.caseIds);
  const isSameProject = (await requireSuite(trx, suiteId)).projectId === input.projectId;
  const caseIds = [];
  for (const { id: from, key, versionNumber, tags } of cases) {
    const content = contents.get(from);
    // A case of an older program that says nothing.
    if (content === undefined) continue;
    const own = isSameProject
      ? content
      : { ...content, steps: content.steps.map((step) => ({ ...step, sharedVersionId: null })) };
    const caseId = newId();
    await insertCase(trx, { id: caseId, suiteId, content: own, authorId });
    await insertVersion(trx, {
      ...{ id: newId(), caseId, versionNumber: 1, content: own, authorId },
      changeNote: `${key} v${versionNumber}`,
    });
    await setTags(trx, caseId, tags);
    caseIds.push(caseId);
  }
  return { caseIds };
}

/** Tags that a case is to get, and those that are to be taken from it. */
interface TagChange {
  readonly caseId: string;
  readonly add: string[];
  readonly remove: string[];
}

/** Adds tags and takes others; gives what takes back that, and nothing that others do meanwhile. */
export async function tagCases(
  trx: Knex.Transaction,
  input: Chosen & { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<{ readonly back: readonly TagChange[] }> {
  const cases = await ownCases(trx, input);
  await changeTags(trx, input.caseIds, input);
  const isIn = (tags: readonly string[], tag: string) =>
    tags.some((one) => one.toLowerCase() === tag.toLowerCase());
  return {
    back: cases.map(({ id, tags }) => ({
      caseId: id,
      add: tags.filter((tag) => isIn(input.remove, tag) && !isIn(input.add, tag)),
      remove: input.add.filter((tag) => !isIn(tags, tag)),
    })),
  };
}

/** Takes back what was done with the tags of each case. */
export async function putTagsBack(
  trx: Knex.Transaction,
  { projectId, cases }: { readonly projectId: string; readonly cases: readonly TagChange[] },
): Promise<void> {
  await ownCases(trx, { projectId, caseIds: cases.map(({ caseId }) => caseId) });
  for (const { caseId, ...change } of cases) await changeTags(trx, [caseId], change);
}

/** Gives the ids of those that were not so before. */
export async function archiveMany(
  trx: Knex.Transaction,
  input: Chosen & { readonly isArchived: boolean },
  authorId: string,
): Promise<{ readonly caseIds: readonly string[] }> {
  const cases = await ownCases(trx, input);
  const others = cases.filter(({ isArchived }) => isArchived !== input.isArchived);
  const caseIds = others.map(({ id }) => id);
  await archiveCases(trx, caseIds, input.isArchived, authorId);
  return { caseIds };
}
