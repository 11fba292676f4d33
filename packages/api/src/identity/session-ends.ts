import type { Change } from '@atelier/domain/kernel/change.ts';

/** So often it is looked whether a session is still good, should no notice of its end have arrived. */
const lookMs = 30_000;

interface Watched {
  readonly isOver: () => Promise<boolean>;
  readonly controller: AbortController;
}

/** Ends what goes on for long, such as an open stream, together with what its caller signed in with. */
export function createSessionEnds() {
  const watched = new Set<Watched>();
  const look = async () => {
    for (const one of watched) {
      // Where it cannot be asked, nothing is known to have ended.
      if (await one.isOver().catch(() => false)) one.controller.abort();
    }
  };
  const timer = setInterval(look, lookMs).unref();

  return {
    /** A signal that follows `signal`, and is aborted as well when it is over. */
    follow(signal: AbortSignal, isOver: () => Promise<boolean>): AbortSignal {
      const one = { isOver, controller: new AbortController() };
      watched.add(one);
      const stop = () => {
        watched.delete(one);
        one.controller.abort();
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      return one.controller.signal;
    },
    changed({ area }: Change): void {
      if (area === 'identity') void look();
    },
    close: () => clearInterval(timer),
  };
}

export type SessionEnds = ReturnType<typeof createSessionEnds>;
