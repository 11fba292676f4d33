import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { parseTemplate } from './template-syntax.ts';
import { renderTemplates } from './templates.ts';

const sources = { uuid: () => 'id-1', now: Date.UTC(2026, 0, 31, 8), random: () => 0.5 };
const json = fc.jsonValue({ maxDepth: 3 }).map((value): Json => JSON.parse(JSON.stringify(value)));
const render = (value: Json, scope = {}) => renderTemplates(value, scope, sources);
const rendered = (text: string, scope = {}) => {
  const made = render(text, scope);
  return made.ok ? made.value : made.faults[0]?.code;
};

test('one template and nothing else keeps the type of its value', () => {
  fc.assert(
    fc.property(json, fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/), (value, name) => {
      fc.pre(name !== '__proto__');
      expect(rendered(`{{ ctx.${name} }}`, { ctx: { [name]: value } })).toEqual(value);
    }),
  );
});

test('a value without templates stays as it is', () => {
  fc.assert(
    fc.property(json, (value) => {
      fc.pre(!JSON.stringify(value).includes('{{'));
      expect(render(value)).toEqual({ ok: true, value });
    }),
  );
});

test('two braces can be written, and what is put in is not looked at again', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/\{$/.test(text));
      const written = text.replaceAll('{{', '{{"{{"}}');
      expect(rendered(`<${written}>`)).toBe(`<${text}>`);
      expect(rendered('<{{ctx.x}}>', { ctx: { x: '{{secret.p}}' }, secret: { p: 'p' } })).toBe(
        '<{{secret.p}}>',
      );
    }),
  );
});

test('any text is read or refused', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    'ctx',
    '.',
    '[0]',
    '["a b"]',
    '(',
    ')',
    ',',
    '"',
    '\\',
    ' ',
    'uuid',
    '5',
    '-',
    '__proto__',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const parsed = parseTemplate(text);
      expect(parsed.ok || parsed.fault.code).toBeTruthy();
      render(text, { ctx: {} });
    }),
    { numRuns: 400 },
  );
});

test('no path reaches what objects inherit', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    for (const text of [
      `{{ctx.${name}}}`,
      `{{ctx["${name}"]}}`,
      `{{ctx.a.${name}}}`,
      `{{data.list.length}}`,
    ])
      expect(rendered(text, { ctx: { a: {} }, data: { list: [1] } })).toBe('unknown_variable');
  expect(rendered('{{toString()}}')).toBe('function');
});

test('functions give what they are given to work with', () => {
  const scope = {
    ctx: { n: 7, list: [1, { a: 'x' }], none: null },
    secret: { user: 'me', password: 'pä:s' },
  };
  expect(rendered('{{uuid()}}')).toBe('id-1');
  expect(rendered('{{now("+1h30m")}}')).toBe('2026-01-31T09:30:00.000Z');
  expect(rendered('{{date("-1d")}}')).toBe('2026-01-30');
  expect(rendered('{{timestamp()}}')).toBe(sources.now);
  expect(rendered('{{random(10, 19)}}')).toBe(15);
  expect(rendered('Basic {{base64(secret.user, ":", secret.password)}}', scope)).toBe(
    'Basic bWU6cMOkOnM=',
  );
  expect(rendered('{{urlencode("a b&c")}}')).toBe('a%20b%26c');
  expect(rendered('{{number("12.5")}}')).toBe(12.5);
  expect(rendered('{{text(ctx.n)}}', scope)).toBe('7');
  expect(rendered('n={{ctx.n}} l={{ctx.list}} x={{ctx.none}} a={{ctx.list[1].a}}', scope)).toBe(
    'n=7 l=[1,{"a":"x"}] x= a=x',
  );
  expect(rendered('{{now("soon")}}')).toBe('function');
  expect(rendered('{{uuid(1)}}')).toBe('function');
  expect(rendered('{{number("x")}}')).toBe('function');
});

test('faults say where, and never a value', () => {
  const made = render(
    { url: '/{{ctx.id', list: ['{{nobody.x}}', '{{ctx.}}', '{{ctx.gone}}'] },
    { ctx: {} },
  );
  expect(made).toEqual({
    ok: false,
    faults: [
      { code: 'unclosed', written: '{{ctx.id', path: ['url'] },
      { code: 'root', written: 'nobody.x', path: ['list', 0] },
      { code: 'syntax', written: 'ctx.', path: ['list', 1] },
      { code: 'unknown_variable', written: 'ctx.gone', path: ['list', 2] },
    ],
  });
});

test('a little text does not become a huge one', () => {
  const scope = { ctx: { big: 'x'.repeat(1_000_000) } };
  expect(rendered('{{ctx.big}}'.repeat(10), scope)).toBe('too_large');
  expect(
    render(
      Array.from({ length: 10 }, () => '{{ctx.big}}'),
      scope,
    ),
  ).toMatchObject({ ok: false, faults: [{ code: 'too_large' }] });
});
