import type { CaseContent } from '../case-content.ts';
import { noParameters } from '../case-content.ts';
import { isSame } from '../case-merge.ts';
import type { ImportedCase } from './imported-case.ts';

/** A case that is in the project already. */
export interface KnownCase {
  readonly id: string;
  readonly key: string;
  readonly externalKey: string | null;
  readonly versionNumber: number;
  readonly suite: readonly string[];
  readonly content: CaseContent;
  readonly tags: readonly string[];
  readonly isArchived: boolean;
}

/** What an import does with one case; nothing where it is as the file has it. */
export interface PlannedCase {
  readonly from: ImportedCase;
  /** Null for a new one. */
  readonly known: KnownCase | null;
  /** All that it says from then on. */
  readonly content: CaseContent;
  /** What becomes another: fields of the content, and `suite`, `tags`, `isArchived`. */
  readonly changes: readonly string[];
}

const emptyContent: Omit<CaseContent, 'title'> = {
  ...{ summary: '', preconditions: '', steps: [], artifacts: [], mistakes: [] },
  ...{ isMandatory: true, estimatedMinutes: null, complexity: null, parameters: noParameters },
};

/**
 * What an import does: a case is found by the key that the file gave it, or by its own key where the file is ours and
 * no other file has given it one.
 */
export function planImport(
  imported: readonly ImportedCase[],
  known: readonly KnownCase[],
): readonly PlannedCase[] {
  const byExternal = new Map(known.map((one) => [one.externalKey, one]));
  const byOwn = new Map(
    known.flatMap((one) => (one.externalKey === null ? [[one.key, one] as const] : [])),
  );
  return imported.map((from) => {
    const found =
      byExternal.get(from.externalKey) ??
      (from.ownKey === undefined ? undefined : byOwn.get(from.ownKey));
    if (found === undefined) {
      return { from, known: null, content: { ...emptyContent, ...from.content }, changes: [] };
    }
    const content = { ...found.content, ...from.content };
    return { from, known: found, content, changes: changesOf(from, found, content) };
  });
}

function changesOf(from: ImportedCase, known: KnownCase, content: CaseContent): readonly string[] {
  const fields = Object.keys(content) as (keyof CaseContent)[];
  return [
    ...fields.filter((field) => !isSame(content[field], known.content[field])),
    ...(isSame(lowered(from.suite), lowered(known.suite)) ? [] : ['suite']),
    ...(from.tags === undefined || isSame(sortedTags(from.tags), sortedTags(known.tags))
      ? []
      : ['tags']),
    ...(from.isArchived === undefined || from.isArchived === known.isArchived
      ? []
      : ['isArchived']),
  ];
}

/** Names of suites are the same whatever their case. */
const lowered = (names: readonly string[]) => names.map((name) => name.toLowerCase());
const sortedTags = (tags: readonly string[]) => lowered(tags).sort();
