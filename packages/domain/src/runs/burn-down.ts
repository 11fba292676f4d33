import type { BurnDownDay } from './execution-types.ts';

/** How many of so many items were left at the end of each day on which some got their result. */
export function burnDown(
  items: number,
  recorded: readonly { readonly day: string; readonly count: number }[],
): readonly BurnDownDay[] {
  let open = items;
  return recorded
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
    .map(({ day, count }) => {
      open -= count;
      return { day, open };
    });
}
