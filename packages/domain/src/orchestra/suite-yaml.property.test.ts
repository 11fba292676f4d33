import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storableText } from '../kernel/text.ts';
import { maxJsonDepth } from './json.ts';
import { type SuiteInput, suiteDefinition } from './suite-file.ts';
import { readSuiteYaml, suiteYaml } from './suite-yaml.ts';

const anyCharacter = fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCharCode(code));

/** Texts that a writer of YAML has to be careful with, and any other that can be stored. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'no',
    'null',
    '~',
    '1e3',
    '0x1F',
    '- a',
    'a: b',
    '{{ctx.a}}',
    '"',
    "'",
    '#',
    '\t',
    '\r\n',
    'a\n\n b\n',
    '\u0085',
    '\u2028',
    '\uFEFF',
    '\u0007',
    '%YAML 1.1',
    '---',
    '<<',
    '*a',
    '&a',
    '!!str',
    '2026-01-01',
    '.inf',
    '😀',
  ),
  fc
    .string({ unit: anyCharacter, maxLength: 30 })
    .filter((one) => storableText.safeParse(one).success),
);
const name = text.map((one) =>
  `n${one.replaceAll(/[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}]/gu, '')}`
    .trim()
    .slice(0, 50),
);
const key = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}[a-z0-9]$/);
const variable = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/)
  .filter((one) => one !== '__proto__');
const json = fc
  .jsonValue({ maxDepth: 4, stringUnit: 'grapheme' })
  .map((value) => JSON.parse(JSON.stringify(value)));
const record = <T>(values: fc.Arbitrary<T>) => fc.dictionary(variable, values, { maxKeys: 3 });

const anyAssertion = fc.oneof(
  fc.record({
    type: fc.constant('status' as const),
    value: fc.constantFrom(200, '2xx', [201, '5xx']),
  }),
  fc.record({
    type: fc.constant('jsonPath' as const),
    path: text.filter((one) => one !== ''),
    op: fc.constant('equals' as const),
    value: json,
    soft: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('header' as const),
    header: fc.constant('ETag'),
    op: fc.constant('exists' as const),
  }),
  fc.record({ type: fc.constant('value' as const), actual: json, value: json }),
);
const anyMeta = fc.record(
  {
    exportAs: record(
      fc.record({
        from: fc.constant('jsonPath' as const),
        path: fc.constant('$.a'),
        scope: fc.constantFrom('scenario' as const, 'suite' as const),
      }),
    ),
    assertions: fc.array(anyAssertion, { maxLength: 3 }),
    cleanup: fc.boolean(),
    retry: fc.record({
      attempts: fc.integer({ min: 1, max: 100 }),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    timeout: fc.record({ attempt: fc.constantFrom('30s', 1500) }, { requiredKeys: [] }),
    note: name,
  },
  { requiredKeys: [] },
);
const anyStep = fc.oneof(
  fc.record({
    key,
    name,
    kind: fc.constantFrom('ACTION' as const, 'ASSERTION' as const),
    driver: fc.constant('http' as const),
    request: fc.record({
      url: text.map((one) => `/${one}`),
      body: json.map((value) => ({ type: 'json' as const, value })),
    }),
    meta: anyMeta,
  }),
  fc.record({
    key,
    name,
    kind: fc.constant('ASSERTION' as const),
    driver: fc.constant('noop' as const),
    meta: anyMeta,
  }),
  fc.record({
    key,
    name,
    kind: fc.constant('BARRIER' as const),
    driver: fc.constant('barrier' as const),
    request: fc.record({
      barrier: text.map((one) => `b${one}`),
      parties: fc.constantFrom(2, '{{data.n}}'),
    }),
  }),
);
const anySuite: fc.Arbitrary<SuiteInput> = fc.record({
  name,
  description: text,
  criterion: json,
  settings: fc.record(
    { holdOnFailure: fc.boolean(), maxParallel: fc.integer({ min: 1, max: 9 }) },
    { requiredKeys: [] },
  ),
  dataSets: fc.array(
    fc.record({
      name,
      columns: fc.constant([{ name: 'any', type: 'json' as const }]),
      rows: fc.uniqueArray(fc.record({ key, values: fc.record({ any: json }) }), {
        selector: (row) => row.key,
        maxLength: 3,
      }),
    }),
    { maxLength: 2 },
  ),
  scenarios: fc.array(
    fc.record({
      key,
      name,
      reason: text,
      dependsOn: fc.array(fc.record({ scenario: key }), { maxLength: 2 }),
      path: fc.array(key, { maxLength: 3 }),
      steps: fc.array(anyStep, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
});

test('a suite that is written and read again is the same', () => {
  fc.assert(
    fc.property(anySuite, (input) => {
      const definition = suiteDefinition.parse(input);
      const written = suiteYaml(definition);
      const read = readSuiteYaml(written);
      expect(read.ok ? read.definition : read.faults).toEqual(definition);
      expect(read.ok && suiteYaml(read.definition)).toBe(written);
    }),
    { numRuns: 25 },
  );
});

test('a suite reads from JSON as well', () => {
  fc.assert(
    fc.property(anySuite, (input) => {
      const definition = suiteDefinition.parse(input);
      const read = readSuiteYaml(JSON.stringify(definition));
      expect(read.ok ? read.definition : read.faults).toEqual(definition);
    }),
    { numRuns: 20 },
  );
});

test('any text is read or refused, with a line that it has', () => {
  const piece = fc.constantFrom(
    'name: a',
    '\n',
    '  ',
    '- ',
    '{',
    '[',
    '&a ',
    '*a',
    '<<: ',
    '? ',
    '!!binary x',
    '"',
    "'",
    '|',
    '>',
    '#',
    'scenarios:',
    'key: b',
    '__proto__: 1',
    '%TAG ! x',
    '...',
    '---',
    '\t',
    '😀',
    '\u0000',
    '\ud800',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
        fc.string({ unit: anyCharacter }),
      ),
      (file) => {
        const read = readSuiteYaml(file);
        if (read.ok) return;
        const lines = file.split(/\r\n?|\n/).length;
        for (const { line, column } of read.faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      },
    ),
    { numRuns: 200 },
  );
});

const faultsOf = (file: string) => {
  const read = readSuiteYaml(file);
  return read.ok
    ? []
    : read.faults.map(({ code, line, column, field }) => ({ code, line, column, field }));
};

test('each fault has its place', () => {
  const file = [
    'name: A',
    'scenarios:',
    '  - key: one',
    '    name: One',
    '    stepz: []',
    '    steps:',
    '      - key: a',
    '        name: A',
    '        kind: ACTION',
    '        driver: http',
    '        request:',
    '          method: FETCH',
    '          url: /x',
    '',
  ].join('\n');
  expect(faultsOf(file)).toEqual([
    { code: 'field', line: 12, column: 11, field: 'scenarios[0].steps[0].request.method' },
    { code: 'field', line: 5, column: 5, field: 'scenarios[0].stepz' },
  ]);
  expect(faultsOf('name: A\nname: B')).toEqual([
    { code: 'key_twice', line: 2, column: 1, field: '' },
  ]);
  expect(faultsOf('name: !!python/object x')).toMatchObject([{ code: 'tag', line: 1 }]);
  expect(faultsOf('name: [a')).toMatchObject([{ code: 'yaml', line: 1 }]);
  expect(faultsOf('description: x')).toMatchObject([{ code: 'field', line: 1, field: 'name' }]);
  expect(faultsOf('name: A\n__proto__:\n  x: 1')).toMatchObject([{ code: 'field' }]);
});

test('aliases that open too much, and nests that are too deep, are refused', () => {
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 9 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`,
    ),
  ].join('\n');
  expect(faultsOf(bomb)).toMatchObject([{ code: 'alias' }]);
  expect(faultsOf(`name: ${'['.repeat(20_000)}`)).toHaveLength(1);
  const deep = `name: A\ncriterion: ${'['.repeat(maxJsonDepth + 5)}${']'.repeat(maxJsonDepth + 5)}`;
  expect(faultsOf(deep)).toMatchObject([{ code: 'field' }]);
});

test('what is as it is without being said is not written', () => {
  const written = suiteYaml(
    suiteDefinition.parse({
      name: 'A',
      scenarios: [
        {
          key: 'a',
          name: 'A',
          steps: [
            {
              key: 's',
              name: 'S',
              kind: 'ASSERTION',
              driver: 'http',
              request: { url: '/x' },
              meta: { assertions: [{ type: 'status', value: 200 }] },
            },
          ],
        },
      ],
    }),
  );
  expect(written).toBe(
    [
      'name: A',
      'scenarios:',
      '  - key: a',
      '    name: A',
      '    steps:',
      '      - key: s',
      '        name: S',
      '        kind: ASSERTION',
      '        driver: http',
      '        request:',
      '          url: /x',
      '        meta:',
      '          assertions:',
      '            - type: status',
      '              value: 200',
      '',
    ].join('\n'),
  );
});
