import type { RunItem } from '../types.ts';

type Placed = Pick<RunItem, 'id' | 'key' | 'position' | 'parameterRow'>;

/**
 * Orders in which the items of a run may have stood before their cases were moved in the library, the likeliest
 * first: items at one position stood as the library had them. Nobody wrote that down, but whoever has the hash of
 * what was signed can tell which it was. There may be very many: whoever asks takes as many as there is time for.
 *
 * @param items in the order of the library of now
 */
export function* earlierOrders<Item extends Placed>(
  items: readonly Item[],
): Generator<readonly Item[]> {
  const groups = tied(items);
  // A library in which nothing was ever moved goes by its keys.
  yield groups.flatMap((group) => group.toSorted(byKey));
  yield* withOneMoved(groups);
  yield* inEveryOrder(groups);
}

/** Items at the same position, by positions. */
function tied<Item extends Placed>(items: readonly Item[]): readonly (readonly Item[])[] {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const group = groups.get(item.position) ?? [];
    groups.set(item.position, group);
    group.push(item);
  }
  return [...groups].sort(([one], [other]) => one - other).map(([, group]) => group);
}

function byKey(one: Placed, other: Placed): number {
  return (
    compared(one.key, other.key) ||
    (one.parameterRow ?? -1) - (other.parameterRow ?? -1) ||
    compared(one.id, other.id)
  );
}

const compared = (one: string, other: string) => Number(one > other) - Number(one < other);

function* withOneMoved<Item>(groups: readonly (readonly Item[])[]): Generator<readonly Item[]> {
  for (const [place, group] of groups.entries()) {
    for (const [from, item] of group.entries()) {
      const others = group.toSpliced(from, 1);
      for (let to = 0; to < group.length; to += 1) {
        if (to !== from) yield groups.with(place, others.toSpliced(to, 0, item)).flat();
      }
    }
  }
}

function* inEveryOrder<Item>(groups: readonly (readonly Item[])[]): Generator<readonly Item[]> {
  const orders = groups.map((group) => [...group.keys()]);
  do {
    yield groups.flatMap((group, place) =>
      (orders[place] ?? []).flatMap((at) => group.slice(at, at + 1)),
    );
  } while (orders.some(toNextOrder));
}

/** Makes it the next order by size; false where there is none, and it is the first one again. */
function toNextOrder(order: number[]): boolean {
  const at = order.findLastIndex((one, place) => one < (order[place + 1] ?? -1));
  if (at === -1) {
    order.reverse();
    return false;
  }
  const one = order[at] ?? 0;
  const other = order.findLastIndex((each) => each > one);
  order.splice(at, 1, ...order.splice(other, 1, one));
  order.push(...order.splice(at + 1).reverse());
  return true;
}
