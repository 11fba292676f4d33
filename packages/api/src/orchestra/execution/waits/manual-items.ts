/** One case of a run that people carry out, by whatever area keeps it. */
export interface ManualItem {
  readonly runId: string;
  /** As people know the case. */
  readonly caseKey: string;
}

/** What a person said of it. */
export interface ManualResult {
  readonly verdict: 'passed' | 'failed';
  readonly note: string;
}

/** Who does it: a user, with the rights they have now; or the house, where the command line began the run. */
export type OnBehalfOf = { readonly userId: string } | 'house';

/**
 * Runs that people carry out, which another area keeps: whoever composes the house brings it (ADR 124). Both calls may
 * be repeated, and throw a `DomainError` where they are refused.
 */
export interface ManualItems {
  /** Sees to it that the run has an item for the case. */
  open(item: ManualItem, by: OnBehalfOf): Promise<void>;
  /** Records the result of its items of the case. */
  close(item: ManualItem, result: ManualResult, by: OnBehalfOf): Promise<void>;
}
