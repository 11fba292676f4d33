import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs at once, and what comes during the pause once after it', async () => {
  let runs = 0;
  const call = throttle(async () => {
    runs += 1;
  }, 5000);
  for (let time = 0; time < 20; time += 1) call();
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(4999);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(2);
  call();
  expect(runs).toBe(3);
});

it('begins the pause when the run has ended, also badly', async () => {
  let runs = 0;
  const call = throttle(async () => {
    runs += 1;
    await new Promise((_, reject) => setTimeout(reject, 3000));
  }, 5000);
  call();
  await vi.advanceTimersByTimeAsync(2000);
  call();
  await vi.advanceTimersByTimeAsync(5999);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toBe(2);
});
