import type { RunStatus } from './machine.ts';
import type { ResultStatus, Verdict } from './result.ts';
import type { Instant, ListedRun, PersonName } from './types.ts';

/** What is published of somebody's place in a run, on `runs.presence:<run>`. */
export interface Presence {
  readonly page: string;
  readonly person: PersonName;
  /** Null when they have left. */
  readonly itemId: string | null;
  readonly step: number | null;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
}

/** A case with a row of its data, as the runs of a lineage or of a matrix are compared by it. */
export interface ComparedItem {
  readonly caseId: string;
  readonly parameterRow: number | null;
  readonly status: ResultStatus | null;
}

/** One run of a lineage, from the first to the last correction. */
export interface LineageRun {
  readonly id: string;
  readonly title: string;
  readonly status: RunStatus;
  readonly verdict: Verdict | null;
  readonly createdAt: Instant;
  readonly items: readonly ComparedItem[];
}

export interface Matrix {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly templateName: string | null;
  readonly createdBy: PersonName | null;
  readonly createdAt: Instant;
}

export interface ListedMatrix extends Matrix {
  readonly runs: number;
  readonly items: number;
  readonly open: number;
}

/** A case of a matrix, with one cell for each of its runs, in their order. */
export interface MatrixRow {
  readonly caseId: string;
  readonly key: string;
  readonly title: string;
  readonly parameterRow: number | null;
  /** Null where the run has no such item. */
  readonly cells: readonly ({
    readonly itemId: string;
    readonly status: ResultStatus | null;
  } | null)[];
}

export interface MatrixView {
  readonly matrix: Matrix;
  readonly runs: readonly ListedRun[];
  readonly rows: readonly MatrixRow[];
  /** How many items had no result yet at the end of each day (UTC), from the first to the last with a result. */
  readonly burnDown: readonly BurnDownDay[];
}

export interface BurnDownDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly open: number;
}
