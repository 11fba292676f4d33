import type { CaseContent } from '../case-content.ts';

/** Where a file of cases comes from. */
export const importFormats = [
  'csv',
  'xlsx',
  'testrail_xml',
  'testrail_csv',
  'testlink_xml',
  'gherkin',
  'json',
] as const;
export type ImportFormat = (typeof importFormats)[number];

/** A case as a file tells of it. What the file says nothing of is left out, and stays as it is. */
export interface ImportedCase {
  /** By which it is found again, `testrail:C12`. */
  readonly externalKey: string;
  /** The key that we gave it ourselves, where the file is one of ours. */
  readonly ownKey?: string;
  /** Names of suites from the top. */
  readonly suite: readonly string[];
  readonly content: Partial<CaseContent> & Pick<CaseContent, 'title'>;
  readonly tags?: readonly string[];
  readonly isArchived?: boolean;
  /** Where it stands in the file, from 1. */
  readonly line: number;
}

/** Cases of a file of ours that share a key are told apart by their suites. */
export function withDistinctKeys(cases: readonly ImportedCase[]): readonly ImportedCase[] {
  const counts = new Map<string, number>();
  for (const { externalKey } of cases) {
    counts.set(externalKey, (counts.get(externalKey) ?? 0) + 1);
  }
  return cases.map((one) =>
    one.ownKey !== undefined && counts.get(one.externalKey) !== 1
      ? { ...one, externalKey: [one.externalKey, ...one.suite].join(' < ') }
      : one,
  );
}

/** What can be wrong with a file. */
export const importFaults = [
  'not_text',
  'ends_early',
  'malformed',
  'doctype',
  'not_this_format',
  'too_deep',
  'too_many',
  'too_large',
  'no_title',
  'no_suite',
  'bad_value',
  'twice',
  'same_case',
  'no_mapping',
] as const;
export type ImportFault = (typeof importFaults)[number];

/** Why a file cannot be taken in, and where. */
export class ImportRefusal extends Error {
  readonly fault: ImportFault;
  readonly line: number | null;
  /** The column, the field or the word that is wrong. */
  readonly what: string;

  constructor(fault: ImportFault, line: number | null, what = '') {
    super(`${fault} at line ${line}: ${what}`);
    this.fault = fault;
    this.line = line;
    this.what = what.slice(0, 200);
  }
}

export const importLimits = {
  /** Of the file, in bytes. */
  bytes: 64 * 1024 * 1024,
  /** Of a workbook once it is unpacked. */
  unpackedBytes: 128 * 1024 * 1024,
  cases: 50_000,
  suiteDepth: 20,
} as const;
