import { expect, test } from 'vitest';
import { requireSupported } from './server-version.ts';

test('PostgreSQL 15 is the oldest that is supported', () => {
  expect(() => requireSupported(150_000)).not.toThrow();
  expect(() => requireSupported(180_004)).not.toThrow();
  expect(() => requireSupported(149_999)).toThrow(
    expect.objectContaining({
      code: 'ERR_DATABASE_TOO_OLD',
      params: { version: 14, oldest: 15 },
    }),
  );
});
