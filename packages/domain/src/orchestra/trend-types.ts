import type { SuiteRunOrigin, SuiteRunStatus } from './statuses.ts';
import type { Instant } from './types.ts';

/** A run of a suite in a row of them; how many of its test runs ended how. */
export interface TrendRun {
  readonly id: string;
  readonly number: number;
  readonly status: SuiteRunStatus;
  readonly origin: SuiteRunOrigin;
  /** Of the suite, as it was run. */
  readonly revision: number;
  readonly environmentName: string;
  readonly startedAt: Instant;
  readonly ms: number;
  readonly passed: number;
  readonly failed: number;
  /** Skipped, cancelled. */
  readonly others: number;
}

/** A scenario over these runs; its rows count as one: it failed where one of them did. */
export interface TrendScenario {
  readonly scenarioKey: string;
  readonly name: string;
  /** In which it passed or failed. */
  readonly runs: number;
  readonly failures: number;
  /** From its first step to its last, waiting included, of those that passed. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
  /**
   * How often it went from passed to failed or back between runs of one revision in one environment. One change is a
   * fault or its mending; two or more make a flaky scenario.
   */
  readonly changes: number;
}

export interface FlakyScenario extends TrendScenario {
  /** How it came out, run by run, the oldest first. */
  readonly outcomes: readonly {
    readonly suiteRunId: string;
    readonly number: number;
    readonly testRunId: string;
    readonly hasFailed: boolean;
  }[];
}

/** How a suite went of late. */
export interface SuiteTrends {
  /** The oldest first. */
  readonly runs: readonly TrendRun[];
  /** Over those runs; null where there are none. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
  /** Those that fail most, and then those that take longest; not more than two hundred. */
  readonly scenarios: readonly TrendScenario[];
  readonly flaky: readonly FlakyScenario[];
}
