import fc from 'fast-check';
import { expect, it } from 'vitest';
import { earlierOrders } from './earlier-orders.ts';

const runs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.string({ maxLength: 3 })), { maxLength: 5 })
  .map((items) =>
    items.map(([position, key], place) => ({ id: `${place}`, key, position, parameterRow: null })),
  );
type Item = { readonly id: string; readonly position: number };
const idsOf = (items: readonly Item[]) => items.map(({ id }) => id).join();

it('has the same items in every order, by their positions', () => {
  fc.assert(
    fc.property(runs, (items) => {
      for (const order of earlierOrders(items)) {
        expect(idsOf(order.toSorted((a, b) => Number(a.id) - Number(b.id)))).toBe(idsOf(items));
        expect(order).toEqual(order.toSorted((a, b) => a.position - b.position));
      }
    }),
  );
});

it('comes to every order of items at one position', () => {
  fc.assert(
    fc.property(
      runs.chain((items) =>
        fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
      ),
      ([items, shuffled]) => {
        const wanted = idsOf(shuffled.toSorted((a, b) => a.position - b.position));
        expect([...earlierOrders(items)].map(idsOf)).toContain(wanted);
      },
    ),
  );
});

it('tries one that was moved before it tries everything', () => {
  const items = Array.from({ length: 12 }, (_, place) => ({
    ...{ id: `${place}`, key: `C${place}`, position: 0, parameterRow: null },
  }));
  const [moved, ...others] = items;
  const wanted = idsOf([...others, ...(moved ? [moved] : [])]);
  let tries = 0;
  for (const order of earlierOrders(items)) {
    tries += 1;
    if (idsOf(order) === wanted) break;
  }
  expect(tries).toBeLessThan(12 * 12);
});
