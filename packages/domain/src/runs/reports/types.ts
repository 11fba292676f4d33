import type { RunStatus } from '../machine.ts';
import type { ResultCounts } from '../types.ts';
import type { ComparedOutcome } from './compare.ts';
import type { Level } from './schemas.ts';

/** Cases in use, and how many of them have an outcome: `na` is none. */
export interface Covered {
  readonly cases: number;
  readonly covered: number;
}

export interface CoverageReport {
  readonly total: Covered;
  /** Cases right in each suite that has some; suites in their order, a suite below another one behind it. */
  readonly suites: readonly (Covered & { readonly id: string; readonly path: readonly string[] })[];
  /** `null` for cases of no level. */
  readonly levels: readonly (Covered & { readonly level: Level | null })[];
  readonly assets: readonly (OnAsset & Covered)[];
}

/** A model with a firmware; empty where a run has no asset. */
export interface OnAsset {
  readonly model: string;
  readonly firmware: string;
}

export interface Outcomes {
  readonly ok: number;
  readonly fail: number;
  readonly na: number;
}

export type FailRate = OnAsset & Outcomes;

export interface ReasonCount {
  /** Null for failures without one. */
  readonly code: string | null;
  readonly title: string | null;
  readonly failures: number;
  readonly cases: number;
}

interface ReportedCase {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly suite: string;
}

/** How often a case came out so, of how many results. */
export interface CaseCount extends ReportedCase {
  readonly count: number;
  readonly results: number;
}

/** A case that came out now so, now otherwise, on the same model and firmware. */
export interface FlakyCase extends ReportedCase {
  /** Between one run and the next on the same model and firmware, ok ↔ fail. */
  readonly changes: number;
  readonly fails: number;
  readonly results: number;
  /** Models with firmwares on which it did. */
  readonly assets: number;
}

export interface EngineerFigures {
  readonly id: string;
  readonly name: string;
  /** Done or locked. */
  readonly finishedRuns: number;
  readonly results: number;
  /** From the beginning to the end of a finished run, null without one. */
  readonly medianSeconds: number | null;
  readonly stuckRuns: number;
}

export interface WeekFigures extends Outcomes {
  /** The Monday it begins with, `YYYY-MM-DD`. */
  readonly week: string;
  readonly runs: number;
}

export interface BurnDown {
  readonly matrixId: string;
  readonly items: number;
  /** Days on which something was recorded, and how many items were open at the end of each. */
  readonly days: readonly { readonly day: string; readonly open: number }[];
}

/** What there is to choose from in the filters of a project's reports. */
export interface ReportChoices {
  readonly models: readonly string[];
  readonly firmwares: readonly string[];
  readonly suites: readonly { readonly id: string; readonly path: readonly string[] }[];
  readonly templates: readonly { readonly id: string; readonly name: string }[];
  readonly engineers: readonly { readonly id: string; readonly name: string }[];
  readonly matrices: readonly { readonly id: string; readonly name: string }[];
}

/** A run on the start page. */
export interface DashboardRun {
  readonly id: string;
  readonly title: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly status: RunStatus;
  readonly engineer: string;
  readonly startedAt: string | null;
  readonly results: ResultCounts;
}

/** A case that fails, and was ok before on the same model and firmware. */
export interface NewFailure extends OnAsset {
  readonly runId: string;
  readonly runTitle: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly itemId: string;
  readonly key: string;
  readonly title: string;
  readonly failedAt: string;
}

export interface Dashboard {
  readonly mine: readonly DashboardRun[];
  readonly stuck: readonly DashboardRun[];
  readonly newFailures: readonly NewFailure[];
}

/** A row of a case in the runs that are compared, in their order. */
export interface ComparedCase {
  readonly caseId: string;
  readonly key: string;
  readonly title: string;
  readonly parameterRow: number | null;
  readonly outcomes: readonly ComparedOutcome[];
}

export interface ComparedRun extends OnAsset {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly at: string;
}

export interface Comparison {
  /** In the order in which they were asked for. */
  readonly runs: readonly ComparedRun[];
  readonly cases: readonly ComparedCase[];
}
