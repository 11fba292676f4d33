/** What is left to chance, from one seed: the same seed gives the same choices. */
export function chanceFrom(seed: number) {
  let state = seed >>> 0;
  // The generator "mulberry32".
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (count: number) => Math.floor(next() * count);
  return {
    /** 0 up to but not the count. */
    upTo,
    happens: (share: number) => next() < share,
    oneOf<Item>(items: readonly [Item, ...Item[]]): Item {
      return items[upTo(items.length)] ?? items[0];
    },
  };
}

export type Chance = ReturnType<typeof chanceFrom>;
