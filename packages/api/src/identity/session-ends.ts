import type { Change } from '@atelier/domain/kernel/change.ts';

/** So often it is looked whether a session is still good, should no notice of its end have arrived. */
const lookMs = 30_000;

interface Watched {
  /** Null for a token. */
  readonly sessionId: string | null;
  readonly isOver: () => Promise<boolean>;
  readonly controller: AbortController;
}

/** Ends what goes on for long, such as an open stream, together with what its caller signed in with. */
export function createSessionEnds() {
  const watched = new Set<Watched>();
  const look = async (of: Iterable<Watched>) => {
    for (const one of [...of]) {
      // Where it cannot be asked, nothing is known to have ended.
      if (await one.isOver().catch(() => false)) one.controller.abort();
    }
  };
  const timer = setInterval(() => void look(watched), lookMs).unref();

  return {
    /** A signal that follows `signal`, and is aborted as well when it is over. */
    follow(
      signal: AbortSignal,
      sessionId: string | null,
      isOver: () => Promise<boolean>,
    ): AbortSignal {
      const one = { sessionId, isOver, controller: new AbortController() };
      watched.add(one);
      const stop = () => {
        watched.delete(one);
        one.controller.abort();
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      return one.controller.signal;
    },
    changed({ area, entity, ids }: Change): void {
      if (area !== 'identity' || entity === 'setting') return;
      const isOfThese = ({ sessionId }: Watched) => sessionId !== null && ids?.includes(sessionId);
      void look(entity === 'session' && ids !== null ? [...watched].filter(isOfThese) : watched);
    },
    /** What ended may not have been heard: all are looked at. */
    hearing(isSo: boolean): void {
      if (isSo) void look(watched);
    },
    close: () => clearInterval(timer),
  };
}

export type SessionEnds = ReturnType<typeof createSessionEnds>;
