import type { Knex } from 'knex';

/** A session that holds what another one waits for. */
export interface Blocker {
  readonly pid: number;
  readonly application: string;
  readonly user: string;
}

export interface BlockerWatch {
  /** Who was last seen in the way. */
  readonly seen: readonly Blocker[];
  stop(): Promise<void>;
}

const everyMs = 250;

/** Looks from another connection, again and again, at who blocks the session with this process id. */
export function watchBlockers(
  db: Knex,
  pid: number,
  onSeen: (blockers: readonly Blocker[]) => void = () => {},
): BlockerWatch {
  let seen: readonly Blocker[] = [];
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    // What cannot be seen now may be seen next time; the migration itself reports a lost database.
    const found = await blockersOf(db, pid).catch(() => []);
    if (found.length > 0 && !sameSessions(found, seen)) onSeen(found);
    if (found.length > 0) seen = found;
    if (!stopped) timer = setTimeout(next, everyMs);
  }
  function next(): void {
    looking = look();
  }
  timer = setTimeout(next, everyMs);

  return {
    get seen() {
      return seen;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

async function blockersOf(db: Knex, pid: number): Promise<readonly Blocker[]> {
  const { rows } = await db.raw<{ rows: Blocker[] }>(
    `SELECT pid, coalesce(application_name, '') AS application, coalesce(usename, '') AS "user"
     FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids(?)) ORDER BY pid`,
    [pid],
  );
  return rows;
}

function sameSessions(one: readonly Blocker[], other: readonly Blocker[]): boolean {
  return one.length === other.length && one.every(({ pid }, place) => pid === other[place]?.pid);
}
