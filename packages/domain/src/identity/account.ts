/** What the page to sign in offers. */
export interface SignInOptions {
  /** Where a browser goes to sign in by another provider (`?next=` says which page comes after), and its name. */
  readonly provider: { readonly name: string; readonly path: string } | null;
  /** Whether a link for a new password can be sent. */
  readonly canMail: boolean;
  readonly registration: 'invitation' | 'open';
}

/** The authenticator app of an account. */
export interface SecondFactorState {
  /** Whether a code is asked for when somebody signs in. */
  readonly enabled: boolean;
  readonly recoveryCodesLeft: number;
}

/** What is told once, when a code is asked for from then on. */
export interface SecondFactorEnabled {
  /** Null where the answer that had them was lost: a repetition is not told them again. */
  readonly recoveryCodes: readonly string[] | null;
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
