import { expect, test } from 'vitest';
import { secretParts } from './secret-parts.ts';

test('the password of an address is secret by itself', () => {
  expect(secretParts('postgres://orders:open%20sesame@db.example:5432/shop')).toEqual([
    'postgres://orders:open%20sesame@db.example:5432/shop',
    'open%20sesame',
    'open sesame',
  ]);
  expect(secretParts('amqp://:hush:hush@mq/')).toEqual(['amqp://:hush:hush@mq/', 'hush:hush']);
});

test('so is a token of NATS', () => {
  expect(secretParts('nats://a-token@mq')).toEqual(['nats://a-token@mq', 'a-token']);
});

test.each([
  'a plain one',
  'postgres://db.example/shop',
  'postgres://orders@db.example/shop',
  'https://x.example/a:b@c',
])('%s has no other part', (secret) => {
  expect(secretParts(secret)).toEqual([secret]);
});

test('a password that is too short to be hidden is left out', () => {
  expect(secretParts('postgres://orders:abc@db/shop')).toEqual(['postgres://orders:abc@db/shop']);
});
