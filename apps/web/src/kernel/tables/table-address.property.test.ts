import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableAddress } from './table-address.ts';
import { choiceFilter, daysFilter, fits, textFilter } from './table-filters.ts';

const states = ['draft', 'done', 'locked'] as const;
const address = tableAddress({
  sorts: ['at', 'name'],
  sort: '-at',
  filters: { name: textFilter(), state: choiceFilter(states), at: daysFilter() },
});

const words = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const range = fc.oneof(
  day.map((from) => ({ from })),
  day.map((to) => ({ to })),
  fc.tuple(day, day).map(([from, to]) => ({ from, to })),
);
const state = fc.record({
  q: fc.oneof(fc.constant(''), words),
  sort: fc.record({ by: fc.constantFrom('at', 'name'), descending: fc.boolean() }),
  filters: fc.record(
    { name: words, state: fc.subarray([...states], { minLength: 1 }), at: range },
    { requiredKeys: [] },
  ),
  columns: fc.option(fc.subarray(['at', 'name', 'is-it'], { minLength: 1 })),
});

describe('the address of a table', () => {
  it('says all of its state', () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(address.read(address.write(one))).toEqual(one);
      }),
    );
  });

  it('is the same as before when it was read and written', () => {
    const anything = fc.dictionary(
      fc.constantFrom('q', 'sort', 'columns', 'name', 'state', 'at', 'page'),
      fc.oneof(fc.jsonValue(), words, day, fc.constantFrom('-at', 'name', 'done,draft', '..')),
    );
    fc.assert(
      fc.property(anything, (search) => {
        const read = address.read(search);
        expect(address.read(address.write(read))).toEqual(read);
      }),
    );
  });

  it('says nothing of what is as usual', () => {
    expect(address.write(address.usual)).toEqual({});
    expect(address.read({})).toEqual(address.usual);
  });

  it.each([
    { sort: 'salary' },
    { sort: ['at'] },
    { state: 'gone' },
    { at: '2026-02-31..' },
    { at: '..' },
    { at: 'yesterday' },
    { name: '   ' },
    { columns: 'a b' },
    { q: { $ne: 1 } },
  ])('takes the usual for nonsense: %o', (search) => {
    expect(address.read(search)).toEqual(address.usual);
  });

  it('reads what the router made of digits', () => {
    expect(address.read({ q: 40_000, name: true })).toMatchObject({
      q: '40000',
      filters: { name: 'true' },
    });
  });

  it('leaves what is not of the table', () => {
    const next = { ...address.usual, q: 'orc' };
    expect(address.replace({ tab: 'all', sort: 'name', state: 'done' }, next)).toEqual({
      tab: 'all',
      q: 'orc',
    });
  });
});

describe('a filter in the browser', () => {
  const noon = new Date(2026, 2, 5, 12).getTime();
  it.each([
    [textFilter(), 'oRC', 'x', 'The Orcs', true],
    [textFilter(), 'elf', 'x', 'The Orcs', false],
    [choiceFilter(states), ['done', 'locked'], 'done', '', true],
    [choiceFilter(states), ['locked'], 'done', '', false],
    [daysFilter(), { from: '2026-03-05', to: '2026-03-05' }, noon, '', true],
    [daysFilter(), { from: '2026-03-06' }, noon, '', false],
    [daysFilter(), { to: '2026-03-05' }, '2026-03-05', '', true],
    [daysFilter(), { to: '2026-03-04' }, '2026-03-05', '', false],
    [daysFilter(), { from: '2026-03-05' }, null, '', false],
  ])('%o for %o: %o', (filter, wanted, value, text, is) => {
    expect(fits(filter, wanted, value, text)).toBe(is);
  });
});
