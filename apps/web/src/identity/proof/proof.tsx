import { Suspense, useSyncExternalStore } from 'react';
import { lazyPart } from '../../kernel/lazy-part.ts';
import { proofRequest } from './proof-request.ts';

const ProofDialog = lazyPart(async () => (await import('./proof-dialog.tsx')).ProofDialog);

/** The one place where it is asked, above every page and every dialog; its code is fetched when it is. */
export function Proof() {
  const request = useSyncExternalStore(proofRequest.subscribe, proofRequest.now);
  if (request === undefined) return null;
  return (
    <Suspense>
      <ProofDialog onShown={request.shown} onGivenUp={request.givenUp} />
    </Suspense>
  );
}
