import type { Change } from '@atelier/domain/kernel/change.ts';
import type { Knex } from 'knex';

/** The one channel that all areas share. */
export const changesChannel = 'atelier_changes';

/** NOTIFY carries under 8,000 bytes; more ids than this become "anything". */
const maxIds = 100;
const gatherMs = 25;

/**
 * Tells every process about changes, gathered over 25 ms into one NOTIFY for each area. It is sent
 * after the commit and outside of it, because a commit with a NOTIFY in it holds a lock that all other
 * such commits wait for (ADR 0006). A process killed in between tells nothing; its tabs reconnect, and
 * read anew when they do.
 */
export function createNotifier(db: Knex) {
  const gathered = new Map<string, Set<string> | null>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    timer = undefined;
    const changes = [...gathered];
    gathered.clear();
    for (const [area, ids] of changes) {
      const change: Change = { area, ids: ids && [...ids] };
      await db
        .raw('SELECT pg_notify(?, ?)', [changesChannel, JSON.stringify(change)])
        .catch(() => {});
    }
  };
  return {
    notify({ area, ids }: Change): void {
      const known = gathered.get(area);
      const all = ids === null || known === null ? null : new Set([...(known ?? []), ...ids]);
      gathered.set(area, all !== null && all.size > maxIds ? null : all);
      if (timer === undefined) timer = setTimeout(flush, gatherMs);
    },
    /** Sends what is gathered; call it before the pool is closed. */
    flush,
  };
}

export type Notifier = ReturnType<typeof createNotifier>;
