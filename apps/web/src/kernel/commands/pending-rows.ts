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
 * changed it meanwhile.
 */
export function createPendingRows<Row, T extends Touch>(cache: RowCache<Row, T>) {
  const pending = new Map<string, Pending<Row, T>>();

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
    for (const [id, row] of await cache.read(free)) {
      const changing = pending.get(id);
      if (changing === undefined) cache.show(id, row);
      else changing.stale = true;
    }
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
        else row.base = answer ?? (row.base && done.reduce(cache.change, row.base));
        if (row.touches.size === 0) {
          pending.delete(id);
          if (row.stale) stale.push(id);
        }
        show(id, row);
      }
      // Where it cannot be read, what is shown stands until the connection is back.
      if (stale.length > 0) refresh(stale).catch(() => {});
    },
    /** After something was read past us: what is under way is shown in it too. */
    keep(): void {
      for (const [id, row] of pending) {
        row.base ??= cache.find(id);
        row.stale = true;
        show(id, row);
      }
    },
  };
}

export type PendingRows<Row, T extends Touch> = ReturnType<typeof createPendingRows<Row, T>>;
