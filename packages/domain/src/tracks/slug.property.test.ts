import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlug, slugLength, slugOf, slugPattern } from './slug.ts';

test.each([
  ['SQL from the start', 'sql-from-the-start'],
  ['Как читать чужой код?', 'kak-chitat-chuzhoy-kod'],
  ['Щётка & ёжик', 'shchyotka-yozhik'],
  ['Café – déjà vu', 'cafe-deja-vu'],
  ['漢字', 'track'],
  ['—', 'track'],
])('the slug of %s is %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test('any title gives a slug, and any slug a free one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(30), (title, others) => {
      const slug = slugOf(title);
      expect(slug).toMatch(slugPattern);
      expect(slug.length).toBeLessThanOrEqual(slugLength);
      const taken = new Set<string>();
      for (let count = 0; count <= others; count += 1) {
        const free = freeSlug(slug, taken);
        expect(taken.has(free)).toBe(false);
        expect(free).toMatch(slugPattern);
        expect(free.length).toBeLessThanOrEqual(slugLength);
        taken.add(free);
      }
    }),
  );
});
