import type { TimerClosing } from './running-timers.ts';

/** A table, where it stands at the moment: in `public` before it is adopted, in the area's schema after. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** Why something cannot be fixed as it stands; nothing is touched then. */
export type Obstacle =
  | {
      readonly kind: 'column-type';
      readonly column: string;
      /** Null where the column is missing. */
      readonly type: string | null;
      readonly expected: string;
    }
  | { readonly kind: 'column-default'; readonly column: string; readonly default: string }
  | { readonly kind: 'used-by'; readonly column: string; readonly users: string }
  | { readonly kind: 'name-taken'; readonly name: string; readonly definition: string }
  | { readonly kind: 'duplicates'; readonly key: string; readonly rows: number }
  | { readonly kind: 'not-ours'; readonly table: string };

/** Owners with several running timers, and the index that is to forbid it. */
export interface RunningTimersRepair {
  readonly kind: 'running-timers';
  readonly id: string;
  readonly table: TableName;
  readonly index: string;
  /** An invalid one of that name, which has to go first. */
  readonly replaces: string | null;
  readonly closings: readonly TimerClosing[];
  readonly obstacles: readonly Obstacle[];
}

/** A uuid column whose parent's key is an integer. */
export interface ResourceKeyRepair {
  readonly kind: 'resource-key';
  readonly id: string;
  readonly table: TableName;
  readonly column: string;
  readonly parent: string;
  /** What stands in the column, and to which key of the parent it can be traced; the most frequent first. */
  readonly values: readonly KeyValue[];
  /** The column that keeps the values which cannot; null where none has to be kept. */
  readonly kept: string | null;
  readonly obstacles: readonly Obstacle[];
}

export interface KeyValue {
  readonly value: string;
  readonly rows: number;
  readonly mapped: number | null;
}

/** An index that a crash left behind, which no query uses and every write pays for. */
export interface InvalidIndexRepair {
  readonly kind: 'invalid-index';
  readonly id: string;
  readonly table: TableName;
  readonly index: string;
  readonly definition: string;
  /** `drop`: what REINDEX CONCURRENTLY left beside the index itself. */
  readonly action: 'rebuild' | 'drop';
  readonly obstacles: readonly Obstacle[];
}

export type Repair = RunningTimersRepair | ResourceKeyRepair | InvalidIndexRepair;

/** Whether it can be carried out. */
export function isFixable(repair: Repair): boolean {
  return repair.obstacles.length === 0;
}
