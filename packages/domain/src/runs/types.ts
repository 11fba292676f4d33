import type { ProjectRole } from '../identity/roles.ts';
import type { CaseContent } from './case-content.ts';
import type { RunStatus } from './machine.ts';
import type { ResultContent, ResultStatus, Verdict } from './result.ts';

/** Instants are ISO 8601 in UTC. An older program's `infinity` is told as null. */
export type Instant = string;

/** Somebody, as far as their work tells of them. */
export interface PersonName {
  readonly id: string;
  readonly name: string;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  /** What a defect's key is put into, for `{key}`; null where there is no tracker. */
  readonly defectUrlPattern: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly archivedAt: Instant | null;
}

/** A project in a list. */
export interface ListedProject extends Project {
  /** Cases in use. */
  readonly cases: number;
  readonly runs: Readonly<Record<RunStatus, number>>;
}

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: ProjectRole;
}

export interface Suite {
  readonly id: string;
  /** Null for suites that all projects share. */
  readonly projectId: string | null;
  readonly parentId: string | null;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly position: number;
  readonly isArchived: boolean;
  /** Cases in use right in it, not below. */
  readonly cases: number;
  /** Another one once it is called or described otherwise. */
  readonly revision: string;
}

/** A case in a list. */
export interface ListedCase {
  readonly id: string;
  readonly suiteId: string;
  readonly projectId: string | null;
  readonly key: string;
  readonly title: string;
  readonly position: number;
  readonly isArchived: boolean;
  readonly isMandatory: boolean;
  readonly estimatedMinutes: number | null;
  readonly complexity: number | null;
  readonly tags: readonly string[];
  /** The newest version; null where an older program made a case without one. */
  readonly versionId: string | null;
  readonly versionNumber: number;
  readonly updatedAt: Instant;
}

/** A case that was looked for. */
export interface FoundCase extends ListedCase {
  /** What came of it when it was carried out last in the project, whichever run that was; null for never. */
  readonly lastResult: ResultStatus | null;
}

export interface CaseVersion {
  readonly id: string;
  readonly caseId: string;
  readonly versionNumber: number;
  readonly changeNote: string;
  readonly createdBy: PersonName | null;
  readonly createdAt: Instant;
  readonly content: CaseContent;
}

/** A case with its newest version. */
export interface TestCase extends ListedCase {
  readonly version: CaseVersion | null;
}

export interface Asset {
  readonly id: string;
  readonly projectId: string;
  readonly assetType: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly locationName: string;
  readonly standName: string;
  readonly serialNumber: string | null;
  readonly isActive: boolean;
  /** The run it is held for now. */
  readonly heldFor: HeldFor | null;
}

export interface HeldFor {
  readonly runId: string;
  readonly runTitle: string;
  readonly by: PersonName;
  readonly since: Instant;
  readonly until: Instant | null;
}

export interface Template {
  readonly id: string;
  /** Null for templates that all projects share. */
  readonly projectId: string | null;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly isActive: boolean;
  readonly items: number;
  /** Another one once its cases, their versions or their order are others. */
  readonly itemsRevision: string;
}

export interface TemplateItem {
  readonly caseId: string;
  readonly key: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly versionId: string;
  readonly versionNumber: number;
  readonly newestNumber: number;
  readonly position: number;
  readonly isRequired: boolean;
}

/** How many items of a run have which result. */
export type ResultCounts = Readonly<Record<ResultStatus | 'open', number>>;

export interface ListedRun {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly title: string;
  readonly status: RunStatus;
  readonly verdict: Verdict | null;
  readonly assetId: string | null;
  readonly assetModel: string | null;
  readonly firmwareVersion: string | null;
  readonly templateId: string | null;
  readonly templateName: string | null;
  readonly executedBy: PersonName;
  readonly matrixId: string | null;
  readonly correctionOfRunId: string | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly lockedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly results: ResultCounts;
}

export interface Run extends ListedRun {
  readonly lead: PersonName | null;
  readonly lockedBy: PersonName | null;
  readonly failReasonCode: string | null;
  readonly failSummary: string;
  /** Another one once anything that `updateRunInput` changes is otherwise. */
  readonly revision: string;
  /** Of the project. */
  readonly defectUrlPattern: string | null;
}

/** What was recorded of an item, and by whom last. */
export interface ItemResult extends ResultContent {
  /** Counts the changes; whoever records on top of it says which one they saw. */
  readonly revision: number;
  readonly updatedAt: Instant;
  readonly updatedBy: PersonName | null;
  /** The item of another run, or of this before it was pinned anew, that it was carried over from. */
  readonly carriedFromItemId: string | null;
}

export interface RunItem {
  readonly id: string;
  readonly runId: string;
  readonly position: number;
  readonly isRequired: boolean;
  readonly caseId: string;
  readonly key: string;
  readonly suiteId: string;
  readonly tags: readonly string[];
  readonly versionId: string;
  readonly versionNumber: number;
  /** Larger where the case has a newer version by now. */
  readonly newestNumber: number;
  readonly content: CaseContent;
  /** The row of the case's data; null where it has none. */
  readonly parameterRow: number | null;
  readonly assignee: PersonName | null;
  readonly spentSeconds: number;
  readonly result: ItemResult | null;
}

/** What recording one result gives: what its case says is known to whoever records it, and may be long. */
export type RecordedItem = Pick<RunItem, 'id' | 'runId' | 'result'>;

export interface FailReason {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly isActive: boolean;
  /** Results that name it, in the projects that whoever asks may read. */
  readonly uses: number;
}

/** A page of a list, with how many there are in all. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total: number;
}
