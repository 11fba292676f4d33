import { expect, test } from 'vitest';
import { meantName } from './meant-name.ts';

const names = ['20260101_shop', '20260102_shop', '20260102_shop_goods', 'tracks'];

test.each([
  ['20260101', '20260101_shop'],
  ['t', 'tracks'],
  ['20260102_shop_', '20260102_shop_goods'],
  // Whole, although another one begins with it.
  ['20260102_shop', '20260102_shop'],
  ['shop', undefined],
  ['', undefined],
])('%s means %s', (typed, meant) => expect(meantName(names, typed)).toBe(meant));

test('several that begin so are named', () => {
  expect(() => meantName(names, '20260102')).toThrow(
    expect.objectContaining({
      code: 'ERR_NAME_AMBIGUOUS',
      params: { name: '20260102', candidates: '20260102_shop, 20260102_shop_goods' },
    }),
  );
  const many = Array.from({ length: 13 }, (_, place) => `goods_${place}`);
  expect(() => meantName(many, 'goods')).toThrow(
    expect.objectContaining({
      params: { name: 'goods', candidates: expect.stringMatching(/goods_9, and 3 more$/) },
    }),
  );
});
