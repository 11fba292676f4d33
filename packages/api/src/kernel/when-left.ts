import type { ServerResponse } from 'node:http';

/** Nobody waits for the answer any more. No refusal: nothing keeps it, and nobody reads it. */
export class Left extends Error {}

/** Aborted, with a {@link Left}, when whoever asked hangs up before the answer is given. */
export function whenLeft(answer: ServerResponse): AbortSignal {
  const left = new AbortController();
  const look = () => {
    if (!answer.writableEnded) left.abort(new Left('the client left'));
  };
  if (answer.destroyed) look();
  else answer.once('close', look);
  return left.signal;
}
