/** A timer that has no end. Times in ISO 8601 or as PostgreSQL writes them; `startedAt` is comparable. */
export interface RunningTimer {
  readonly id: string;
  readonly owner: string;
  /** In milliseconds or any other number that grows with time. */
  readonly startedAt: bigint;
  /** As it is shown and stored. */
  readonly start: string;
}

/** A timer that is to be closed, and when it ended. */
export interface TimerClosing {
  readonly id: string;
  readonly owner: string;
  readonly start: string;
  /** The start of the owner's next timer. */
  readonly end: string;
  /** The timer that began then. */
  readonly nextId: string;
}

/** The rule of {@link closeAllButNewest}, as it is shown to who decides. */
export const closingRule =
  'Of an owner’s running timers the one that was started last goes on. Each other one ends when the ' +
  'owner started the next: a person starts a timer when the work before is over. Of two that were ' +
  'started at the same moment the one with the higher id counts as the later.';

/**
 * Which running timers to close so that each owner has at most one. A timer never ends before it began.
 */
export function closeAllButNewest(timers: readonly RunningTimer[]): readonly TimerClosing[] {
  const inOrder = [...timers].sort(
    (a, b) =>
      compare(a.owner, b.owner) || compare(a.startedAt, b.startedAt) || compareIds(a.id, b.id),
  );
  return inOrder.flatMap((timer, index): TimerClosing[] => {
    const next = inOrder[index + 1];
    if (next === undefined || next.owner !== timer.owner) return [];
    const { id, owner, start } = timer;
    return [{ id, owner, start, end: next.start, nextId: next.id }];
  });
}

/** Numbers by their value, other keys by their text. */
function compareIds(a: string, b: string): number {
  return /^\d+$/.test(a) && /^\d+$/.test(b) ? compare(BigInt(a), BigInt(b)) : compare(a, b);
}

function compare<Value extends string | bigint>(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
