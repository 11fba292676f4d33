import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Answer } from '../answer.ts';
import { evaluateAssertion } from './evaluate.ts';
import { type Assertion, assertionSchema, comparisons } from './schemas.ts';

const tools = { now: 0, isExpired: () => false };
type Input = z.input<typeof assertionSchema>;
const look = (assertion: Input, answer: Answer) =>
  evaluateAssertion(assertionSchema.parse(assertion), answer, tools);
const holds = async (assertion: Input, answer: Answer) => {
  const { ok, fault } = await look(assertion, answer);
  return fault ?? ok;
};

const answer = {
  status: 201,
  headers: { Location: '/orders/7', 'x-count': '12', 'set-cookie': ['a=1', 'b=2'] },
  body: {
    id: 7,
    name: 'Ada',
    tags: ['a', 'b'],
    lines: [
      { n: 1, sku: 'x' },
      { n: 2, sku: 'y' },
    ],
    none: null,
  },
  text: '{"id":7,"name":"Ada"}',
  durationMs: 120,
  rows: [
    { id: 1, name: 'a' },
    { id: 2, name: 'b' },
  ],
};

describe('what holds of an answer', () => {
  const cases: readonly [Input, boolean | string][] = [
    [{ type: 'status', value: 201 }, true],
    [{ type: 'status', value: ['4xx', '2xx'] }, true],
    [{ type: 'status', value: '200' }, false],
    [{ type: 'jsonPath', path: '$.id', value: 7 }, true],
    [{ type: 'jsonPath', path: '$.id', value: '7' }, false],
    [{ type: 'jsonPath', path: '$.lines[*].n', value: [1, 2] }, true],
    [{ type: 'jsonPath', path: '$.lines[?@.sku=="y"].n', value: [2] }, true],
    [{ type: 'jsonPath', path: '$.lines', op: 'contains', value: { sku: 'y' } }, true],
    [{ type: 'jsonPath', path: '$.lines', op: 'length', value: 2 }, true],
    [{ type: 'jsonPath', path: '$.none', op: 'exists' }, true],
    [{ type: 'jsonPath', path: '$.nobody', op: 'absent' }, true],
    [{ type: 'jsonPath', path: '$.nobody', value: null }, false],
    [{ type: 'jsonPath', path: '$.id', op: 'gt', value: 6.5 }, true],
    [{ type: 'jsonPath', path: '$.name', op: 'gt', value: 6 }, 'not_a_number'],
    [{ type: 'jsonPath', path: '$.name', op: 'matches', value: '^A.a$' }, true],
    [{ type: 'jsonPath', path: '$.name', op: 'type', value: 'string' }, true],
    [{ type: 'jsonPath', path: '$.id', op: 'oneOf', value: [6, 7] }, true],
    [{ type: 'jsonPath', path: '$[', value: 1 }, 'path'],
    [{ type: 'header', header: 'LOCATION', value: '/orders/7' }, true],
    [{ type: 'header', header: 'X-Count', value: 12 }, true],
    [{ type: 'header', header: 'x-count', op: 'gte', value: 12 }, true],
    [{ type: 'header', header: 'set-cookie', op: 'contains', value: 'b=2' }, true],
    [{ type: 'header', header: 'etag', op: 'absent' }, true],
    [{ type: 'body', op: 'contains', value: { name: 'Ada', lines: [{ n: 2 }] } }, true],
    [{ type: 'value', actual: 5, op: 'lt', value: 6 }, true],
    [
      {
        type: 'jsonSchema',
        schema: { type: 'object', required: ['id'], properties: { name: { type: 'string' } } },
      },
      true,
    ],
    [{ type: 'jsonSchema', schema: { items: { required: ['sku'] } }, path: '$.lines' }, true],
    [{ type: 'jsonSchema', schema: { required: ['x'] } }, false],
    [{ type: 'jsonSchema', schema: { type: 'nothing' } }, 'schema'],
    [{ type: 'regex', pattern: '"id":\\s*\\d+' }, true],
    [{ type: 'regex', pattern: 'ADA', flags: 'i', negate: true }, false],
    [{ type: 'regex', pattern: '/(\\d)', of: { header: 'location' } }, true],
    [{ type: 'regex', pattern: '(?=x)' }, 'pattern'],
    [{ type: 'rows', op: 'count', value: 2 }, true],
    [
      {
        type: 'rows',
        value: [
          { id: 1, name: 'a' },
          { id: 2, name: 'b' },
        ],
      },
      true,
    ],
    [
      {
        type: 'rows',
        op: 'sameRows',
        value: [
          { id: 2, name: 'b' },
          { id: 1, name: 'a' },
        ],
      },
      true,
    ],
    [{ type: 'rows', op: 'contains', value: [{ name: 'b' }] }, true],
    [{ type: 'rows', op: 'contains', value: [{ name: 'b' }, { name: 'b' }] }, false],
    [{ type: 'timing', below: '1s' }, true],
    [{ type: 'timing', below: 120 }, false],
    [{ type: 'expression', expression: '$count(body.lines) = 2 and status < 300' }, true],
    [{ type: 'expression', expression: 'body.id' }, false],
    [{ type: 'expression', expression: 'body.(' }, 'expression'],
    [{ type: 'xpath', path: '//a', value: 'x' }, 'not_xml'],
  ];
  test.each(cases)('%j', async (assertion, expected) => {
    expect(await holds(assertion, answer)).toBe(expected);
  });
});

