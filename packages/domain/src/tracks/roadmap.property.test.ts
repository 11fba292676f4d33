import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moved, nextStep, progressOf } from './roadmap.ts';

test('what is moved stands at its place, and the others keep their order', () => {
  const someIds = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(someIds, fc.nat(), fc.nat(60), (ids, which, position) => {
      const id = ids[which % ids.length] ?? '';
      const after = moved(ids, id, position);
      expect(after.indexOf(id)).toBe(Math.min(position, ids.length - 1));
      expect(after.filter((each) => each !== id)).toEqual(ids.filter((each) => each !== id));
      expect(moved(after, id, ids.indexOf(id))).toEqual(ids);
    }),
  );
});

test('an unknown id moves nothing', () => {
  expect(moved(['a', 'b'], 'c', 0)).toEqual(['a', 'b']);
});

test('the next step is the first that is not done', () => {
  const [one, two, three] = [{ done: true }, { done: false }, { done: true }];
  expect(nextStep([one, two, three])).toBe(two);
  expect(progressOf([one, two, three])).toEqual({ done: 2, of: 3 });
  expect(nextStep([one, three])).toBeUndefined();
});
