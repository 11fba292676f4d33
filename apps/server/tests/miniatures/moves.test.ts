import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, type RestType, refusal, startRestServer } from '../kernel/rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const unknownId = '0197f6a1-3c52-7d04-9b7e-2f6c1a5d8e90';
const forward = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
const move = (id: number | string, body: unknown) =>
  server.post<RestType & { code?: string }>(`/api/v1/types/${id}/move`, body);
const counts = (...numbers: readonly number[]) => {
  const [in_box, building, priming, painting, done] = numbers;
  return { in_box, building, priming, painting, done };
};

test('a move answers with the fresh counts, and so does the next read', async () => {
  const { id, name } = await server.addType('Orks', 10);
  const moved = await move(id, { ...forward, qty: 4 });
  expect(moved.status).toBe(200);
  expect(moved.body).toEqual({ id, name, counts: counts(6, 4, 0, 0, 0) });
  expect((await server.get(`/api/v1/types/${id}`)).body).toEqual(moved.body);
  const next = await move(id, { from_stage: 'BUILDING', to_stage: 'PRIMING', qty: 3 });
  expect(next.body.counts).toEqual(counts(6, 1, 3, 0, 0));
});

test('stages may be skipped', async () => {
  const { id } = await server.addType('Skippers', 3);
  const answer = await move(id, { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 3 });
  expect([answer.status, answer.body.counts]).toEqual([200, counts(0, 0, 0, 0, 3)]);
});

test('back, and to the same stage, is refused, however many there are', async () => {
  const { id } = await server.addType('Turners', 5);
  await move(id, { from_stage: 'IN_BOX', to_stage: 'PAINTING', qty: 2 });
  for (const [from_stage, to_stage] of [
    ['PAINTING', 'BUILDING'],
    ['DONE', 'IN_BOX'],
    ['IN_BOX', 'IN_BOX'],
    ['DONE', 'DONE'],
  ]) {
    for (const qty of [1, 1_000_000]) {
      const answer = await move(id, { from_stage, to_stage, qty });
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('ERR_INVALID_STAGE_TRANSITION');
    }
  }
  expect((await server.get(`/api/v1/types/${id}`)).body.counts).toEqual(counts(3, 0, 0, 2, 0));
});

test('more than there are is refused, and says how many there are', async () => {
  const { id } = await server.addType('Few', 2);
  const answer = await move(id, { ...forward, qty: 3 });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'ERR_INSUFFICIENT_QTY', details: { available: 2 } });
  const untouched = await server.get(`/api/v1/types/${id}`);
  expect(untouched.body.counts).toEqual(counts(2, 0, 0, 0, 0));
  expect((await server.get(`/api/v1/types/${id}/history`)).body).toEqual({ items: [] });
});

test('a million moves at once, and one more is refused', async () => {
  const { id } = await server.addType('Many', 1_000_000);
  const refused = await move(id, { ...forward, qty: 1_000_001 });
  expect(refused.body.code).toBe('ERR_VALIDATION');
  const answer = await move(id, { ...forward, qty: 1_000_000 });
  expect(answer.body.counts).toEqual(counts(0, 1_000_000, 0, 0, 0));
});

test('a stage holds no more than a million', async () => {
  const { id } = await server.addType('Full', 1_000_000);
  await move(id, { ...forward, qty: 600_000 });
  const add = await server.post(`/api/v1/types/${id}/add`, { qty: 600_001 });
  expect(refusal(add)).toEqual([400, 'ERR_COUNT_LIMIT']);
  expect((await server.post(`/api/v1/types/${id}/add`, { qty: 600_000 })).status).toBe(200);
  expect((await move(id, { ...forward, qty: 400_001 })).body.code).toBe('ERR_COUNT_LIMIT');
  expect((await move(id, { ...forward, qty: 400_000 })).body.counts).toEqual(
    counts(600_000, 1_000_000, 0, 0, 0),
  );
});

