import { Gate } from './gate.tsx';
import { signInState } from './sign-in-state.ts';

export { Gate };
/** Somebody has to sign in again. */
export const left = signInState.left;
