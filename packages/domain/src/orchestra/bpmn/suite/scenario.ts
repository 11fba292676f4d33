import type { Criterion } from '../cover/criterion.ts';
import type { Finding } from '../model/process-model.ts';
import type { Target } from './targets.ts';

/** One thing on the way of a scenario. */
export type PathItem =
  /** A node of the process. */
  | { readonly kind: 'element'; readonly id: string }
  /** A sequence flow by its id, or another way from node to node: `b1` into a boundary event, `a1:again` … */
  | { readonly kind: 'way'; readonly key: string; readonly isFlow: boolean }
  /** Where branches that run at the same time have all to have come. */
  | {
      readonly kind: 'barrier';
      /** The join, or the split where nothing joins. */
      readonly id: string;
      readonly barrier: string;
      /** How many scenarios meet there. */
      readonly parties: number;
    };

export interface LoopRounds {
  /** Where the loop is entered. */
  readonly id: string;
  readonly rounds: number;
}

/** What of the criterion only this scenario covers. Nothing at all where others of the suite cover each part of it. */
export interface ScenarioReason {
  readonly elements: readonly string[];
  readonly ways: readonly string[];
  readonly rounds: readonly LoopRounds[];
  /** Ways in combination. */
  readonly together: readonly (readonly string[])[];
}

export interface Scenario {
  /** Follows from the path: the same path has the same key, in another version of the process too. */
  readonly key: string;
  readonly processId: string;
  readonly path: readonly PathItem[];
  readonly reason: ScenarioReason;
  /** The way that it is of, from 0: branches that are scenarios of their own have the same as the main one. */
  readonly way: number;
}

export interface ProcessCoverage {
  readonly processId: string;
  readonly scenarios: number;
  /** No suite that covers the criterion has fewer scenarios of this process. */
  readonly bound: number;
  /** Elements and ways of which no scenario can have two; where there are as many as `bound`, they prove it. */
  readonly proof: readonly string[];
  /** What nothing can cover, because exclusions forbid each way to it. */
  readonly uncovered: readonly Target[];
}

export interface GeneratedSuite {
  readonly criterion: Criterion;
  readonly scenarios: readonly Scenario[];
  readonly processes: readonly ProcessCoverage[];
  readonly bound: number;
  readonly findings: readonly Finding[];
}
