import type { ProjectRole } from '../identity/roles.ts';
import { DomainError } from '../kernel/errors.ts';
import type { CaseContent } from './case-content.ts';
import { noParameters } from './case-content.ts';
import type { ResultStatus } from './result.ts';

/**
 * What the first generation of the program kept, whether in tables or in files. Ids are whatever it had. What there may
 * be a million of is asked for in parts.
 */
export interface LegacyData {
  readonly users: readonly LegacyUser[];
  readonly projects: readonly LegacyProject[];
  readonly screenshots: () => AsyncIterable<readonly PlacedScreenshot[]>;
  /** What was there and was not understood. */
  readonly notes: readonly LegacyNote[];
}

export interface LegacyNote {
  /** The thing, in words: `project Cameras, item 4`. */
  readonly where: string;
  readonly what: string;
}

export interface LegacyUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** As it stood in the file: in plain text, or a hash that says itself how it was made. */
  readonly password: string | null;
  readonly createdAt: string | null;
}

export interface LegacyProject {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly members: readonly { readonly userId: string; readonly role: ProjectRole }[];
  readonly createdAt: string | null;
  /** With their cases. */
  readonly sections: () => Promise<readonly LegacySection[]>;
  readonly runs: () => AsyncIterable<readonly LegacyRun[]>;
}

export interface LegacySection {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly isArchived: boolean;
  readonly createdBy: string | null;
  readonly cases: readonly LegacyCase[];
}

export interface LegacyCase {
  readonly id: string;
  readonly name: string;
  readonly details: string;
  readonly position: number;
  readonly isArchived: boolean;
  readonly createdBy: string | null;
}

export interface LegacyRun {
  readonly id: string;
  readonly title: string;
  readonly cameraModel: string;
  readonly firmwareVersion: string;
  readonly testerName: string;
  readonly testDate: string | null;
  readonly createdBy: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly createdAt: string | null;
  /** What came of the cases of its own project, each status once. */
  readonly had: readonly LegacyStatus[];
  /** How many results are of cases of another project. */
  readonly foreign: number;
  /** Of the cases of its own project, in the order of their checklist. */
  readonly results: () => AsyncIterable<readonly LegacyResult[]>;
}

export const legacyStatuses = ['pending', 'passed', 'failed', 'maybe'] as const;
export type LegacyStatus = (typeof legacyStatuses)[number];

export interface LegacyResult {
  readonly caseId: string;
  readonly status: LegacyStatus;
  readonly note: string;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
}

export interface LegacyScreenshot {
  readonly id: string;
  readonly storageKey: string;
  readonly fileName: string | null;
}

/** A screenshot, with what it was taken of. */
export interface PlacedScreenshot extends LegacyScreenshot {
  readonly projectId: string;
  readonly runId: string;
  readonly runTitle: string;
  readonly caseId: string;
}

/** Of each of the older files, and of what the cases of one project say in its tables. */
const maxLegacyMib = 64;

/** Throws `ERR_PAYLOAD_TOO_LARGE` for what is brought over as a whole and is too large for that. */
export function requireLegacySize(what: string, bytes: number): void {
  if (bytes <= maxLegacyMib * 2 ** 20) return;
  const message = `${what} is larger than ${maxLegacyMib} MiB; nothing was brought over.`;
  throw new DomainError('ERR_PAYLOAD_TOO_LARGE', { kind: 'too_large', message }, { bytes });
}

const mapped = { pending: null, passed: 'ok', failed: 'fail', maybe: 'na' } as const;

/** What an older status is called by now; null for no result. */
export function statusOf(status: LegacyStatus): ResultStatus | null {
  return mapped[status];
}

const listed = /^\s*(?:[-*•]|\d{1,3}[.)])\s+(?=\S)/;

/** The first version of a case. Details that are a list are its steps, anything else its summary. */
export function contentOfLegacy({ name, details }: LegacyCase): CaseContent {
  const lines = details.split(/\r?\n/).filter((line) => line.trim() !== '');
  const isList = lines.length > 1 && lines.every((line) => listed.test(line));
  const step = (line: string) => ({
    action: line.replace(listed, '').trim(),
    ...{ expected: '', data: '', sharedVersionId: null },
  });
  return {
    title: name,
    summary: isList ? '' : details,
    preconditions: '',
    steps: isList ? lines.slice(0, 300).map(step) : [],
    ...{ artifacts: [], mistakes: [], isMandatory: true },
    ...{ estimatedMinutes: null, complexity: null, parameters: noParameters },
  };
}
