import { expect, test } from 'vitest';
import { mayReachProvider, pageToReturnTo } from './provider-rules.ts';

test.each([
  ['https://id.example/token', true],
  ['https://id.example:443/token', true],
  ['https://keys.example/jwks', true],
  ['https://id.example:8443/token', false],
  ['http://id.example/token', false],
  ['https://id.example@169.254.169.254/', false],
  ['https://someone:secret@id.example/', false],
  ['http://169.254.169.254/latest/meta-data', false],
  ['http://localhost:5432/', false],
  ['file:///etc/passwd', false],
  ['not an address', false],
])('%s is asked: %s', (url, may) => {
  expect(mayReachProvider(url, 'https://id.example/realm', ['https://keys.example'])).toBe(may);
});

test.each([
  ['/miniatures/1?x=2', '/miniatures/1?x=2'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a\nb', '/'],
  [undefined, '/'],
])('%j is gone on with at %s', (next, page) => {
  expect(pageToReturnTo(next)).toBe(page);
});
