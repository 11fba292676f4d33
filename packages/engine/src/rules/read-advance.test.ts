import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAdvance } from './read-advance.ts';

test('a checkpoint is read as it is', () => {
  const result = { stepKey: 'a', status: 'PASSED', position: 0, result: { b: 'c\\u0000' } };
  expect(
    readAdvance({ results: [result], position: 1, context: { x: 1 }, outcome: 'next' }),
  ).toEqual({
    status: 'IN_PROGRESS',
    position: 1,
    context: '{"x":1}',
    error: null,
    isLetGo: false,
    keepsDecision: false,
    waitsFor: null,
    wakeInMs: null,
    results: [
      {
        stepKey: 'a',
        status: 'PASSED',
        position: 0,
        attempt: 1,
        durationMs: 0,
        result: JSON.stringify(result.result),
      },
    ],
  });
  expect(readAdvance({ outcome: { wait: { kind: 'time' }, inMs: 5 } })).toMatchObject({
    status: 'PENDING',
    wakeInMs: 5,
  });
  expect(readAdvance({ outcome: { stuck: { code: 'ERR_X' } } })).toMatchObject({
    status: 'FAILED_STUCK',
    waitsFor: '{"kind":"person"}',
  });
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;

test.each<readonly [string, unknown]>([
  ['nothing', undefined],
  ['a list', []],
  ['no outcome', {}],
  ['an unknown outcome', { outcome: 'later' }],
  ['results that are no list', { results: 7, outcome: 'next' }],
  ['a result that is none', { results: [null], outcome: 'next' }],
  ['a result without a key', { results: [{ status: 'PASSED', position: 0 }], outcome: 'next' }],
  [
    'a key that cannot be stored',
    { results: [{ stepKey: 'a\0', status: 'PASSED', position: 0 }], outcome: 'next' },
  ],
  ['a position that is no count', { position: 1.5, outcome: 'next' }],
  ['a position past what the column holds', { position: 2 ** 31, outcome: 'next' }],
  ['a cycle', { context: cycle, outcome: 'next' }],
  ['a bigint', { context: 1n, outcome: 'next' }],
  ['a function', { context: () => {}, outcome: 'next' }],
  ['NUL in a value', { context: { a: '\0' }, outcome: 'next' }],
  ['half a character', { context: ['\ud800'], outcome: 'next' }],
  ['a wait for ever', { outcome: { wait: {}, inMs: Number.POSITIVE_INFINITY } }],
  ['a wait that is the engine’s', { outcome: { wait: { kind: 'pause' } } }],
])('%s is refused', (_, answer) => {
  expect(() => readAdvance(answer)).toThrow();
});

test('whatever a handler returns is read or refused, and what is read is JSON', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (context, outcome) => {
      let write: ReturnType<typeof readAdvance>;
      try {
        write = readAdvance({ context, outcome });
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        return;
      }
      if (write.context !== null) expect(() => JSON.parse(write.context ?? '')).not.toThrow();
    }),
  );
});
