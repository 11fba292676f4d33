import type { Change } from '@atelier/domain/kernel/change.ts';
import type { Knex } from 'knex';

/** The one channel that all areas share. */
export const changesChannel = 'atelier_changes';

/** NOTIFY carries under 8,000 bytes; more ids than this become "anything". */
const maxIds = 100;
const gatherMs = 25;

/**
 * Tells every process about changes, gathered over 25 ms into one NOTIFY for each entity. It is sent
 * after the commit and outside of it, because a commit with a NOTIFY in it holds a lock that all other
 * such commits wait for (ADR 0006). A process killed in between tells nothing; its tabs reconnect, and
 * read anew when they do.
 */
export function createNotifier(db: Knex) {
  const gathered = new Map<string, Change>();
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();
  const send = async () => {
    const changes = [...gathered.values()];
    gathered.clear();
    for (const change of changes) {
      await db
        .raw('SELECT pg_notify(?, ?)', [changesChannel, JSON.stringify(change)])
        .catch(() => {});
    }
  };
  /** Sends what is gathered, behind what is being sent; call it before the pool is closed. */
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending = sending.then(send);
    return sending;
  };
  return {
    notify({ area, entity, ids }: Change): void {
      const subject = `${area}.${entity}`;
      const known = gathered.get(subject);
      const all = joined(known === undefined ? [] : known.ids, ids);
      gathered.set(subject, { area, entity, ids: all });
      timer ??= setTimeout(flush, gatherMs);
    },
    flush,
  };
}

/** Either's ids, each once; null where one means anything, or they are too many. */
function joined(some: Change['ids'], others: Change['ids']): Change['ids'] {
  if (some === null || others === null) return null;
  const all = new Set([...some, ...others]);
  return all.size > maxIds ? null : [...all];
}

export type Notifier = ReturnType<typeof createNotifier>;
