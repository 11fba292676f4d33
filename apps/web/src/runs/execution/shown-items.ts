import type { ResultContent } from '@atelier/domain/runs/result.ts';
import type { RunItem } from '@atelier/domain/runs/types.ts';
import { useMemo } from 'react';
import { type Recorded, type Refusal, withRecorded } from './recorded.ts';

/** An item as it is shown: with what was recorded here and is not saved yet. */
export interface ShownItem {
  readonly item: RunItem;
  readonly result: ResultContent | null;
  /** What of it is not saved yet. */
  readonly unsaved: readonly Recorded[];
  /** Why the server did not take what was recorded, where it did not. */
  readonly refusal: Refusal | undefined;
}

const none: readonly Recorded[] = [];
const known = new WeakMap<RunItem, ShownItem>();

/** The items with what is not saved; an item of which nothing changed is the same object as before. */
export function useShownItems(
  items: readonly RunItem[],
  queue: readonly Recorded[],
): readonly ShownItem[] {
  return useMemo(() => {
    const byItem = new Map<string, Recorded[]>();
    for (const entry of queue) {
      for (const { itemId } of entry.items) {
        byItem.set(itemId, [...(byItem.get(itemId) ?? []), entry]);
      }
    }
    return items.map((item) => shownItem(item, byItem.get(item.id) ?? none));
  }, [items, queue]);
}

function shownItem(item: RunItem, unsaved: readonly Recorded[]): ShownItem {
  const before = known.get(item);
  if (before !== undefined && isSame(before.unsaved, unsaved)) return before;
  const refusal = unsaved.find((entry) => entry.refusal)?.refusal;
  const shown = { item, result: withRecorded(item.result, unsaved), unsaved, refusal };
  known.set(item, shown);
  return shown;
}

function isSame(one: readonly Recorded[], other: readonly Recorded[]): boolean {
  return one.length === other.length && one.every((entry, place) => entry === other[place]);
}

/** Which items are shown. */
export const itemFilters = ['all', 'open', 'fail', 'mine', 'unsaved'] as const;
export type ItemFilter = (typeof itemFilters)[number];

export function passes(shown: ShownItem, filter: ItemFilter, myId: string | null): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return shown.result === null;
    case 'fail':
      return shown.result?.status === 'fail';
    case 'mine':
      return shown.item.assignee?.id === myId;
    case 'unsaved':
      return shown.unsaved.length > 0;
  }
}

/** How many items have which result, as it is shown. */
export function countResults(items: readonly ShownItem[]) {
  const counts = { ok: 0, fail: 0, na: 0, open: 0 };
  for (const { result } of items) counts[result?.status ?? 'open'] += 1;
  return counts;
}
