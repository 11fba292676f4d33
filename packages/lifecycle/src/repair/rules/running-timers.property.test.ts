import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeAllButNewest, type RunningTimer } from './running-timers.ts';

const timers = fc
  .uniqueArray(
    fc.record({
      id: fc.nat(500),
      owner: fc.constantFrom('1', '2', '-9223372036854775808'),
      startedAt: fc.bigInt(0n, 9n),
    }),
    { selector: ({ id }) => id },
  )
  .map((list): RunningTimer[] =>
    list.map(({ id, owner, startedAt }) => ({
      id: `${id}`,
      owner,
      startedAt,
      start: `${startedAt}`,
    })),
  );

test('each owner keeps the newest timer, and the others end where the next one begins', () => {
  fc.assert(
    fc.property(timers, (running) => {
      const closed = closeAllButNewest(running);
      const closedIds = new Set(closed.map(({ id }) => id));
      for (const owner of new Set(running.map((timer) => timer.owner))) {
        const own = running.filter((timer) => timer.owner === owner);
        const left = own.filter(({ id }) => !closedIds.has(id));
        expect(left).toHaveLength(1);
        const newest = left[0];
        for (const { startedAt } of own) expect(startedAt <= (newest?.startedAt ?? -1n)).toBe(true);
      }
      for (const { id, owner, end, nextId } of closed) {
        const timer = running.find((each) => each.id === id);
        const next = running.find((each) => each.id === nextId);
        expect(next?.owner).toBe(owner);
        expect(next?.start).toBe(end);
        expect(BigInt(end) >= (timer?.startedAt ?? 99n)).toBe(true);
        // Nothing of the owner began in between.
        const between = running.filter(
          (each) =>
            each.owner === owner &&
            each.startedAt > (timer?.startedAt ?? 0n) &&
            each.startedAt < (next?.startedAt ?? 0n),
        );
        expect(between).toEqual([]);
      }
    }),
  );
});
