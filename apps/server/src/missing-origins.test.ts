import { expect, test } from 'vitest';
import { missingOrigins } from './missing-origins.ts';

const missing = (host: string | undefined, origin?: string, allowed: readonly string[] = []) =>
  missingOrigins({ host, origin }, allowed);

test('the origin of a page is what to allow', () => {
  expect(missing(undefined, 'http://localhost:8080')).toBe('http://localhost:8080');
  expect(missing('nas.lan', 'https://nas.lan')).toBe('https://nas.lan');
});

test('one entry is enough where a proxy drops the port', () => {
  expect(missing('nas.lan', 'http://nas.lan:8080')).toBe('http://nas.lan:8080');
});

test('a proxy that calls by a name of its own needs that one too', () => {
  expect(missing('app:4400', 'http://localhost:8080')).toBe(
    'http://localhost:8080,http://app:4400',
  );
  const allowed = ['http://localhost:8080'];
  expect(missing('app:4400', 'http://localhost:8080', allowed)).toBe('http://app:4400');
});

test('a program has no origin', () => {
  expect(missing('app:4400')).toBe('http://app:4400');
  expect(missing('nas.lan:80')).toBe('http://nas.lan');
});

test.each([
  'null',
  'file://',
  'nonsense',
  'https://a.example/path',
  'https://user@a.example',
  `https://${'a'.repeat(300)}.example`,
])('"%s" cannot be allowed', (origin) => {
  expect(missing(undefined, origin)).toBe('');
});

test.each(['', 'localhost:x', '[::1', 'user@localhost', '2130706433', 'a b'])(
  'no entry is made of the Host "%s"',
  (host) => {
    expect(missing(host)).toBe('');
  },
);
