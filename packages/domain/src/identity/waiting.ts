/** What waits for an administrator, for the start page. */
export interface WaitingPeople {
  /** Active accounts that have no role, and so can do nothing yet. */
  readonly withoutRole: number;
  /** Invitations that were not accepted yet. */
  readonly invitations: number;
  /** Whether a code is asked for when the one who asks signs in; null where they have no password. */
  readonly hasSecondFactor: boolean | null;
}