test('XML is looked through with namespaces, and without entities', async () => {
  const text = '<o xmlns="urn:o" id="5"><l><n>1</n></l><l><n>2</n></l></o>';
  const namespaces = { o: 'urn:o' };
  expect(
    await holds({ type: 'xpath', path: '//o:n', namespaces, value: ['1', '2'] }, { text }),
  ).toBe(true);
  expect(await holds({ type: 'xpath', path: 'count(//o:l)', namespaces, value: 2 }, { text })).toBe(
    true,
  );
  expect(
    await holds({ type: 'xpath', path: '/o:o/@id', namespaces, op: 'gt', value: 4 }, { text }),
  ).toBe(true);
  expect(await holds({ type: 'xpath', path: '//x:n', value: 1 }, { text })).toBe('path');
  const entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
  expect(await holds({ type: 'xpath', path: '//a', value: '' }, { text: entity })).toBe('not_xml');
});

test('where two values differ is told place by place', async () => {
  const { differences, ok } = await look(
    { type: 'body', value: { a: 1, 'b c': [1, 2], same: true } },
    { body: { a: 2, 'b c': [1], same: true, more: {} } },
  );
  expect(ok).toBe(false);
  expect(differences.lines).toEqual([
    { path: '$.a', expected: '1', actual: '2' },
    { path: '$["b c"][1]', expected: '2', actual: null },
    { path: '$.more', expected: null, actual: '{}' },
  ]);
});

test('what is told is short, and can be stored', async () => {
  const result = await look(
    { type: 'body', value: 'x' },
    { body: `${'y'.repeat(299)}😀\u0000${'z'.repeat(10_000)}` },
  );
  const told = JSON.stringify(result);
  expect(told.length).toBeLessThan(2000);
  expect(/\\u0000|\\ud83d/.test(told)).toBe(false);
});

