import { forgetKept } from '../kernel/kept/kept-answers.ts';
import { signedInAs } from '../kernel/me/told.ts';

const listeners = new Set<() => void>();
let isIn = signedInAs() !== null;
let hasEnded = false;

/** Whether somebody has signed in with this browser, as far as it knows. */
export const signInState = {
  isIn: () => isIn,
  /** Whether somebody had, and their session is over. */
  hasEnded: () => hasEnded,
  /** The server says that nobody has, or no longer. */
  left(): void {
    if (!isIn) return;
    isIn = false;
    hasEnded = true;
    void forgetKept();
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
