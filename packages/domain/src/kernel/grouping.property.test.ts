import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGrouper, type GroupingRule, groupNeighbours } from './grouping.ts';

interface Event {
  readonly place: string;
  readonly second: number;
}

const rule: GroupingRule<Event> = {
  key: (event) => event.place,
  at: (event) => event.second,
  window: 300,
};

/** Events in order of time, many of their gaps around the window. */
const history = fc
  .array(
    fc.record({
      place: fc.constantFrom('here', 'there'),
      gap: fc.oneof(fc.integer({ min: 298, max: 302 }), fc.nat(1000)),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let second = 0;
    return steps.map(({ place, gap }): Event => {
      second += gap;
      return { place, second };
    });
  });

const groupsOf = (events: Iterable<Event>) =>
  [...groupNeighbours(events, rule)].map((group) => group.events);

test('grouping keeps every event, in its order', () => {
  fc.assert(
    fc.property(history, (events) => {
      expect(groupsOf(events).flat()).toEqual(events);
    }),
  );
});

test('neighbours are together exactly when key and gap say so', () => {
  fc.assert(
    fc.property(history, (events) => {
      const groupOf = new Map<Event, number>();
      groupsOf(events).forEach((group, index) => {
        for (const event of group) groupOf.set(event, index);
      });
      events.slice(1).forEach((event, index) => {
        const before = events[index];
        if (before === undefined) return;
        const belong = before.place === event.place && event.second - before.second < 300;
        expect(groupOf.get(event) === groupOf.get(before)).toBe(belong);
      });
    }),
  );
});

test('regrouping the events of one group gives that group', () => {
  fc.assert(
    fc.property(history, (events) => {
      for (const group of groupsOf(events)) expect(groupsOf(group)).toEqual([group]);
    }),
  );
});

test('a history falls into the same groups when it is read from its end', () => {
  fc.assert(
    fc.property(history, (events) => {
      const backwards = groupsOf(events.toReversed());
      expect(backwards.map((group) => group.toReversed()).reverse()).toEqual(groupsOf(events));
    }),
  );
});

test('a stream that is pushed falls into the same groups as a list', () => {
  fc.assert(
    fc.property(history, (events) => {
      const grouper = createGrouper(rule);
      const groups = events.map((event) => grouper.push(event));
      groups.push(grouper.flush());
      const closed = groups.filter((group) => group !== undefined).map((group) => group.events);
      expect(closed).toEqual(groupsOf(events));
      expect(grouper.flush()).toBeUndefined();
    }),
  );
});

test.each([
  [299, 1],
  [300, 2],
  [301, 2],
])('two events %i s apart make %i groups', (gap, groups) => {
  const events = [
    { place: 'here', second: 1000 },
    { place: 'here', second: 1000 + gap },
  ];
  expect(groupsOf(events)).toHaveLength(groups);
  expect(groupsOf(events.toReversed())).toHaveLength(groups);
});

test('the gap is to the neighbour, not to the first of the group', () => {
  const events = [0, 299, 598, 897].map((second) => ({ place: 'here', second }));
  expect(groupsOf(events)).toEqual([events]);
});

test('one group is held at a time, and events are taken one by one', () => {
  let taken = 0;
  function* endless(): Generator<Event> {
    for (;;) yield { place: 'here', second: taken++ * 400 };
  }
  const groups = groupNeighbours(endless(), rule);
  groups.next();
  expect(taken).toBe(2);
});

test('nothing gives no group', () => {
  expect(groupsOf([])).toEqual([]);
});
