import type { KeyboardEvent } from 'react';
import type { Selection } from '../grid/use-selection.ts';
import { ownsKey, shortcutName } from '../shortcuts/shortcut.ts';

interface Options<Row extends { readonly id: string }> {
  readonly rows: readonly Row[];
  readonly activeIndex: number;
  readonly goTo: (index: number) => void;
  /** Null where rows cannot be chosen. */
  readonly selection: Selection<Row> | null;
}

const page = 10;

/** The keys of a grid: they act on its active row while the focus is in the grid. */
export function useGridNavigation<Row extends { readonly id: string }>(options: Options<Row>) {
  const { rows, activeIndex, goTo, selection } = options;
  const last = rows.length - 1;
  const places: Readonly<Record<string, number>> = {
    ArrowDown: activeIndex + 1,
    ArrowUp: activeIndex - 1,
    PageDown: activeIndex + page,
    PageUp: activeIndex - page,
    Home: 0,
    End: last,
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target, shiftKey, nativeEvent } = event;
    const name = shortcutName(nativeEvent);
    if (event.defaultPrevented || ownsKey(target, name) || !(target instanceof HTMLElement)) return;
    const isRow = target.dataset.index !== undefined;
    const place = Object.hasOwn(places, name) ? places[name] : undefined;
    if (place !== undefined) {
      // From the heads, every key that moves comes to the active row itself.
      const isInBody = target.closest('[data-index]') !== null;
      const next = isInBody ? Math.min(Math.max(place, 0), last) : activeIndex;
      const from = rows[activeIndex];
      const to = rows[next];
      if (shiftKey && selection !== null && from !== undefined && to !== undefined) {
        if (!selection.ids.has(from.id)) selection.toggle(from.id, false);
        selection.toggle(to.id, true);
      }
      goTo(next);
    } else if (name === ' ' && isRow && selection !== null) {
      const row = rows[activeIndex];
      if (row !== undefined) selection.toggle(row.id, shiftKey);
    } else if (name === 'Enter' && isRow) {
      target.querySelector<HTMLElement>('[data-opens]')?.click();
    } else if (name === 'mod+a' && selection !== null) {
      selection.selectAll();
    } else if (name === 'Escape' && selection !== null && selection.ids.size > 0) {
      selection.clear();
    } else return;
    event.preventDefault();
  };
}
