import { describe, expect, test } from 'vitest';
import { exampleOf, fieldsOf, outlineOf } from './schema-outline.ts';

const schemas = {
  Colour: { type: 'string' as const, enum: ['red', 'blue'] },
  Squad: {
    type: 'object' as const,
    properties: {
      name: { type: 'string' as const, minLength: 1, maxLength: 255, example: 'Orks' },
      colour: { $ref: '#/components/schemas/Colour' },
    },
    required: ['name'],
  },
};
const squad = { $ref: '#/components/schemas/Squad' };
const nullable = { anyOf: [squad, { type: 'null' as const }], description: 'Where it is.' };

describe('fields', () => {
  test('come with their paths, down to shapes that have a name', () => {
    const list = {
      type: 'object' as const,
      properties: {
        items: {
          type: 'array' as const,
          items: { type: 'object' as const, properties: { n: { type: 'integer' as const } } },
        },
        squads: { type: 'array' as const, items: squad },
        leader: nullable,
      },
      required: ['items'],
    };
    const fields = fieldsOf(list, schemas);
    expect(fields.map(({ path, type, shape, required }) => [path, type, shape, required])).toEqual([
      ['items', 'array', undefined, true],
      ['items[].n', 'integer', undefined, false],
      ['squads', 'array', 'Squad', false],
      ['leader', 'object or null', 'Squad', false],
    ]);
    expect(fieldsOf(squad, schemas).map(({ path }) => path)).toEqual(['name', 'colour']);
  });
});

describe('rules', () => {
  test.each([
    [{ type: 'integer' as const, minimum: 1, maximum: 1_000_000 }, ['1 to 1,000,000']],
    [{ type: 'integer' as const, minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, ['at least 0']],
    [{ type: 'string' as const, maxLength: 255 }, ['at most 255 characters']],
    [{ type: 'array' as const, minItems: 5, maxItems: 5 }, ['exactly 5 items']],
    [{ type: 'string' as const, const: 'ok' }, ['always "ok"']],
    [{ type: 'string' as const, default: 'no', enum: ['no'] }, ['one of no', '"no" unless told']],
    [{ $ref: '#/components/schemas/Colour' }, ['one of red, blue']],
    [nullable, []],
  ])('of %j', (schema, rules) => {
    expect(outlineOf(schema, schemas).rules).toEqual(rules);
  });

  test('one of several kinds is named by all of them', () => {
    const either = {
      anyOf: [{ type: 'integer' as const }, { type: 'string' as const, format: 'uuid' }],
    };
    expect(outlineOf(either, schemas).type).toBe('integer or uuid');
  });

  test('what stands beside a choice is kept', () => {
    expect(outlineOf(nullable, schemas).description).toBe('Where it is.');
  });
});

test('an example is put together from those of its parts', () => {
  expect(exampleOf({ type: 'array', items: squad }, schemas)).toEqual([
    { name: 'Orks', colour: 'red' },
  ]);
  expect(exampleOf(nullable, schemas)).toEqual({ name: 'Orks', colour: 'red' });
  expect(exampleOf({ type: 'string', format: 'uuid' }, schemas)).toMatch(/^[0-9a-f-]{36}$/);
  expect(exampleOf({ type: 'integer', minimum: 3 }, schemas)).toBe(3);
  expect(exampleOf({ type: 'boolean' }, schemas)).toBe(true);
  expect(exampleOf(undefined, schemas)).toBe('text');
});
