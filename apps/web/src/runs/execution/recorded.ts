import {
  patchedResult,
  type ResultContent,
  type ResultPatch,
} from '@atelier/domain/runs/result.ts';

/** Something that somebody recorded of items and that the server has not answered yet. Data, so that it outlives the page. */
export interface Recorded {
  /** The command's idempotency key. */
  readonly key: string;
  /** Sorts as it was recorded. */
  readonly at: string;
  readonly runId: string;
  /** `revision`: of the result that was seen; null on top of what was recorded here before. */
  readonly items: readonly { readonly itemId: string; readonly revision: number | null }[];
  readonly patch: ResultPatch;
  /** Why the server did not take it; whoever recorded it decides what becomes of it. */
  readonly refusal?: Refusal;
}

export interface Refusal {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What is shown of a result with what was recorded on top of it. */
export function withRecorded(
  result: ResultContent | null,
  recorded: readonly Recorded[],
): ResultContent | null {
  return recorded.reduce<ResultContent | null>(
    (now, { patch }) => patchedResult(now, patch),
    result,
  );
}

/** Whether an entry is about an item. */
export function isOf({ items }: Recorded, itemId: string): boolean {
  return items.some((item) => item.itemId === itemId);
}

/** The first that can be sent: not refused, and not on top of one of its items that was. */
export function nextToSend(queue: readonly Recorded[]): Recorded | undefined {
  const blocked = new Set<string>();
  for (const entry of queue) {
    const isFree =
      entry.refusal === undefined && !entry.items.some(({ itemId }) => blocked.has(itemId));
    if (isFree) return entry;
    for (const { itemId } of entry.items) blocked.add(itemId);
  }
  return undefined;
}

/** The queue after an entry was answered: what was recorded on top of it knows now on top of which revision. */
export function answered(
  queue: readonly Recorded[],
  key: string,
  revisions: ReadonlyMap<string, number>,
): readonly Recorded[] {
  const told = new Set<string>();
  return queue
    .filter((entry) => entry.key !== key)
    .map((entry) => {
      const items = entry.items.map((item) => {
        const revision = revisions.get(item.itemId);
        if (item.revision !== null || revision === undefined || told.has(item.itemId)) return item;
        told.add(item.itemId);
        return { ...item, revision };
      });
      return items.some((item, place) => item !== entry.items[place]) ? { ...entry, items } : entry;
    });
}

/** What was recorded of an item once more, on top of what is there now, under keys of its own. */
export function onTopOf(
  queue: readonly Recorded[],
  itemId: string,
  revision: number,
  newKey: () => string,
): readonly Recorded[] {
  let isFirst = true;
  return queue.map((entry) => {
    if (!isOf(entry, itemId)) return entry;
    const { refusal: _, ...again } = entry;
    const items = entry.items.map((item) =>
      item.itemId === itemId ? { itemId, revision: isFirst ? revision : null } : item,
    );
    isFirst = false;
    return { ...again, key: newKey(), items };
  });
}

/** One entry for each item of several: so that one that is refused holds up no other. */
export function apart(entry: Recorded, newKey: () => string): readonly Recorded[] {
  return entry.items.map((item, place) => ({
    ...entry,
    key: newKey(),
    at: `${entry.at}.${String(place).padStart(4, '0')}`,
    items: [item],
  }));
}
