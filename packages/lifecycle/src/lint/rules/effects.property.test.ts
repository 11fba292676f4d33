import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectsOf, madeAgain, spelling } from './effects.ts';
import { goods, now, price, priceCheck, priceIndex, state } from './observed-fixture.ts';
import type { SchemaObject, SchemaState } from './schema-state.ts';

const all = () => true;
const nothing = { dropped: [], renamed: [], rewritten: [], madeNotNull: [] };

/** Tables with their columns; ids and names of their own. */
const schema: fc.Arbitrary<readonly SchemaObject[]> = fc
  .array(fc.record({ columns: fc.nat(3), file: fc.nat(5) }), { maxLength: 4 })
  .map((tables) =>
    tables.flatMap(({ columns, file }, place) => [
      { ...goods, id: `t${place}`, name: `public.t${place}`, file },
      ...Array.from({ length: columns }, (_, column) => ({
        ...price,
        id: `t${place}.${column}`,
        name: `public.t${place}.c${column}`,
        parents: [`t${place}`],
      })),
    ]),
  );

const without = ({ objects }: SchemaState, gone: ReadonlySet<string>): SchemaState =>
  state(
    ...[...objects.values()].filter(
      ({ id, parents }) => !gone.has(id) && !parents.some((parent) => gone.has(parent)),
    ),
  );

describe('what a statement did', () => {
  test('nothing, where both states are the same', () => {
    fc.assert(
      fc.property(schema, (objects) => {
        expect(effectsOf(all, state(...objects), state(...objects))).toEqual(nothing);
      }),
    );
  });

  test('what is dropped is told, but not what goes with its parent, and nothing that is not meant', () => {
    fc.assert(
      fc.property(schema, fc.infiniteStream(fc.boolean()), (objects, choice) => {
        const gone = new Set(objects.filter(() => choice.next().value).map(({ id }) => id));
        const before = state(...objects);
        const after = without(before, gone);
        const expected = objects.filter(
          ({ id, parents }) => gone.has(id) && !parents.some((parent) => gone.has(parent)),
        );
        expect(effectsOf(all, before, after)).toEqual({ ...nothing, dropped: expected });
        expect(effectsOf((id) => !gone.has(id), before, after).dropped).toEqual(
          // What nobody meant says nothing of its parts, which are meant.
          objects.filter(
            ({ id, parents }) => !gone.has(id) && parents.some((parent) => gone.has(parent)),
          ),
        );
      }),
    );
  });

  test('a new file is a rewrite, but none from or to no file at all', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), (one, other) => {
        const { rewritten } = effectsOf(
          all,
          state({ ...goods, file: one }),
          state({ ...goods, file: other }),
        );
        expect(rewritten.length > 0).toBe(one !== other && one * other !== 0);
      }),
    );
  });

  test('a table that is renamed is told once, without its columns', () => {
    const renamed = { ...goods, name: 'public.wares' };
    const column = { ...price, name: 'public.wares.price' };
    expect(effectsOf(all, state(goods, price), state(renamed, column))).toEqual({
      ...nothing,
      renamed: [{ from: goods, to: renamed }],
    });
  });

  test('a column that becomes NOT NULL is told, one that ceases to be is not', () => {
    const filled = { ...price, notNull: true };
    expect(effectsOf(all, state(price), state(filled)).madeNotNull).toEqual([price]);
    expect(effectsOf(all, state(filled), state(price))).toEqual(nothing);
  });

  test('what PostgreSQL made again under the same name was not dropped; its new file is told', () => {
    const again = { ...priceIndex, id: 'other', file: 9 };
    expect(effectsOf(all, now, state(...[...now.objects.values()].map(swap(again))))).toEqual({
      ...nothing,
      rewritten: [priceIndex],
    });
    // Another kind of that name is another thing.
    const view = { ...again, kind: 'view' };
    expect(
      effectsOf(all, now, state(...[...now.objects.values()].map(swap(view)))).dropped,
    ).toEqual([priceIndex]);
  });
});

const swap =
  (by: SchemaObject) =>
  (object: SchemaObject): SchemaObject =>
    object.id === priceIndex.id ? by : object;

test('what is made again time after time is still known by its first id', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), (times) => {
      const states = Array.from({ length: times + 1 }, (_, time) =>
        state(goods, { ...priceIndex, id: `${time}` }, priceCheck),
      );
      const statements = states.slice(1).map((after, place) => ({
        before: states[place] ?? after,
        after,
      }));
      expect(madeAgain(statements)).toEqual(
        new Map(statements.map((_, place) => [`${place + 1}`, '0'])),
      );
    }),
  );
});

test('an object that is dropped, or new, is not made again', () => {
  expect(madeAgain([{ before: now, after: state(goods) }]).size).toBe(0);
  expect(madeAgain([{ before: state(goods), after: now }]).size).toBe(0);
  expect(spelling(priceIndex)).toBe('index public.goods_price_idx');
});
