import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declaredVariables } from './declared-variables.ts';
import { sqlTokens } from './sql-tokens.ts';

const types = new Set(['integer', 'bigint']);
const name = fc.stringMatching(/^v_[a-z0-9]{1,6}$/);

/** One declaration: how it is written, and what is to be found of it, if anything. */
const declaration = fc.oneof(
  fc
    .record({
      type: fc.constantFrom('integer', 'bigint'),
      constant: fc.constantFrom('', 'CONSTANT '),
      assign: fc.constantFrom(' := ', ' = ', ' DEFAULT '),
      initial: fc.option(fc.nat(), { nil: undefined }),
    })
    .map(({ type, constant, assign, initial }) => ({
      text: `${constant}${type}${initial === undefined ? '' : `${assign}${initial}`}`,
      found: { type, like: undefined, initial: initial?.toString() },
    })),
  fc.tuple(name, name, fc.constantFrom('', 'time.')).map(([table, column, schema]) => ({
    text: `${schema}${table}.${column}%TYPE`,
    found: {
      type: schema === '' ? table : 'time',
      like: { table, column },
      initial: undefined,
    },
  })),
  fc.constantFrom('text', "text := 'integer'", 'tasks%ROWTYPE', 'record').map((text) => ({
    text,
    found: undefined,
  })),
);
const section = fc
  .uniqueArray(fc.tuple(name, declaration), { maxLength: 6, selector: ([own]) => own })
  .map((all) => ({
    text: `DECLARE ${all.map(([own, { text }]) => `${own} ${text};`).join(' ')}`,
    found: all.flatMap(([own, { found }]) => (found ? [{ name: own, ...found }] : [])),
  }));

const read = (text: string) =>
  declaredVariables(sqlTokens(text), types).map(({ name: own, type, like, initial }) => ({
    name: own,
    type: text.slice(type.start, type.end),
    like,
    initial: initial?.text,
  }));

test('every declaration of the types is found, with its place, in each section', () => {
  fc.assert(
    fc.property(section, section, (outer, inner) => {
      const text = `${outer.text} BEGIN NULL; v_x integer; ${inner.text} BEGIN NULL; END; END`;
      expect(read(text)).toEqual([...outer.found, ...inner.found]);
    }),
  );
});

test.each([
  ['what stands behind BEGIN', 'DECLARE BEGIN NULL; v_a integer; END'],
  ['an expression that it begins with', "DECLARE v_a text := 'DECLARE v_b integer;'; BEGIN END"],
  ['a comment', 'DECLARE -- v_a integer;\n BEGIN END'],
])('%s declares nothing', (_what, text) => {
  expect(read(text)).toEqual([]);
});

test('it begins with a number only where that is all', () => {
  expect(read('DECLARE v_a integer := f(7); BEGIN END')).toMatchObject([
    { name: 'v_a', initial: undefined },
  ]);
});
