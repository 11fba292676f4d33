import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Place } from './place.ts';
import type { ShownItem } from './shown-items.ts';

/** Where in a run somebody is. */
export interface PlaceControl {
  /** Null in a run without items. */
  readonly here: Place | null;
  /** The item that has the keys. */
  readonly current: ShownItem | undefined;
  /** To somewhere else, by a key: the focus follows. */
  readonly goTo: (place: Place | undefined) => void;
  /** Where the focus has gone by itself. */
  readonly setPlace: (place: Place) => void;
}

/** @param wanted the item that the address names */
export function usePlace(all: readonly ShownItem[], wanted: string | undefined): PlaceControl {
  const [place, setPlace] = useState<Place | null>(null);
  const first = all.find(({ item }) => item.id === wanted) ?? all[0];
  const firstId = first?.item.id;
  const begin = useMemo(
    () => (firstId === undefined ? null : { itemId: firstId, step: null }),
    [firstId],
  );
  const here = place ?? begin;
  const focus = useFocus(here);
  const goTo = useCallback(
    (next: Place | undefined) => {
      if (next === undefined) return;
      setPlace(next);
      focus();
    },
    [focus],
  );
  return { here, current: all.find(({ item }) => item.id === here?.itemId), goTo, setPlace };
}

/** Has the focus follow the keys: to the row, or to the step, as soon as it is there. */
function useFocus(here: Place | null): () => void {
  const isWanted = useRef(false);
  useLayoutEffect(() => {
    if (!isWanted.current || here === null) return;
    const { itemId, step } = here;
    const where = step === null ? `[data-row="${itemId}"]` : `[data-step="${step}"]`;
    const element = document.querySelector<HTMLElement>(where);
    if (element === null) return;
    isWanted.current = false;
    element.focus({ preventScroll: step === null });
  });
  return useCallback(() => {
    isWanted.current = true;
  }, []);
}
