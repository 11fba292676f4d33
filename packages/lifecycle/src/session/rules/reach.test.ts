import { expect, test } from 'vitest';
import { isLoopback } from './reach.ts';

test.each([
  'localhost',
  'LOCALHOST',
  'atelier.localhost',
  '127.0.0.1',
  '127.1.2.3',
  '::1',
  '[::1]',
])('only this machine reaches %s', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  '0.0.0.0',
  '::',
  '192.168.1.7',
  '10.0.0.1',
  '128.0.0.1',
  'atelier.example',
  'localhost.example',
  '127.0.0.1.example',
  '::ffff:192.168.1.7',
  '',
])('others may reach %j', (host) => {
  expect(isLoopback(host)).toBe(false);
});
