import { defineStateMachine } from '@atelier/domain/kernel/state-machine.ts';
import { expect, test } from 'vitest';
import { statesPage } from '../state-diagram.ts';

test('every transition of the table is in the diagram and in the list, and the first state is told', () => {
  const machine = defineStateMachine<'off' | 'on', 'press'>({
    initial: 'off',
    transitions: { off: { press: 'on' }, on: { press: 'off' } },
  });
  const page = statesPage('Lamp', 'A lamp.', machine);
  expect(page).toContain('[*] --> off');
  expect(page).toContain('  off --> on: press\n  on --> off: press');
  expect(page).toContain('| on | press | off |');
});
