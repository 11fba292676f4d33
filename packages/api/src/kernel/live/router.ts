import { procedure, router } from '../trpc/procedure.ts';

export const liveRouter = router({
  /** What changes from now on, in any area. The first event says "missed", so that a page that
   * reconnects reads anew without having to know that it did; or "interrupted", and "missed" later. */
  changes: procedure('public').subscription(async function* ({ ctx, signal }) {
    const ended = signal ?? new AbortController().signal;
    const events = ctx.live.subscribe(ended);
    yield ctx.live.opening();
    yield* events;
  }),
});
