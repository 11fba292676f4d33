import type { AuthMode } from './mode.ts';
import type { Grant } from './roles.ts';

/** What a page knows of whoever looks at it. */
export interface Me {
  readonly mode: AuthMode;
  /** Null for somebody who has to sign in first. */
  readonly user: {
    readonly id: string;
    readonly displayName: string;
    /** Null for a guest. */
    readonly email: string | null;
  } | null;
  readonly grants: readonly Grant[];
  /** Null where nobody signed in: for a guest, or a program with a token. */
  readonly sessionId: string | null;
}