test('nothing takes long: patterns, schemas and paths that would', async () => {
  const evil = `${'a'.repeat(3000)}b`;
  expect(await holds({ type: 'regex', pattern: '^(a+)+$' }, { text: evil })).toBe(false);
  expect(
    await holds(
      { type: 'jsonPath', path: '$[?search(@.t, @.p)]', op: 'absent' },
      { body: [{ t: evil, p: '^(a+)+$' }] },
    ),
  ).toBe(true);
  expect(await holds({ type: 'jsonSchema', schema: { pattern: '^(a+)+$' } }, { body: evil })).toBe(
    false,
  );
  const $defs = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [
      `a${n}`,
      n === 39 ? {} : { allOf: [{ $ref: `#/$defs/a${n + 1}` }, { $ref: `#/$defs/a${n + 1}` }] },
    ]),
  );
  expect(
    await holds({ type: 'jsonSchema', schema: { $defs, $ref: '#/$defs/a0' } }, { body: 1 }),
  ).toBe('too_much');
  expect(
    await holds(
      { type: 'jsonSchema', schema: { $ref: 'https://example.org/schema' } },
      { body: 1 },
    ),
  ).toBe('schema');
  const wide = Array.from({ length: 20_000 }, (_, n) => ({ n }));
  expect(
    await holds({ type: 'jsonPath', path: '$[?@.n==$[0].n]', op: 'exists' }, { body: wide }),
  ).toBe('too_much');
  expect(await holds({ type: 'jsonSchema', schema: { uniqueItems: true } }, { body: wide })).toBe(
    'too_much',
  );
});

const anyAssertion: fc.Arbitrary<Assertion> = fc
  .oneof(
    fc.record({
      type: fc.constantFrom('jsonPath' as const),
      path: fc.constantFrom('$', '$..a', '$[0]', '$.a[?@.b>1]'),
      op: fc.constantFrom(...comparisons),
      value: fc.jsonValue(),
    }),
    fc.record({
      type: fc.constantFrom('header' as const),
      header: fc.constantFrom('a', '__proto__'),
      op: fc.constantFrom(...comparisons),
      value: fc.jsonValue(),
    }),
    fc.record({
      type: fc.constantFrom('body' as const),
      op: fc.constantFrom(...comparisons),
      value: fc.jsonValue(),
    }),
    fc.record({
      type: fc.constant('xpath' as const),
      path: fc.constantFrom('//a', 'count(//*)', '///'),
      value: fc.jsonValue(),
    }),
    fc.record({
      type: fc.constant('rows' as const),
      op: fc.constantFrom(
        'equals' as const,
        'sameRows' as const,
        'contains' as const,
        'count' as const,
      ),
      value: fc.jsonValue(),
    }),
    fc.record({ type: fc.constant('jsonSchema' as const), schema: fc.jsonValue() }),
    fc.record({ type: fc.constant('status' as const), value: fc.constantFrom(200, '2xx') }),
    fc.record({ type: fc.constant('timing' as const), below: fc.constantFrom('1s', 5) }),
    fc.record({ type: fc.constant('regex' as const), pattern: fc.constantFrom('a', '(', '.*') }),
  )
  .map((input) => assertionSchema.safeParse(input))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data as Assertion);

test('no answer makes an assertion throw', async () => {
  const anything = fc.anything({
    withNullPrototype: true,
    withSparseArray: true,
    withBigInt: true,
    withDate: true,
  });
  await fc.assert(
    fc.asyncProperty(
      anyAssertion,
      fc.record(
        {
          status: anything,
          headers: anything,
          body: anything,
          text: anything,
          rows: anything,
          durationMs: anything,
        },
        { requiredKeys: [] },
      ),
      async (assertion, odd) => {
        const result = await evaluateAssertion(assertion, odd, tools);
        expect(typeof result.ok).toBe('boolean');
        expect(() => JSON.stringify(result)).not.toThrow();
      },
    ),
    { numRuns: 500 },
  );
});

test('nor does one that is nested without end', async () => {
  let body: unknown = 1;
  for (let depth = 0; depth < 30_000; depth++) body = { a: body };
  for (const assertion of [
    { type: 'jsonPath', path: '$..a', value: 1 },
    { type: 'body', value: { a: 1 } },
    { type: 'body', op: 'contains', value: 'a' },
    {
      type: 'jsonSchema',
      schema: { $defs: { n: { properties: { a: { $ref: '#/$defs/n' } } } }, $ref: '#/$defs/n' },
    },
    { type: 'regex', pattern: 'a' },
    { type: 'xpath', path: '//a', value: 1 },
    { type: 'expression', expression: '**.a' },
  ] satisfies Input[])
    expect((await look(assertion, { body })).ok).toBe(false);
});
