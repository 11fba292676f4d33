import type { Action } from './actions.ts';
import type { Actor } from './actor.ts';

/** So long it counts that somebody showed who they are: with their password, or at the provider's. */
export const proofMs = 15 * 60_000;

/** `second_factor`: with the password and a code of the account's second factor. */
export const proofKinds = ['password', 'second_factor', 'provider'] as const;
export type ProofKind = (typeof proofKinds)[number];

/**
 * When somebody last showed who they are, in milliseconds since 1970; null for whoever did not. `not-asked` where
 * nobody signs in: there is nothing to show.
 */
export type Proof = number | null | 'not-asked';

/** Whether an actor has to show once more who they are before they do this. */
export function needsProof(
  { proof }: Action,
  { kind }: Actor,
  shown: Proof | undefined,
  now: number,
): boolean {
  if (proof === undefined || kind === 'system' || shown === 'not-asked') return false;
  // An instant that is to come is of a clock that was set back, and says nothing.
  return typeof shown !== 'number' || !(Math.abs(now - shown) <= proofMs);
}
