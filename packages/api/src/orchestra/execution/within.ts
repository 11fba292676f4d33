/**
 * Does work that is told to stop when its time is up (with a `TimeoutError`), or when the caller's signal says so.
 *
 * With a timer of its own: of `AbortSignal.any` over `AbortSignal.timeout`, Node 20 may collect the latter before its
 * time, and nobody would ever be told.
 */
export async function within<Result>(
  outer: AbortSignal,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = () => controller.abort(outer.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException('The time is up.', 'TimeoutError')),
    limitMs,
  );
  if (outer.aborted) stop();
  else outer.addEventListener('abort', stop, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  }
}
