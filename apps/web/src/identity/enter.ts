import type { OnError } from '@atelier/sdk/tell-errors.ts';
import { Gate } from './gate.tsx';
import { askForProof } from './proof/proof-request.ts';
import { signInState } from './sign-in-state.ts';

export { Gate };

/** Somebody has to sign in again; or to show once more who they are, and then the call is made again. */
export const onError: OnError = ({ code }) => {
  if (code === 'ERR_UNAUTHENTICATED') signInState.left();
  return code === 'ERR_PROOF_NEEDED' ? askForProof() : undefined;
};
