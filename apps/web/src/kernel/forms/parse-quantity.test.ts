import { expect, it } from 'vitest';
import { parseQuantity } from './parse-quantity.ts';

it.each([
  ['5', 5],
  [' 10 ', 10],
  ['0', null],
  ['11', null],
  ['1.5', null],
  ['-1', null],
  ['1e1', null],
  ['', null],
  ['9999999999', null],
])('%j is %s', (text, quantity) => {
  expect(parseQuantity(text, { min: 1, max: 10 })).toBe(quantity);
});
