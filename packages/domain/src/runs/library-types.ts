import type { CaseStep } from './case-content.ts';
import type { SearchedKind } from './library-schemas.ts';
import type { Instant, PersonName } from './types.ts';

/** Where a case stands: in front of which other one, null at the end of the suite. */
export interface CasePlace {
  readonly caseId: string;
  readonly suiteId: string;
  readonly before: string | null;
}

export interface SharedStep {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly versionNumber: number;
  readonly isArchived: boolean;
  readonly updatedAt: Instant;
  /** Of the newest version. */
  readonly versionId: string;
  readonly steps: readonly CaseStep[];
  /** Cases whose newest version has some version of it. */
  readonly cases: number;
  /** Those of them that have an older one. */
  readonly behind: number;
}

export interface SharedStepVersion {
  readonly id: string;
  readonly sharedStepId: string;
  readonly versionNumber: number;
  readonly title: string;
  readonly changeNote: string;
  readonly createdBy: PersonName | null;
  readonly createdAt: Instant;
  readonly steps: readonly CaseStep[];
}

/** A case that has a shared step. */
export interface SharedStepUse {
  readonly caseId: string;
  readonly key: string;
  readonly title: string;
  /** The version that it has. */
  readonly versionNumber: number;
}

/** Something that was found; `⟦` and `⟧` stand around the words that were looked for. */
export interface Hit {
  readonly kind: SearchedKind;
  readonly id: string;
  readonly projectId: string | null;
  readonly projectName: string | null;
  readonly key: string;
  readonly title: string;
  readonly excerpt: string;
  readonly isArchived: boolean;
}
