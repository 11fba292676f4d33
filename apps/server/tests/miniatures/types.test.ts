import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, type RestType, refusal, startRestServer } from '../kernel/rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const unknownId = '0197f6a1-3c52-7d04-9b7e-2f6c1a5d8e90';
const empty = { in_box: 0, building: 0, priming: 0, painting: 0, done: 0 };
const create = (body: unknown) => server.post('/api/v1/types', body);

test('a new type has an id, its trimmed name and zero counts', async () => {
  const created = await server.post<RestType>('/api/v1/types', { name: '  Space Marines\n' });
  expect(created.status).toBe(201);
  expect(created.body).toEqual({
    id: expect.any(Number),
    name: 'Space Marines',
    counts: empty,
  });
  const read = await server.get(`/api/v1/types/${created.body.id}`);
  expect([read.status, read.body]).toEqual([200, created.body]);
});

test('all types come A–Z, numbers in names as numbers, archived ones not', async () => {
  for (const name of ['Squad 10', 'zombies', 'Squad 9', 'Äther', 'Bolters', 'aliens', 'Gone']) {
    await server.addType(name);
  }
  await server.db.raw(
    "UPDATE miniatures.miniature_types SET archived_at = now() WHERE name = 'Gone'",
  );
  const { status, body } = await server.get<{ items: RestType[] }>('/api/v1/types');
  expect(status).toBe(200);
  const names = body.items.map(({ name }) => name);
  expect(names).not.toContain('Gone');
  expect(names.filter((name) => name !== 'Space Marines')).toEqual([
    'aliens',
    'Äther',
    'Bolters',
    'Squad 9',
    'Squad 10',
    'zombies',
  ]);
});

test('a name has 1 to 255 characters, whatever alphabet they are of', async () => {
  const longest = '🎨'.repeat(255);
  expect((await create({ name: longest })).body.name).toBe(longest);
  expect((await create({ name: `  ${'x'.repeat(255)}  ` })).status).toBe(201);
  for (const name of ['', '   ', '\n\t', '🎨'.repeat(256), 'x'.repeat(256)]) {
    expect(refusal(await create({ name }))).toEqual([400, 'ERR_VALIDATION']);
  }
});

test('a name that cannot be stored is refused', async () => {
  for (const body of ['{"name":"a\\u0000b"}', '{"name":"\\ud800"}']) {
    expect(refusal(await create(body))).toEqual([400, 'ERR_VALIDATION']);
  }
});

test('a taken name is refused; case and spaces inside make another one', async () => {
  await server.addType('Blood Angels');
  for (const name of ['Blood Angels', '  Blood Angels ']) {
    expect(refusal(await create({ name }))).toEqual([400, 'ERR_DUPLICATE_TYPE_NAME']);
  }
  for (const name of ['blood angels', 'Blood  Angels']) {
    expect((await create({ name })).status).toBe(201);
  }
});

test('of many who take one name at the same time, one gets it', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => create({ name: 'Wanted' })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    expect(refusal(answer)).toEqual([400, 'ERR_DUPLICATE_TYPE_NAME']);
  }
});

test.each([
  ['an unknown field', '{"name":"New","color":"red"}'],
  ['an id', `{"name":"New","id":"${unknownId}"}`],
  ['counts', '{"name":"New","counts":{"in_box":5}}'],
  ['no name', '{}'],
  ['a number as the name', '{"name":1}'],
  ['null as the name', '{"name":null}'],
  ['a list', '[{"name":"New"}]'],
  ['null', 'null'],
  ['a text', '"New"'],
  ['malformed JSON', '{"name":"New"'],
  ['nothing', ''],
  ['a prototype', '{"name":"New","__proto__":{"a":1}}'],
])('a body with %s is refused', async (_what, body) => {
  expect(refusal(await create(body))).toEqual([400, 'ERR_VALIDATION']);
});

test('a body that is not JSON by its type is refused', async () => {
  const body = '{"name":"Typed"}';
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const answer = await server.post('/api/v1/types', body, { 'content-type': type });
    expect(refusal(answer)).toEqual([415, 'ERR_UNSUPPORTED_MEDIA_TYPE']);
    expect(answer.body.details).toEqual({ header: 'Content-Type', accepted: 'application/json' });
  }
});

test('what is refused says which field is wrong, and changes nothing', async () => {
  const before = await server.get('/api/v1/types');
  const { body } = await create({ name: '', extra: 1 });
  expect(body).toEqual({
    code: 'ERR_VALIDATION',
    message: expect.any(String),
    details: {
      issues: expect.arrayContaining([{ path: 'name', message: expect.any(String) }]),
    },
  });
  expect((await server.get('/api/v1/types')).text).toBe(before.text);
});

test.each([
  ...[unknownId, 'no-uuid', `${unknownId}0`, '%00', '..%2f..'],
  ...['0', '-1', '01', '1.0', '1e0', '%2b1', '%201', '999999999', '9'.repeat(15), '9'.repeat(400)],
])('there is no type %s', async (id) => {
  for (const path of [`/api/v1/types/${id}`, `/api/v1/types/${id}/history`]) {
    const { status, body } = await server.get(path);
    expect([status, body]).toEqual([
      404,
      { code: 'ERR_TYPE_NOT_FOUND', message: expect.any(String), detail: 'Type not found.' },
    ]);
  }
});

test('what is not there is not found', async () => {
  const { status, body } = await server.get('/api/v1/nothing');
  expect([status, body]).toEqual([
    404,
    { code: 'ERR_NOT_FOUND', message: expect.any(String), detail: body.message },
  ]);
});
