import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedEvents, defineStateMachine, isFinal, transition } from './state-machine.ts';

const states = ['draft', 'in_progress', 'done', 'locked'] as const;
const events = ['start', 'finish', 'lock'] as const;

const machine = defineStateMachine<(typeof states)[number], (typeof events)[number]>({
  initial: 'draft',
  transitions: {
    draft: { start: 'in_progress' },
    in_progress: { finish: 'done' },
    done: { start: 'in_progress', lock: 'locked' },
    locked: {},
  },
});

test('a transition follows the table, or names what the state would have answered', () => {
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.constantFrom(...events), (state, event) => {
      const row: Readonly<Record<string, string>> = machine.transitions[state];
      const result = transition(machine, state, event);
      if (Object.hasOwn(row, event)) {
        expect(result).toEqual({ ok: true, value: row[event] });
      } else {
        const allowed = Object.keys(row);
        const refusal = { reason: 'invalid_transition', state, event, allowed };
        expect(result).toEqual({ ok: false, refusal });
      }
    }),
  );
});

test('what every object has is no transition', () => {
  const inherited = 'toString' as unknown as (typeof events)[number];
  expect(transition(machine, 'draft', inherited).ok).toBe(false);
});

test('a chain of events never leaves the states of the table', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events)), (chain) => {
      let state: (typeof states)[number] = machine.initial;
      for (const event of chain) {
        const result = transition(machine, state, event);
        if (result.ok) state = result.value;
        expect(states).toContain(state);
      }
    }),
  );
});

test('a state without events is final', () => {
  expect(states.filter((state) => isFinal(machine, state))).toEqual(['locked']);
  expect(allowedEvents(machine, 'done')).toEqual(['start', 'lock']);
});
