import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Failures,
  failuresKeptMs,
  type ThrottleRule,
  throttleRules,
  waitAfter,
  withFailure,
} from './throttle.ts';

const rules = fc.constantFrom<ThrottleRule[]>(...Object.values(throttleRules));
const now = fc.integer({ min: failuresKeptMs * 2, max: 4e12 });

test('so many failures are free, and each further one makes the wait longer, up to the longest', () => {
  fc.assert(
    fc.property(rules, now, fc.integer({ min: 0, max: 10_000 }), (rule, at, count) => {
      const wait = waitAfter(rule, { count, lastAt: at }, at);
      const next = waitAfter(rule, { count: count + 1, lastAt: at }, at);
      if (count < rule.free) expect(wait).toBe(0);
      else expect(wait).toBeGreaterThanOrEqual(rule.firstMs);
      expect(next).toBeGreaterThanOrEqual(wait);
      expect(next).toBeLessThanOrEqual(rule.longestMs);
    }),
  );
});

test('a wait ends when it has passed, and is never longer than it was said to be', () => {
  const passed = fc.integer({ min: 0, max: failuresKeptMs });
  fc.assert(
    fc.property(rules, now, fc.nat(100), passed, (rule, at, count, later) => {
      const wait = waitAfter(rule, { count, lastAt: at }, at);
      expect(waitAfter(rule, { count, lastAt: at }, at + later)).toBe(Math.max(0, wait - later));
    }),
  );
});

test('a clock that was set back makes nobody wait longer than the longest wait', () => {
  fc.assert(
    fc.property(
      rules,
      now,
      fc.nat(100),
      fc.integer({ min: 0, max: 4e12 }),
      (rule, at, count, by) => {
        const wait = waitAfter(rule, { count, lastAt: at + by }, at);
        expect(wait).toBeLessThanOrEqual(waitAfter(rule, { count, lastAt: at }, at));
      },
    ),
  );
});

test('whoever tries as often as they may in a day has few tries', () => {
  fc.assert(
    fc.property(rules, now, (rule, start) => {
      let failures: Failures | undefined;
      let tries = 0;
      for (let at = start; at < start + failuresKeptMs; tries += 1) {
        failures = withFailure(failures, at);
        at += Math.max(1, waitAfter(rule, failures, at));
      }
      expect(tries).toBeLessThanOrEqual(rule.free + 20 + failuresKeptMs / rule.longestMs);
    }),
  );
});

test('after a day without one, failures begin anew', () => {
  fc.assert(
    fc.property(rules, now, fc.nat(1000), (rule, at, count) => {
      const old = { count, lastAt: at - failuresKeptMs };
      expect(waitAfter(rule, old, at)).toBe(0);
      expect(withFailure(old, at)).toEqual({ count: 1, lastAt: at });
    }),
  );
});
