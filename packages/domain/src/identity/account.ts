/** The authenticator app of an account. */
export interface SecondFactorState {
  /** Whether a code is asked for when somebody signs in. */
  readonly enabled: boolean;
  readonly recoveryCodesLeft: number;
}

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
