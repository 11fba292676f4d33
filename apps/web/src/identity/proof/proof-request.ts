/** Somebody is asked who they are: what waits for it goes on, or is refused. */
interface ProofRequest {
  readonly shown: () => void;
  readonly givenUp: () => void;
}

const listeners = new Set<() => void>();
let request: ProofRequest | undefined;
let asking: Promise<void> | undefined;

function set(next: ProofRequest | undefined): void {
  request = next;
  for (const listener of listeners) listener();
}

/** Resolves when whoever is here has shown who they are, rejects when they would not; asked once at a time. */
export function askForProof(): Promise<void> {
  asking ??= new Promise<void>((resolve, reject) => {
    set({ shown: resolve, givenUp: () => reject(new Error('nobody showed who they are')) });
  }).finally(() => {
    asking = undefined;
    set(undefined);
  });
  return asking;
}

/** What is asked at the moment; undefined for nothing. */
export const proofRequest = {
  now: () => request,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
