import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, type RestType, refusal, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const key = (value: string) => ({ 'idempotency-key': value });
const forward = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 2 };
const countsOf = async (id: number) =>
  (await server.get<RestType>(`/api/v1/types/${id}`)).body.counts;

test('a repeat gives the first answer and changes nothing', async () => {
  const { id } = await server.addType('Repeated', 10);
  const move = () => server.post(`/api/v1/types/${id}/move`, forward, key('repeat'));
  const first = await move();
  await server.post(`/api/v1/types/${id}/add`, { qty: 5 });
  const again = await move();
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(await countsOf(id)).toMatchObject({ in_box: 13, building: 2 });
});

test('every command takes a key', async () => {
  const create = () => server.post<RestType>('/api/v1/types', { name: 'Keyed' }, key('create'));
  const first = await create();
  expect(first.status).toBe(201);
  expect((await create()).text).toBe(first.text);

  const path = `/api/v1/types/${first.body.id}`;
  for (let time = 0; time < 3; time += 1) {
    await server.post(`${path}/add`, { qty: 5 }, key('add'));
    await server.call('POST', `${path}/undo`, { headers: key('undo') });
  }
  expect(await countsOf(first.body.id)).toMatchObject({ in_box: 0 });
  const { rows } = await server.db.raw(
    `SELECT h.kind FROM miniatures.history_logs AS h
     JOIN miniatures.miniature_types AS type ON type.id = h.type_id
     WHERE type.number = ? ORDER BY h.created_at`,
    [first.body.id],
  );
  expect(rows).toEqual([{ kind: 'add' }, { kind: 'undo' }]);
});

test('of repeats at the same time one is done, and all get its answer', async () => {
  const { id } = await server.addType('Hasty', 10);
  const moved = await Promise.all(
    Array.from({ length: 12 }, () =>
      server.post(`/api/v1/types/${id}/move`, forward, key('at-once')),
    ),
  );
  expect(new Set(moved.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(moved[0]?.status).toBe(200);
  expect(await countsOf(id)).toMatchObject({ in_box: 8, building: 2 });
});

test('a key that was used for something else is refused', async () => {
  const { id } = await server.addType('Reused', 10);
  const other = await server.addType('Other', 10);
  await server.post(`/api/v1/types/${id}/move`, forward, key('reused'));
  const reused = [400, 'ERR_IDEMPOTENCY_KEY_REUSED'];
  for (const [path, body] of [
    [`/api/v1/types/${id}/move`, { ...forward, qty: 1 }],
    [`/api/v1/types/${other.id}/move`, forward],
    [`/api/v1/types/${id}/add`, { qty: 2 }],
    ['/api/v1/types', { name: 'Brand new' }],
  ] as const) {
    expect(refusal(await server.post(path, body, key('reused')))).toEqual(reused);
  }
  expect(await countsOf(id)).toMatchObject({ in_box: 8, building: 2 });
  expect(await countsOf(other.id)).toMatchObject({ in_box: 10 });
});

test('the same request written otherwise is the same request', async () => {
  const { id } = await server.addType('Reworded', 10);
  const path = `/api/v1/types/${id}/move`;
  const first = await server.post(path, forward, key('reworded'));
  const body = '{ "qty": 2.0, "to_stage": "BUILDING", "from_stage": "IN_BOX" }';
  expect((await server.post(path, body, key('reworded'))).text).toBe(first.text);
});

test('a refusal is the answer too', async () => {
  const { id } = await server.addType('Refused', 1);
  const move = () => server.post(`/api/v1/types/${id}/move`, forward, key('refused'));
  const first = await move();
  expect(refusal(first)).toEqual([400, 'ERR_INSUFFICIENT_QTY']);
  await server.post(`/api/v1/types/${id}/add`, { qty: 9 });
  const again = await move();
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(await countsOf(id)).toMatchObject({ in_box: 10, building: 0 });
});

test('a taken name stays refused under its key, though the name is free by now', async () => {
  const { uuid } = await server.addType('Taken');
  const create = () => server.post('/api/v1/types', { name: 'Taken' }, key('taken'));
  const first = await create();
  expect(refusal(first)).toEqual([400, 'ERR_DUPLICATE_TYPE_NAME']);
  await server.db.raw("UPDATE miniatures.miniature_types SET name = 'Freed' WHERE id = ?", [uuid]);
  expect((await create()).text).toBe(first.text);
});

test('a malformed request does not use its key up', async () => {
  const { id } = await server.addType('Corrected', 10);
  const path = `/api/v1/types/${id}/move`;
  const wrong = await server.post(path, { ...forward, qty: '2' }, key('corrected'));
  expect(refusal(wrong)).toEqual([400, 'ERR_VALIDATION']);
  expect((await server.post(path, forward, key('corrected'))).status).toBe(200);
});

test.each([
  ['nothing', ''],
  ['too much', 'k'.repeat(256)],
  ['a space', 'a b'],
  ['other alphabets', Buffer.from('ключ').toString('latin1')],
])('a key of %s is refused', async (what, value) => {
  const { id } = await server.addType(`Key of ${what}`, 10);
  const answer = await server.post(`/api/v1/types/${id}/move`, forward, key(value));
  expect(refusal(answer)).toEqual([400, 'ERR_VALIDATION']);
  expect(await countsOf(id)).toMatchObject({ in_box: 10 });
});

test('a key of 255 characters is taken', async () => {
  const { id } = await server.addType('Long key', 10);
  const long = key(`!${'~'.repeat(254)}`);
  expect((await server.post(`/api/v1/types/${id}/move`, forward, long)).status).toBe(200);
});
