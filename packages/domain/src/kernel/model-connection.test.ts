import { describe, expect, test } from 'vitest';
import {
  isRehearsal,
  keepsKey,
  modelBaseUrl,
  modelKey,
  rehearsalSpeed,
} from './model-connection.ts';

describe('the address of a model', () => {
  test.each([
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1'],
    [' https://api.example/v1/ ', 'https://api.example/v1'],
    ['http://gpu.local:8000/v1', 'http://gpu.local:8000/v1'],
    ['rehearsal:', 'rehearsal:'],
    ['rehearsal:500', 'rehearsal:500'],
  ])('%s', (text, expected) => expect(modelBaseUrl.parse(text)).toBe(expected));

  test.each([
    '',
    'ollama',
    'file:///etc/passwd',
    'ftp://x/v1',
    'https://me:word@x/v1',
    'https://x/v1?key=a',
    'rehearsal:fast',
  ])('refused: %s', (text) => expect(modelBaseUrl.safeParse(text).success).toBe(false));

  test('the rehearsal has a speed', () => {
    expect([isRehearsal('rehearsal:'), rehearsalSpeed('rehearsal:')]).toEqual([true, undefined]);
    expect(rehearsalSpeed('rehearsal:0')).toBe(0);
  });
});

test('a key has nothing that would end its header', () => {
  expect(modelKey.safeParse('sk-a\r\nX-Evil: 1').success).toBe(false);
  expect(modelKey.safeParse('ключ').success).toBe(false);
  expect(modelKey.parse(' sk-abc ')).toBe('sk-abc');
});

test('a key stays with its host: another path, yes; another host, port or scheme, no', () => {
  const kept = { baseUrl: 'https://api.example/v1' };
  expect(keepsKey(kept, { baseUrl: 'https://api.example/v2' })).toBe(true);
  for (const baseUrl of [
    'https://evil.example/v1',
    'https://api.example:8443/v1',
    'http://api.example/v1',
    'rehearsal:',
  ])
    expect(keepsKey(kept, { baseUrl }), baseUrl).toBe(false);
  expect(keepsKey({ baseUrl: 'rehearsal:' }, { baseUrl: 'rehearsal:' })).toBe(false);
});