const quantities = ['"5"', '1.5', '0', '-1', 'null', 'true', '[1]', '{}', '1e7', '1e400', '-0.5'];

test.each(quantities)('a quantity of %s is refused', async (qty) => {
  const { id } = await server.addType(`Quantity ${qty}`, 10);
  const body = `{"from_stage":"IN_BOX","to_stage":"DONE","qty":${qty}}`;
  expect((await move(id, body)).body.code).toBe('ERR_VALIDATION');
  const add = await server.post(`/api/v1/types/${id}/add`, `{"qty":${qty}}`);
  expect(refusal(add)).toEqual([400, 'ERR_VALIDATION']);
});

test.each([
  ['an unknown source', { ...forward, from_stage: 'SHELF' }, 'ERR_INVALID_STAGE'],
  ['an unknown target', { ...forward, to_stage: 'done' }, 'ERR_INVALID_STAGE'],
  ['an empty stage', { ...forward, to_stage: '' }, 'ERR_INVALID_STAGE'],
  ['a stage of Object', { ...forward, to_stage: 'constructor' }, 'ERR_INVALID_STAGE'],
  ['a number as a stage', { ...forward, to_stage: 2 }, 'ERR_VALIDATION'],
  ['no source', { to_stage: 'DONE', qty: 1 }, 'ERR_VALIDATION'],
  ['no quantity', { from_stage: 'IN_BOX', to_stage: 'DONE' }, 'ERR_VALIDATION'],
  ['an unknown field', { ...forward, note: 'x' }, 'ERR_VALIDATION'],
  ['names in camel case', { fromStage: 'IN_BOX', toStage: 'DONE', qty: 1 }, 'ERR_VALIDATION'],
  ['a list', [forward], 'ERR_VALIDATION'],
  ['nothing', '', 'ERR_VALIDATION'],
])('a move with %s is refused', async (what, body, code) => {
  const { id } = await server.addType(what, 10);
  const answer = await move(id, body);
  expect([answer.status, answer.body.code]).toEqual([400, code]);
});

test('what is not there cannot be moved, added to or undone', async () => {
  for (const id of [unknownId, 'x']) {
    expect((await move(id, forward)).body.code).toBe('ERR_TYPE_NOT_FOUND');
    const add = await server.post(`/api/v1/types/${id}/add`, { qty: 1 });
    expect(refusal(add)).toEqual([404, 'ERR_TYPE_NOT_FOUND']);
    const undo = await server.call('POST', `/api/v1/types/${id}/undo`);
    expect(undo.status).toBe(404);
  }
});

test('an archived type stays as it is', async () => {
  const { id, uuid } = await server.addType('Shelved', 5);
  await server.db.raw('UPDATE miniatures.miniature_types SET archived_at = now() WHERE id = ?', [
    uuid,
  ]);
  expect((await move(id, forward)).body.code).toBe('ERR_TYPE_ARCHIVED');
  const add = await server.post(`/api/v1/types/${id}/add`, { qty: 1 });
  expect(refusal(add)).toEqual([400, 'ERR_TYPE_ARCHIVED']);
  const undo = await server.call<Record<string, unknown>>('POST', `/api/v1/types/${id}/undo`);
  expect(refusal(undo)).toEqual([400, 'ERR_TYPE_ARCHIVED']);
});

test('undo takes the latest change back, one after another', async () => {
  const { id } = await server.addType('Wavering', 5);
  await move(id, { ...forward, qty: 2 });
  const undo = () => server.call<RestType & { code?: string }>('POST', `/api/v1/types/${id}/undo`);
  expect((await undo()).body.counts).toEqual(counts(5, 0, 0, 0, 0));
  expect((await server.get(`/api/v1/types/${id}/history`)).body).toEqual({ items: [] });
  expect((await undo()).body.counts).toEqual(counts(0, 0, 0, 0, 0));
  const nothing = await undo();
  expect([nothing.status, nothing.body.code]).toEqual([400, 'ERR_NOTHING_TO_UNDO']);
});
