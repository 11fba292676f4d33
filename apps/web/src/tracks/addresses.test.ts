import { expect, it } from 'vitest';
import { catalogueSearch, trackSearch } from './addresses.ts';

it.each([
  [{ archived: true }, { archived: true }],
  [{ archived: 'true' }, { archived: true }],
  [{ archived: 'yes', other: 1 }, {}],
])('the catalogue reads %o as %o', (search, read) => {
  expect(catalogueSearch(search)).toEqual(read);
});

it.each([
  [
    { tab: 'practice', message: 'm' },
    { tab: 'practice', message: 'm' },
  ],
  [{ tab: 'lecture', message: 5 }, {}],
])('a track reads %o as %o', (search, read) => {
  expect(trackSearch(search)).toEqual(read);
});
