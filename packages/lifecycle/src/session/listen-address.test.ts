import { expect, test } from 'vitest';
import { listenAddress } from './listen-address.ts';

test.each([
  ['127.0.0.1:2525', { host: '127.0.0.1', port: 2525 }],
  [' [::1]:25 ', { host: '::1', port: 25 }],
  ['mail.shop.test:2525', { host: 'mail.shop.test', port: 2525 }],
])('%s is an address to listen at', (text, address) => {
  expect(listenAddress.parse(text)).toEqual(address);
});

test.each([
  '2525',
  'localhost',
  'localhost:0',
  'localhost:65536',
  '::1:25',
  '[localhost]:25',
  'a b:1',
])('%s is none', (text) => {
  expect(listenAddress.safeParse(text).success).toBe(false);
});
