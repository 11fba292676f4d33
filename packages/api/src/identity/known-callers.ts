import type { Actor } from '@atelier/domain/identity/actor.ts';
import type { Proof } from '@atelier/domain/identity/proof.ts';
import type { Change } from '@atelier/domain/kernel/change.ts';

/** Who was found behind a token or a device. */
export interface KnownCaller {
  readonly actor: Actor;
  readonly sessionId: string | null;
  readonly provedAt: Proof;
}

interface Entry {
  readonly caller: KnownCaller;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** After so long it is looked up again, should no notice of a change have arrived. */
export const keptMs = 5_000;
const keptAtMost = 10_000;

/**
 * Who was found behind tokens of late, so that not each call asks the database. What changes about a user or a
 * session is heard from all processes, and forgets it at once; while nothing is heard, nothing is kept.
 *
 * @param isLasting whether who is found stays so until a change is heard, or an end that was told with it: where
 * nobody signs in, devices do not end, and a page is told that the database is away rather than that nobody knows it
 */
export function createKnownCallers({ isLasting }: { readonly isLasting: boolean }) {
  const entries = new Map<string, Entry>();
  let isHearing = isLasting;
  /** Counts what was forgotten: what was asked before that is not kept. */
  let forgotten = 0;

  return {
    /** Who is behind a key, asked for with `find` where it is not known. */
    async find(
      key: string,
      find: () => Promise<(KnownCaller & { readonly until?: number }) | undefined>,
    ): Promise<KnownCaller | undefined> {
      const known = entries.get(key);
      if (known !== undefined && Date.now() < known.until) return known.caller;
      entries.delete(key);
      const asked = forgotten;
      const found = await find();
      if (found === undefined) return undefined;
      const { until = Number.POSITIVE_INFINITY, ...caller } = found;
      if (isHearing && asked === forgotten) {
        const kept = isLasting ? until : Math.min(until, Date.now() + keptMs);
        entries.set(key, { caller, until: kept });
        const [oldest] = entries.keys();
        if (entries.size > keptAtMost && oldest !== undefined) entries.delete(oldest);
      }
      return caller;
    },
    changed({ area, entity }: Change): void {
      // What somebody set for themselves, or attached, says nothing of who they are.
      if (area !== 'identity' || entity === 'setting' || entity === 'file') return;
      forgotten += 1;
      entries.clear();
    },
    hearing(isSo: boolean): void {
      if (isLasting) return;
      isHearing = isSo;
      forgotten += 1;
      entries.clear();
    },
  };
}

export type KnownCallers = ReturnType<typeof createKnownCallers>;
