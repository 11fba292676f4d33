import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { Client } from 'pg';

/** The one channel that all areas share. */
const channel = 'atelier_changes';

/** What changed: rows with these ids, or `ids` null for anything in the area. */
export interface Change {
  readonly area: string;
  readonly ids: readonly string[] | null;
}

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
      await db.raw('SELECT pg_notify(?, ?)', [channel, JSON.stringify(change)]).catch(() => {});
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

export interface ListenOptions {
  readonly connectionString: string;
  readonly onChange: (change: Change) => void;
  /** The connection stands again after it was lost: changes in between were missed. */
  readonly onReconnect: () => void;
}

/** Listens on one connection of its own for as long as the process lives, and reconnects by itself. */
export function listen({ connectionString, onChange, onReconnect }: ListenOptions) {
  let closed = false;
  let connectedBefore = false;
  let client: Client | undefined;

  /** Listens until the connection is lost. */
  const listenOnce = async (): Promise<void> => {
    const next = new Client({
      connectionString,
      application_name: 'atelier listener',
      keepAlive: true,
    });
    const lost = new Promise<void>((resolve) => {
      next.on('error', () => resolve());
      next.on('end', () => resolve());
    });
    next.on('notification', ({ payload }) => onChange(JSON.parse(payload ?? '')));
    client = next;
    await next.connect();
    await next.query(`LISTEN ${channel}`);
    if (connectedBefore) onReconnect();
    connectedBefore = true;
    await lost;
  };
  const run = async () => {
    while (!closed) {
      await listenOnce().catch(() => {});
      await client?.end().catch(() => {});
      if (!closed) await sleep(250);
    }
  };
  const done = run();
  return {
    async close(): Promise<void> {
      closed = true;
      await client?.end().catch(() => {});
      await done;
    },
  };
}
