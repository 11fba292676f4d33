import type { Decision } from './handler.ts';

/** A run as a claim answers it. */
export interface ClaimedRow {
  readonly id: string;
  readonly kind: string;
  readonly position: number;
  readonly sequence: number;
  readonly checkpoint: number;
  readonly context: unknown;
  readonly decision: Decision | null;
  readonly control: 'cancel' | 'pause' | null;
  readonly fence: string;
  readonly takeovers: number;
  /** Whether it was held before this claim, and what it intended may have been begun. */
  readonly was_held: boolean;
  /** Whether whoever held it before let go of it between two steps. */
  readonly was_let_go: boolean;
}
