import type { Touch } from './command.ts';

/** The rows of an area, wherever the query cache holds them. */
export interface RowCache<Row, T extends Touch> {
  /** One of them, undefined where it is not held. */
  readonly find: (id: string) => Row | undefined;
  /** Puts a row wherever it is held. */
  readonly show: (id: string, row: Row) => void;
  /** What a command makes of a row; the row itself where the server would refuse it. */
  readonly change: (row: Row, touch: T) => Row;
  /** Reads rows anew. */
  readonly read: (ids: readonly string[]) => Promise<readonly (readonly [string, Row])[]>;
}

/** So many answered rows are remembered; a read takes no longer than that many commands. */
const keptAnswers = 200;

interface Pending<Row, T> {
  /** What the server had, without what is under way. */
  base: Row | undefined;
  /** By the key of the command, in the order in which they were given. */
  readonly touches: Map<string, readonly T[]>;
  /** Whether others changed it meanwhile, or may have. */
  stale: boolean;
}

/**
 * Shows what commands do before they are answered. While one is under way for a row, nothing that is read
 * replaces what is shown: neither an outdated answer nor somebody else's change makes the row jump. When
 * the last command is answered, the row becomes what the server says, and is read again if others may have
 * changed it meanwhile. What was asked for before that answer and comes after it is outdated as well.
 */
export function createPendingRows<Row, T extends Touch>(cache: RowCache<Row, T>) {
  const pending = new Map<string, Pending<Row, T>>();
  /** The latest rows that the server answered, oldest first, and when. */
  const answers = new Map<string, { readonly row: Row; readonly at: number }>();
  let clock = 0;

  const show = (id: string, { base, touches }: Pending<Row, T>) => {
    if (base === undefined) return;
    cache.show(id, [...touches.values()].flat().reduce(cache.change, base));
  };

  /** Reads rows anew and shows them, save those that are being changed here. */
  const refresh = async (ids: readonly string[]): Promise<void> => {
    const free = ids.filter((id) => {
      const row = pending.get(id);
      if (row !== undefined) row.stale = true;
      return row === undefined;
    });
    if (free.length === 0) return;
    const asked = clock;
    const outdated: string[] = [];
    for (const [id, row] of await cache.read(free)) {
      const changing = pending.get(id);
      if (changing !== undefined) changing.stale = true;
      else if (isOutdated(id, asked)) outdated.push(id);
      else cache.show(id, row);
    }
    if (outdated.length > 0) await refresh(outdated);
  };

  const isOutdated = (id: string, asked: number) => (answers.get(id)?.at ?? 0) > asked;

  const noteAnswer = (id: string, row: Row) => {
    clock += 1;
    answers.delete(id);
    answers.set(id, { row, at: clock });
    const [oldest] = answers.keys();
    if (answers.size > keptAnswers && oldest !== undefined) answers.delete(oldest);
  };

  return {
    refresh,
    begin(key: string, touches: readonly T[]): void {
      for (const touch of touches) {
        const { id } = touch;
        const row = pending.get(id) ?? { base: cache.find(id), touches: new Map(), stale: false };
        row.touches.set(key, [...(row.touches.get(key) ?? []), touch]);
        pending.set(id, row);
        show(id, row);
      }
    },
    /**
     * A command is over.
     *
     * @param answered rows as the server answered them; undefined when it was not done
     */
    end(key: string, touches: readonly T[], answered: ReadonlyMap<string, Row> | undefined): void {
      const stale: string[] = [];
      for (const id of new Set(touches.map((touch) => touch.id))) {
        const row = pending.get(id);
        if (row === undefined) continue;
        const done = row.touches.get(key) ?? [];
        row.touches.delete(key);
        const answer = answered?.get(id);
        if (answered === undefined) row.stale = true;
        else {
          row.base = answer ?? (row.base && done.reduce(cache.change, row.base));
          if (row.base !== undefined) noteAnswer(id, row.base);
        }
        if (row.touches.size === 0) {
          pending.delete(id);
          if (row.stale) stale.push(id);
        }
        show(id, row);
      }
      // Where it cannot be read, what is shown stands until the connection is back.
      if (stale.length > 0) refresh(stale).catch(() => {});
    },
    /** The time, for {@link keep}. */
    now: () => clock,
    /**
     * After something was read past us: what is under way is shown in it too, and what was answered since it
     * was asked for.
     *
     * @param asked when that was
     */
    keep(asked: number): void {
      for (const [id, row] of pending) {
        row.base ??= cache.find(id);
        row.stale = true;
        show(id, row);
      }
      const outdated = [...answers].filter(([id, { at }]) => at > asked && !pending.has(id));
      for (const [id, { row }] of outdated) cache.show(id, row);
      if (outdated.length > 0) refresh(outdated.map(([id]) => id)).catch(() => {});
    },
  };
}

export type PendingRows<Row, T extends Touch> = ReturnType<typeof createPendingRows<Row, T>>;
