/**
 * The modes of table locks, weakest first, and what others cannot do while one is held (PostgreSQL's
 * manual, "Table-Level Locks").
 */
export const lockModes = {
  AccessShareLock: 'DROP and most of ALTER',
  RowShareLock: 'DROP and most of ALTER',
  RowExclusiveLock: 'schema changes, building an index',
  ShareUpdateExclusiveLock: 'schema changes, VACUUM',
  ShareLock: 'writing',
  ShareRowExclusiveLock: 'writing',
  ExclusiveLock: 'writing, SELECT FOR UPDATE',
  AccessExclusiveLock: 'reading and writing',
} as const satisfies Record<string, string>;

export type LockMode = keyof typeof lockModes;

const order = Object.keys(lockModes);

/** A lock as it was seen; `relation` as PostgreSQL writes names. */
export interface SeenLock {
  readonly relation: string;
  readonly mode: LockMode;
}

/** One look at the locks of a session. Times are milliseconds from the begin of the migration. */
export interface LockSample {
  readonly atMs: number;
  readonly locks: readonly SeenLock[];
}

export interface StatementTime {
  readonly startMs: number;
  readonly endMs: number;
}

/** A lock, the statement that took it (counted from 0), and for how long it was held. */
export interface HeldLock extends SeenLock {
  readonly statement: number;
  readonly heldMs: number;
}

/**
 * How long each lock was held, at most: from the sample before the first one that contains it (but no
 * earlier than the start of the statement that took it) to the first sample that no longer contains it.
 *
 * @param samples in order of time, the last one taken after everything was released
 */
export function heldLocks(
  statements: readonly StatementTime[],
  samples: readonly LockSample[],
): readonly HeldLock[] {
  const open = new Map<string, { lock: SeenLock; fromMs: number; statement: number }>();
  const held: HeldLock[] = [];
  let previousMs = 0;
  for (const { atMs, locks } of samples) {
    const seen = new Map(locks.map((lock) => [`${lock.mode} ${lock.relation}`, lock]));
    for (const [key, { lock, fromMs, statement }] of open) {
      if (seen.has(key)) continue;
      held.push({ ...lock, statement, heldMs: atMs - fromMs });
      open.delete(key);
    }
    const statement = Math.max(
      0,
      statements.findLastIndex(({ startMs }) => startMs <= atMs),
    );
    for (const [key, lock] of seen) {
      if (open.has(key)) continue;
      const fromMs = Math.max(previousMs, statements[statement]?.startMs ?? 0);
      open.set(key, { lock, fromMs, statement });
    }
    previousMs = atMs;
  }
  return held.toSorted((one, other) => one.statement - other.statement || byWeight(one, other));
}

/** The strongest lock, and of equal ones the one that was held longest; null without locks. */
export function worstLock(locks: readonly HeldLock[]): HeldLock | null {
  return locks.toSorted(byWeight)[0] ?? null;
}

/** The strongest first, then the longest. */
function byWeight(one: HeldLock, other: HeldLock): number {
  return order.indexOf(other.mode) - order.indexOf(one.mode) || other.heldMs - one.heldMs;
}
