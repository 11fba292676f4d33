import type { Grant } from './roles.ts';

/** Who calls. */
export interface Actor {
  /** Of a user; idempotency keys and the audit log know the actor by it. */
  readonly id: string;
  /** `nobody` has not signed in; `system` is the house itself: the command line, a job. */
  readonly kind: 'user' | 'system' | 'nobody';
  readonly grants: readonly Grant[];
  /** What an API token leaves of them; nothing of it for whoever signed in. */
  readonly limits?: TokenLimits | undefined;
}

/** What may be done with an API token: never more than its user may. */
export interface TokenLimits {
  readonly access: 'read' | 'write';
  /** Null for all areas. */
  readonly areas: readonly string[] | null;
}

/** Who has not signed in. */
export const nobody: Actor = { id: 'nobody', kind: 'nobody', grants: [] };
