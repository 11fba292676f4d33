import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clausePairs, type Operand, operandPairs, returnedOperands } from './operand-pairs.ts';
import { sqlTokens } from './sql-tokens.ts';

/** Names that are no words of SQL. */
const name = fc.stringMatching(/^[a-z]{1,6}_[a-z0-9]{1,4}$/);
const operand: fc.Arbitrary<Operand> = fc.record({
  qualifier: fc.option(name, { nil: undefined }),
  name,
});
const written = ({ qualifier, name: own }: Operand) =>
  qualifier === undefined ? own : `${qualifier}.${own}`;
const bare = (own: string): Operand => ({ qualifier: undefined, name: own });

/** Each stands beside the other as one of these. */
const comparison = fc.constantFrom(
  (left: string, right: string) => `IF ${left} = ${right} THEN`,
  (left: string, right: string) => `${left} := ${right};`,
  (left: string, right: string) => `WHERE ${left}<>${right}`,
  (left: string, right: string) => `call(${left} => ${right})`,
  (left: string, right: string) => `WHERE ${left} = ANY (${right})`,
  (left: string, right: string) => `WHERE ${left} IS DISTINCT FROM ${right}`,
  (left: string, right: string) => `WHERE ${left} IS NOT DISTINCT FROM ${right}`,
);

test('what is compared or assigned is a pair, in its order', () => {
  fc.assert(
    fc.property(operand, operand, comparison, (left, right, sentence) => {
      const tokens = sqlTokens(sentence(written(left), written(right)));
      expect(operandPairs(tokens)).toEqual([[left, right]]);
    }),
  );
});

test('each comparison of a text is found, wherever it stands', () => {
  const pair = fc.tuple(operand, operand);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 5 }), (pairs) => {
      const text = pairs.map(([left, right]) => `${written(left)} = ${written(right)}`);
      expect(operandPairs(sqlTokens(text.join(' AND ')))).toEqual(pairs);
    }),
  );
});

test.each([
  ['a number', 'a = 7'],
  ['a text', "a = 'b'"],
  ['the result of a function', 'a = f(b)'],
  ['what a bracket holds', '(a) = b'],
  ['the tables of a DELETE', 'DELETE FROM a WHERE b'],
])('%s is no operand', (_what, text) => {
  expect(operandPairs(sqlTokens(text))).toEqual([]);
});

/** An item of a list: an operand, or more than a name. */
const item = fc.oneof(
  { weight: 3, arbitrary: operand },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const textOf = (each: Operand | undefined) => (each ? written(each) : 'f(x_1, (y_1)) + 1');
const columnsAndValues = fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).chain((columns) =>
  fc.record({
    table: name,
    columns: fc.constant(columns),
    values: fc.array(item, { minLength: columns.length, maxLength: columns.length }),
  }),
);

test('an INSERT pairs each column with its value, and leaves out what is more than a name', () => {
  fc.assert(
    fc.property(columnsAndValues, fc.boolean(), ({ table, columns, values }, inSchema) => {
      const into = inSchema ? `time.${table}` : table;
      const text = `INSERT INTO ${into} (${columns.join(', ')}) VALUES (${values.map(textOf).join(', ')})`;
      const expected = columns.flatMap((column, place) => {
        const value = values[place];
        return value ? [[{ qualifier: table, name: column }, value]] : [];
      });
      expect(clausePairs(sqlTokens(text))).toEqual(expected);
    }),
  );
});

test('an INSERT of a query has no pairs', () => {
  const text = 'INSERT INTO tasks (a, b) SELECT c, d FROM others';
  expect(clausePairs(sqlTokens(text))).toEqual([]);
});

test('INTO pairs each variable with what was selected or returned for it', () => {
  fc.assert(
    fc.property(
      columnsAndValues,
      fc.constantFrom('SELECT', 'INSERT INTO t DEFAULT VALUES RETURNING'),
      fc.constantFrom('', 'STRICT '),
      ({ columns, values }, verb, strict) => {
        const text = `${verb} ${values.map(textOf).join(', ')} INTO ${strict}${columns.join(', ')} FROM t;`;
        const expected = columns.flatMap((column, place) => {
          const value = values[place];
          return value ? [[bare(column), value]] : [];
        });
        expect(clausePairs(sqlTokens(text))).toEqual(expected);
      },
    ),
  );
});

test('an alias does not hide what is selected, and INTO belongs to its own statement', () => {
  expect(clausePairs(sqlTokens('SELECT t.id AS found INTO v FROM t'))).toEqual([
    [bare('v'), { qualifier: 't', name: 'id' }],
  ]);
  expect(clausePairs(sqlTokens('SELECT a FROM t; FETCH c INTO v'))).toEqual([]);
});

test.each([
  ['RETURN', 'plpgsql', 'BEGIN RETURN v; END', [bare('v')]],
  [
    'RETURN QUERY',
    'plpgsql',
    'RETURN QUERY SELECT a, f(b), t.c FROM t',
    [bare('a'), undefined, { qualifier: 't', name: 'c' }],
  ],
  ['RETURN with a query in brackets', 'plpgsql', 'RETURN (SELECT DISTINCT a FROM t)', [bare('a')]],
  ['the last query of an SQL function', 'sql', 'SELECT a FROM t; SELECT b FROM t', [bare('b')]],
  ['no query within another', 'sql', 'SELECT a FROM t WHERE b IN (SELECT c FROM d)', [bare('a')]],
  ['nothing where all is more than a name', 'sql', 'SELECT count(a) FROM t', []],
  ['the first RETURN that names something', 'plpgsql', 'RETURN 1; RETURN v;', [bare('v')]],
] as const)('what is returned: %s', (_what, language, text, expected) => {
  expect(returnedOperands(sqlTokens(text), language)).toEqual(expected);
});
