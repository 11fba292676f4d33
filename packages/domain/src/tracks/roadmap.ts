/** How many steps a roadmap may have. */
export const roadmapLength = 500;

/** The same ids with one at another place, counted from 0; behind all others where the place is too far. */
export function moved(ids: readonly string[], id: string, position: number): readonly string[] {
  const others = ids.filter((each) => each !== id);
  return others.length === ids.length ? ids : others.toSpliced(position, 0, id);
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

export function progressOf(items: readonly { readonly done: boolean }[]): Progress {
  return { done: items.filter(({ done }) => done).length, of: items.length };
}

/** The first step that is not done; undefined where there is none. */
export function nextStep<Item extends { readonly done: boolean }>(
  items: readonly Item[],
): Item | undefined {
  return items.find(({ done }) => !done);
}
