import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Answer } from './answer.ts';
import { isOfType } from './data-sets.ts';
import { extractValues } from './extract.ts';
import { jsonFault } from './json.ts';
import { exportSchema, valueTypes } from './step-meta.ts';

const tools = { now: 0, isExpired: () => false };
type Input = z.input<typeof exportSchema>;
const take = async (wanted: Input, answer: Answer) => {
  const found = await extractValues({ x: exportSchema.parse(wanted) }, answer, tools);
  const [fault] = found.faults;
  if (fault !== undefined) return fault.code;
  return Object.hasOwn(found.suite, 'x') ? found.suite.x : found.scenario.x;
};

const answer = {
  status: 201,
  headers: { Location: '/orders/42', 'set-cookie': ['a=1', 'b=2'] },
  body: { id: 42, name: 'Ada', open: true, lines: [{ n: 1 }, { n: 2 }], none: null },
  text: '<o id="7"/>',
};

test('values are taken from where they are said to be, as the type that is said', async () => {
  expect(await take({ from: 'jsonPath', path: '$.id', type: 'number' }, answer)).toBe(42);
  expect(await take({ from: 'jsonPath', path: '$.id' }, answer)).toBe('42');
  expect(await take({ from: 'jsonPath', path: '$.open', type: 'boolean' }, answer)).toBe(true);
  expect(await take({ from: 'jsonPath', path: '$.lines[*].n', type: 'json' }, answer)).toEqual([
    1, 2,
  ]);
  expect(await take({ from: 'header', header: 'location' }, answer)).toBe('/orders/42');
  expect(await take({ from: 'header', header: 'set-cookie', type: 'json' }, answer)).toEqual([
    'a=1',
    'b=2',
  ]);
  expect(
    await take(
      { from: 'regex', of: { header: 'location' }, pattern: '/(\\d+)$', group: 1, type: 'number' },
      answer,
    ),
  ).toBe(42);
  expect(await take({ from: 'xpath', path: '/o/@id', type: 'number' }, answer)).toBe(7);
  expect(
    await take(
      { from: 'expression', expression: '$sum(body.lines.n)', type: 'number', scope: 'suite' },
      answer,
    ),
  ).toBe(3);
  expect(await take({ from: 'status', type: 'number' }, answer)).toBe(201);
  expect(await take({ from: 'body' }, answer)).toBe('<o id="7"/>');
  expect(await take({ from: 'body', type: 'json' }, answer)).toEqual(answer.body);
});

test('what there is not has its default, or is told', async () => {
  expect(await take({ from: 'jsonPath', path: '$.gone' }, answer)).toBe('missing');
  expect(await take({ from: 'jsonPath', path: '$.none', default: '-' }, answer)).toBe('-');
  expect(await take({ from: 'jsonPath', path: '$.none', type: 'json' }, answer)).toBeNull();
  expect(await take({ from: 'jsonPath', path: '$.name', type: 'number' }, answer)).toBe('type');
  expect(await take({ from: 'jsonPath', path: '$.lines' }, answer)).toBe('type');
  expect(await take({ from: 'jsonPath', path: '$[' }, answer)).toBe('source');
  expect(await take({ from: 'regex', pattern: '(?!x)' }, answer)).toBe('source');
  expect(await take({ from: 'xpath', path: '//a' }, { text: 'no xml' })).toBe('source');
});

test('secret values are told apart', async () => {
  const { secrets } = await extractValues(
    {
      token: exportSchema.parse({ from: 'jsonPath', path: '$.name', secret: true }),
      id: exportSchema.parse({ from: 'jsonPath', path: '$.id' }),
    },
    answer,
    tools,
  );
  expect(secrets).toEqual(['Ada']);
});

test('whatever an answer is, what is taken is of its type and can be stored', async () => {
  const wanted = fc.oneof(
    fc.record({
      from: fc.constant('jsonPath' as const),
      path: fc.constantFrom('$', '$.a', '$..*'),
      type: fc.constantFrom(...valueTypes),
    }),
    fc.record({
      from: fc.constant('header' as const),
      header: fc.constantFrom('a', '__proto__'),
      type: fc.constantFrom(...valueTypes),
    }),
    fc.record({
      from: fc.constantFrom('body' as const, 'status' as const),
      type: fc.constantFrom(...valueTypes),
    }),
    fc.record({
      from: fc.constant('regex' as const),
      pattern: fc.constantFrom('a', '(.*)'),
      type: fc.constantFrom(...valueTypes),
    }),
  );
  const odd = fc.record(
    {
      status: fc.anything(),
      headers: fc.anything(),
      body: fc.anything({ withBigInt: true }),
      text: fc.anything(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(wanted, odd, async (input, strange) => {
      const parsed = exportSchema.parse(input);
      const { scenario, faults } = await extractValues({ x: parsed }, strange, tools);
      if (faults.length > 0) return;
      expect(jsonFault(scenario.x)).toBeNull();
      expect(isOfType(scenario.x, parsed.type)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
