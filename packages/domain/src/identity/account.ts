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

/** How whoever is signed in can show once more who they are. */
export interface ProofWays {
  /** Whether the account has a password. */
  readonly password: boolean;
  /** Whether a code is asked for beside it. */
  readonly code: boolean;
  /** Where a browser goes to show it at the provider's; null for an account that did not come by it. */
  readonly provider: { readonly name: string; readonly path: string } | null;
}

/** A browser or program in which somebody is signed in, as its owner sees it. */
export interface OwnSession {
  readonly id: string;
  /** As its owner knows it: `Firefox on Linux`; empty where it did not say. */
  readonly client: string;
  /** ISO 8601, as the next. */
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** By then it is over, however much it is used. */
  readonly endsAt: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}
