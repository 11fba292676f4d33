import type { Place } from './place.ts';
import type { ShownItem } from './shown-items.ts';

/** Where a key leads from a place: the next step or item, and past the last step to the next item. */
export function nextPlace(
  here: Place,
  current: ShownItem,
  shown: readonly ShownItem[],
  by: 1 | -1,
): Place | undefined {
  if (here.step === null) return itemBeside(current, shown, by);
  const step = here.step + by;
  if (step < 0) return { ...here, step: null };
  if (step < current.item.content.steps.length) return { ...here, step };
  return itemBeside(current, shown, by);
}

function itemBeside(current: ShownItem, shown: readonly ShownItem[], by: 1 | -1) {
  return placeOf(shown[shown.indexOf(current) + by]);
}

/** The next item without a result, from the first on again after the last; undefined where all have one. */
export function nextOpen(
  current: ShownItem | undefined,
  all: readonly ShownItem[],
): Place | undefined {
  const at = current ? all.indexOf(current) : -1;
  const others = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
  return placeOf(others.find(({ result }) => result === null));
}

/** The first step of an item; undefined for one without steps, and for whoever is at a step already. */
export function firstStep(here: Place, current: ShownItem): Place | undefined {
  const hasSteps = current.item.content.steps.length > 0;
  return here.step === null && hasSteps ? { ...here, step: 0 } : undefined;
}

function placeOf(shown: ShownItem | undefined): Place | undefined {
  return shown && { itemId: shown.item.id, step: null };
}
