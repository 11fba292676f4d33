import { expect, test } from 'vitest';
import { renderAssertions, renderRequest } from './step-rendering.ts';
import { stepSchema } from './suite-file.ts';

const sources = { uuid: () => 'id-1', now: 0, random: () => 0 };
const scope = { ctx: { id: 7, path: '/a', nul: '\u0000', where: '{{x}}' }, data: { count: 2 } };
const step = (driver: string, request: object, meta: object = {}) =>
  stepSchema.parse({
    key: 's',
    name: 's',
    kind: driver === 'barrier' ? 'BARRIER' : 'ACTION',
    driver,
    request,
    meta,
  });
const render = (driver: string, request: object) => {
  const parsed = step(driver, request);
  return renderRequest(parsed.driver, parsed.request, scope, sources);
};

test('a request has its values, and the shape that its driver takes', () => {
  expect(
    render('http', {
      url: '/orders/{{ctx.id}}',
      body: { type: 'json', value: { path: '{{ctx.path}}', n: ['{{ctx.id}}'] } },
    }),
  ).toMatchObject({
    ok: true,
    value: { method: 'GET', url: '/orders/7', body: { value: { path: '/a', n: [7] } } },
  });
  expect(render('barrier', { barrier: 'b', parties: '{{data.count}}' })).toMatchObject({
    ok: true,
    value: { parties: 2 },
  });
});

test('expressions stay as they are written', () => {
  const expression = { expression: '{"a": {"b": x}}', input: { x: '{{ctx.id}}' } };
  expect(render('expression', expression)).toMatchObject({
    ok: true,
    value: { expression: '{"a": {"b": x}}', input: { x: 7 } },
  });
  const { meta } = step(
    'noop',
    {},
    {
      assertions: [
        { type: 'expression', expression: '{{1}}' },
        { type: 'value', actual: '{{ctx.id}}', value: 7 },
        { type: 'jsonPath', path: "$['{{x}}']", value: '{{ctx.path}}' },
      ],
    },
  );
  expect(renderAssertions(meta.assertions ?? [], scope, sources)).toMatchObject({
    ok: true,
    value: [{ expression: '{{1}}' }, { actual: 7 }, { path: "$['{{x}}']", value: '/a' }],
  });
});

test('what is missing, or is not what the field takes, is told with its place and without its value', () => {
  expect(render('http', { url: '/{{ctx.gone}}' })).toEqual({
    ok: false,
    faults: [{ code: 'unknown_variable', field: 'url', written: 'ctx.gone' }],
  });
  expect(render('http', { url: '{{ctx.id}}' })).toEqual({
    ok: false,
    faults: [{ code: 'value', field: 'url', written: '' }],
  });
  expect(render('http', { url: '/', headers: { a: '{{ctx.nul}}' } })).toMatchObject({
    ok: false,
    faults: [{ code: 'value' }],
  });
  expect(render('barrier', { barrier: 'b', parties: '{{ctx.path}}' })).toMatchObject({
    ok: false,
    faults: [{ code: 'value', field: 'parties' }],
  });
});

test('a value that looks like a template is none', () => {
  expect(render('http', { url: '/', body: { type: 'text', text: '{{ctx.where}}' } })).toMatchObject(
    { ok: true, value: { body: { text: '{{x}}' } } },
  );
  // A number of parties that is a template still is no number.
  expect(render('barrier', { barrier: 'b', parties: '{{ctx.where}}' })).toMatchObject({
    ok: false,
  });
});
