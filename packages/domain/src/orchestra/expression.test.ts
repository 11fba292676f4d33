import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateExpression, expressionFault } from './expression.ts';

const tools = { now: 0, isExpired: () => false };
const codeOf = async (written: string, input: unknown = {}) => {
  const result = await evaluateExpression(written, input, tools);
  return result.ok ? result.value : result.code;
};

test('an expression sees its input and what it is given by name', async () => {
  const input = {
    order: {
      lines: [
        { price: 2, count: 3 },
        { price: 5, count: 1 },
      ],
    },
  };
  expect(await codeOf('$sum(order.lines.(price * count))', input)).toBe(11);
  expect(await codeOf('order.lines[price > 3].count', input)).toBe(1);
  expect(await codeOf('order.none', input)).toBeNull();
  expect(await codeOf('$map([1, 2], function($n) { $n * 2 })')).toEqual([2, 4]);
  expect(await codeOf('$now()')).toBe('1970-01-01T00:00:00.000Z');
  const named = await evaluateExpression(
    '$ctx.id & ""',
    {},
    { ...tools, variables: { ctx: { id: 7 } } },
  );
  expect(named).toEqual({ ok: true, value: '7' });
});

test('it reaches nothing else', async () => {
  for (const written of ['$eval("1")', '$random()', '$shuffle([1])'])
    expect(await codeOf(written)).toBe('too_much');
  for (const written of [
    '$$.constructor',
    '$lookup($, "constructor")',
    '$lookup($, "__proto__")',
    'toString',
    '$process',
    '$globalThis',
  ])
    expect(await codeOf(written)).toBeNull();
  expect(await codeOf('$sum.implementation')).toBeNull();
  expect({}).not.toHaveProperty('polluted');
  await codeOf('$merge([{"__proto__": {"polluted": 1}}])');
  await codeOf('$ ~> |$|{"__proto__": {"polluted": 1}}|', { a: 1 });
  expect({}).not.toHaveProperty('polluted');
});

test('what would not end, or would grow without end, is ended', async () => {
  const endless = [
    '( $f := function($n) { $f($n + 1) }; $f(0) )',
    '( $f := function($n) { 1 + $f($n + 1) }; $f(0) )',
    '$reduce([1..40], function($a, $b) { $append($a, $a) }, [1])',
    '$reduce([1..40], function($a, $b) { $a & $a }, "x")',
    '$reduce([1..60], function($a, $b) {{ "a": $a, "b": $a }}, { "x": 1 })',
    '$pad("x", 100000000)',
    '[1..10000000]',
    '$sort([1..100000])',
    '('.repeat(9000),
  ];
  for (const written of endless)
    expect([written.slice(0, 40), await codeOf(written)]).toEqual([
      written.slice(0, 40),
      'too_much',
    ]);
});

test('patterns that would never come back do', async () => {
  expect(await codeOf('$match(text, /(a+)+$/)', { text: `${'a'.repeat(5000)}b` })).toBeNull();
  expect(await codeOf('$replace("abcabc", /b(c)/, "$1x")')).toBe('acxacx');
  expect(await codeOf('$split("a1b2c", /[0-9]/)')).toEqual(['a', 'b', 'c']);
  expect(await codeOf('$match("a1 b22", /[a-z]([0-9]+)/).groups')).toEqual(['1', '22']);
  expect(await codeOf('$contains("ABC", /b/i)')).toBe(true);
});

test('it ends when the time is up', async () => {
  let asked = 0;
  const result = await evaluateExpression(
    '( $f := function($n) { $f($n + 1) }; $f(0) )',
    {},
    { now: 0, isExpired: () => ++asked > 500 },
  );
  expect(result).toMatchObject({ ok: false, code: 'too_long' });
});

test('others have their turn while it runs', async () => {
  let turns = 0;
  await evaluateExpression(
    '$count($map([1..4000], function($n) { $n + 1 }))',
    {},
    { ...tools, breathe: async () => void turns++ },
  );
  expect(turns).toBeGreaterThan(3);
});

test('any text is evaluated or refused, and never throws', async () => {
  const piece = fc.constantFrom(
    'a',
    '.',
    '$',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    '/',
    '*',
    '**',
    '%',
    '^',
    '@',
    '#',
    '|',
    '~>',
    ':=',
    'function',
    '1',
    '-',
    '..',
    ',',
    ';',
    '?',
    ':',
    '$map',
    '`',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 14 }), fc.jsonValue(), async (pieces, input) => {
      const written = pieces.join('');
      const result = await evaluateExpression(written, input, tools);
      const fault = expressionFault(written);
      if (fault !== null) expect(result.ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});
