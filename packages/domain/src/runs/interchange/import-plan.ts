import type { CaseContent } from '../case-content.ts';
import { noParameters } from '../case-content.ts';
import { isSame } from '../case-merge.ts';
import { type ImportedCase, ImportRefusal } from './imported-case.ts';

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
 * What an import does: a case is found by the key that the file gave it, or, where the file is ours, by its own. Throws
 * an {@link ImportRefusal} where two lines mean one case.
 */
export function planImport(
  imported: readonly ImportedCase[],
  known: readonly KnownCase[],
): readonly PlannedCase[] {
  const byExternal = new Map(known.map((one) => [one.externalKey, one]));
  const byOwn = new Map<string, KnownCase[]>();
  for (const one of known) byOwn.set(one.key, [...(byOwn.get(one.key) ?? []), one]);
  /** An older program gave the same key to cases of several suites. */
  const ownCase = ({ ownKey = '', suite }: ImportedCase) => {
    const called = byOwn.get(ownKey) ?? [];
    const here = called.find((one) => isSame(lowered(one.suite), lowered(suite)));
    return here ?? (called.length === 1 ? called[0] : undefined);
  };
  const meant = new Set<string>();
  return imported.map((from) => {
    const found = ownCase(from) ?? byExternal.get(from.externalKey);
    if (found === undefined) {
      return { from, known: null, content: { ...emptyContent, ...from.content }, changes: [] };
    }
    if (meant.has(found.id)) throw new ImportRefusal('same_case', from.line, found.key);
    meant.add(found.id);
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
