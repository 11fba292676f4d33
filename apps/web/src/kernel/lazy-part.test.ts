import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchUntilThere } from './lazy-part.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('code that does not come is fetched again until it is there, and each failure is told', async () => {
  const load = vi.fn(async () => 'code');
  const onFailure = vi.fn();
  for (let more = 0; more < 2; more += 1) load.mockRejectedValueOnce(new Error('no answer'));
  const code = fetchUntilThere(load, onFailure);
  await vi.runAllTimersAsync();
  expect(await code).toBe('code');
  expect(load).toHaveBeenCalledTimes(3);
  expect(onFailure).toHaveBeenCalledTimes(2);
});
