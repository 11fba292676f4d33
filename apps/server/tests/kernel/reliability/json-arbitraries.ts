import fc from 'fast-check';

/** As much of JSON Schema as our OpenAPI document uses. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly JsonSchema[];
}

/** Values that a schema allows. */
export function valid(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valid));
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valid(field)])));
    }
    case 'array':
      return fc.array(valid(schema.items ?? {}), { maxLength: 5 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 50, 50) });
    case 'boolean':
      return fc.boolean();
    case 'string':
      if (schema.format === 'uuid') return fc.uuid();
      if (schema.format === 'date-time') return fc.constant('2026-01-31T12:00:00Z');
      return fc.string({ minLength: 1 });
    default:
      return fc.jsonValue();
  }
}

/** Stands in a value for text that `JSON.stringify` would never write. */
const mark = '@@raw@@';

/** Pieces of JSON, or of what is nearly JSON, that have broken somebody's server. */
const rawPieces = [
  ...[
    '1e400',
    '-1e400',
    '1e-400',
    '-0',
    '12345678901234567890123',
    '1.5',
    '-1',
    '1000001',
    '2147483648',
  ],
  ...[
    '9007199254740993',
    'NaN',
    'Infinity',
    'undefined',
    '01',
    '.5',
    '+1',
    '0x10',
    'tru',
    "'a'",
    '',
  ],
  ...['"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '"\\x"', '"\n"', '"', '\u0000'],
  ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":1}}', '{"toString":1}', '[{}', '{]}'],
  ...[
    '"\\u202e"',
    '"\u{1F3B2}"',
    `"${'x'.repeat(300)}"`,
    `"${'я'.repeat(70_000)}"`,
    '{"a":1,"a":2}',
  ],
  ...['['.repeat(3000) + ']'.repeat(3000), `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
  '['.repeat(50_000),
];

const nasty: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...rawPieces).map((piece) => `${mark}${piece}${mark}`) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, 0, -1, 0.5, '', ' ', '3', [], {}, [[]]) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** Text that is a valid body in most places and wrong in one, or not even JSON. */
export function brokenJson(schema: JsonSchema): fc.Arbitrary<Buffer> {
  const mutated = fc
    .tuple(valid(schema), fc.nat(30), nasty)
    .map(([value, place, piece]) => textOf(withPiece(value, place, piece)));
  const renamed = fc
    .tuple(valid(schema), fc.string())
    .map(([value, name]) => textOf({ ...(value as object), [name]: 1 }));
  const cut = fc
    .tuple(valid(schema), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([value, share]) => textOf(value).slice(0, share * textOf(value).length));
  const text = fc.oneof(
    { weight: 6, arbitrary: mutated },
    { weight: 2, arbitrary: renamed },
    { weight: 2, arbitrary: cut },
    { weight: 1, arbitrary: fc.constantFrom(...rawPieces) },
    { weight: 1, arbitrary: valid(schema).map(textOf) },
  );
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  return fc.oneof(
    { weight: 9, arbitrary: text.map((each) => Buffer.from(each)) },
    { weight: 1, arbitrary: bytes },
  );
}

function textOf(value: unknown): string {
  return (JSON.stringify(value) ?? '').replace(
    new RegExp(`"${mark}(.*?)${mark}"`, 'gs'),
    (_all, piece: string) => JSON.parse(`"${piece}"`),
  );
}

/** The value with its `place`th node (counted from the root, modulo) replaced. */
function withPiece(value: unknown, place: number, piece: unknown): unknown {
  let left = place % countNodes(value);
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return piece;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
  };
  return walk(value);
}

function countNodes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, child) => sum + countNodes(child), 1);
}
