/** A browser or program in which somebody is signed in, as its owner sees it. */
export interface OwnSession {
  readonly id: string;
  /** As its owner knows it: `Firefox on Linux`; empty where it did not say. */
  readonly device: string;
  /** ISO 8601, as the next. */
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}
