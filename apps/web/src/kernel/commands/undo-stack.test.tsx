import { beforeEach, expect, it } from 'vitest';
import type { TakeBack } from './command.ts';
import { createUndoStack } from './undo-stack.ts';

let now: number;
beforeEach(() => {
  now = Date.parse('2026-11-21T12:00:00Z');
  sessionStorage.clear();
});

const open = () => createUndoStack('test', () => now);
const step = (name: string, group?: string): TakeBack => ({
  path: 'miniatures.rename',
  input: { id: 'a', name },
  touches: [],
  says: { key: 'undo' },
  ...(group === undefined ? {} : { group }),
});
const names = (steps: readonly TakeBack[]) =>
  steps.map((one) => (one.path === 'miniatures.rename' ? one.input.name : ''));

it('gives steps back from the last to the first, also after a reload', () => {
  open().push(step('first'));
  open().push(step('second'));
  const stack = open();
  expect(names(stack.take())).toEqual(['second']);
  expect(names(stack.take())).toEqual(['first']);
  expect(open().take()).toEqual([]);
});

it('steps of one group in a row are one, as long as none waits five minutes for the next', () => {
  const stack = open();
  stack.push(step('1', 'a'));
  now += 299_999;
  expect(names(stack.push(step('2', 'a')))).toEqual(['1', '2']);
  now += 300_000;
  expect(names(stack.push(step('3', 'a')))).toEqual(['3']);
  stack.push(step('between'));
  expect(names(stack.push(step('4', 'a')))).toEqual(['4']);
  expect(names(stack.take())).toEqual(['4']);
  expect(names(stack.take())).toEqual(['between']);
  expect(names(stack.take())).toEqual(['3']);
});

it('of a group what is too old to be taken back is left', () => {
  const stack = open();
  for (const name of ['1', '2', '3']) {
    now += 200_000;
    stack.push(step(name, 'a'));
  }
  expect(names(stack.take())).toEqual(['2', '3']);
  expect(names(stack.take())).toEqual(['1']);
});

it('forgets what was taken back in another way', () => {
  const stack = open();
  stack.push(step('kept'));
  stack.push(step('gone'));
  stack.forget((one) => names([one])[0] === 'gone');
  expect(names(stack.take())).toEqual(['kept']);
});

it('what it does not know in the session is nothing', () => {
  sessionStorage.setItem('test', '{"old":true}');
  expect(open().take()).toEqual([]);
  sessionStorage.setItem('test', 'no json');
  expect(open().take()).toEqual([]);
});
