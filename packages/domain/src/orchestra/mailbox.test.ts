import { expect, test } from 'vitest';
import { isInMailbox, readMailbox } from './mailbox.ts';

test.each([
  ['Orders@Shop.Test ', { name: 'orders', domain: 'shop.test' }],
  ['*@shop.test', { name: null, domain: 'shop.test' }],
  ['orders+7@localhost', { name: 'orders+7', domain: 'localhost' }],
])('%s is a mailbox', (written, mailbox) => {
  expect(readMailbox(written)).toEqual(mailbox);
});

test.each(['shop.test', '@shop.test', 'a@', 'a@b@c', 'or*@shop.test', 'a b@shop.test', 'a@.test'])(
  '%s is none',
  (written) => {
    expect(readMailbox(written)).toBeNull();
  },
);

test('letters are in the mailbox of their recipient, and in that of the domain', () => {
  const all = { name: null, domain: 'shop.test' };
  const own = { name: 'orders', domain: 'shop.test' };
  for (const recipient of ['orders@shop.test', 'Orders+7@SHOP.test']) {
    expect(isInMailbox(all, recipient)).toBe(true);
    expect(isInMailbox(own, recipient)).toBe(true);
  }
  expect(isInMailbox(own, 'ordersx@shop.test')).toBe(false);
  expect(isInMailbox(all, 'orders@not-shop.test')).toBe(false);
  expect(isInMailbox(all, 'orders@sub.shop.test')).toBe(false);
});
