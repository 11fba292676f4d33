import type { ServerResponse } from 'node:http';

/** Nobody waits for the answer any more. No refusal: nothing keeps it, and nobody reads it. */
export class ClientDisconnected extends Error {}

/** Aborted, with a {@link ClientDisconnected}, when whoever asked hangs up before the answer is given. */
export function abortOnDisconnect(answer: ServerResponse): AbortSignal {
  const left = new AbortController();
  const look = () => {
    if (!answer.writableEnded) left.abort(new ClientDisconnected('the client left'));
  };
  if (answer.destroyed) look();
  else answer.once('close', look);
  return left.signal;
}
