import { connectionSettings } from '@atelier/db/kernel/connection.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.useRealTimers();
});

test('what a server answers about encryption holds for a minute', async () => {
  const database = await createTestDatabase({ empty: true, poolSize: 1 });
  try {
    const address = `${database.connectionString}?sslmode=prefer`;
    const provide = connectionSettings(address, undefined);
    if (typeof provide !== 'function') throw new TypeError('It is to be asked.');
    vi.useFakeTimers({ toFake: ['performance'] });
    const { expirationChecker } = await provide();
    expect(expirationChecker()).toBe(false);
    vi.advanceTimersByTime(61_000);
    expect(expirationChecker()).toBe(true);
  } finally {
    vi.useRealTimers();
    await database.drop();
  }
});
