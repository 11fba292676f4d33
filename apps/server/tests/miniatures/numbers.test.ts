import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, type RestType, refusal, startRestServer } from '../kernel/rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

interface Page {
  readonly items: readonly RestType[];
  readonly next_cursor?: string | null;
}

test('an id is a whole number, and the next one is larger', async () => {
  const [one, other] = [await server.addType('One'), await server.addType('Other')];
  expect(Number.isSafeInteger(one.id)).toBe(true);
  expect(other.id).toBeGreaterThan(one.id);
});

test('an address names a type by its number or its UUID, whatever its case', async () => {
  const { id, uuid } = await server.addType('Both ways', 9);
  const move = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1 };
  for (const [place, name] of [id, uuid, uuid.toUpperCase()].entries()) {
    const path = `/api/v1/types/${name}`;
    const moved = await server.post<RestType>(`${path}/move`, move);
    expect([moved.body.id, moved.body.counts.done]).toEqual([id, place + 1]);
    expect((await server.post<RestType>(`${path}/add`, { qty: 1 })).body.id).toBe(id);
    expect((await server.call<RestType>('POST', `${path}/undo`)).body.id).toBe(id);
    expect((await server.get<RestType>(path)).body).toEqual(moved.body);
    expect((await server.get<Page>(`${path}/history`)).body.items).toHaveLength(1);
  }
});

test('a key is for one command, whichever way its type is named', async () => {
  const { id, uuid } = await server.addType('Keyed', 9);
  const key = { 'idempotency-key': 'either' };
  const move = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1 };
  const first = await server.post(`/api/v1/types/${id}/move`, move, key);
  const again = await server.post(`/api/v1/types/${uuid}/move`, move, key);
  expect([again.status, again.text]).toEqual([200, first.text]);
});

test('an answer that was kept before types had numbers has the number when it is asked for again', async () => {
  const { uuid } = await server.addType('Of before', 9);
  const path = `/api/v1/types/${uuid}`;
  const move = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1 };
  const commands = [
    ['/api/v1/types', { name: 'Made before' }],
    [`${path}/add`, { qty: 1 }],
    [`${path}/move`, move],
    [`${path}/undo`, {}],
  ] as const;
  const moveMany = { moves: [{ id: uuid, from: 'IN_BOX', to: 'DONE', quantity: 1 }] };
  const procedures = [
    ['/api/trpc/miniatures.create', { name: 'Made by a page' }],
    ['/api/trpc/miniatures.moveMany', moveMany],
  ] as const;
  const send = () =>
    Promise.all(
      [...commands, ...procedures].map(([address, body], place) =>
        server.post<RestType>(address, body, {
          'idempotency-key': `before ${place}`.replace(' ', '-'),
        }),
      ),
    );
  const first = await send();
  expect(first.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200]);
  // As it was stored by the version before.
  const keys = server.db('kernel.idempotency_keys').whereLike('key', 'before-%');
  const rows: { key: string; answer: unknown }[] = await keys.clone().select('key', 'answer');
  for (const { key, answer } of rows) {
    const text = JSON.stringify(answer, (name, value) => (name === 'number' ? undefined : value));
    expect(text).not.toBe(JSON.stringify(answer));
    await keys.clone().where({ key }).update({ answer: text });
  }
  const again = await send();
  expect(again.slice(0, 4)).toMatchObject(
    first.slice(0, 4).map(({ status, text }) => ({ status, text })),
  );
  expect(again.slice(4).map(({ status }) => status)).toEqual([200, 200]);
});

test('a number that was given is not given again', async () => {
  const { id, uuid } = await server.addType('Discarded');
  const discarded = await server.post('/api/trpc/miniatures.discard', { id: uuid });
  expect(discarded.status).toBe(200);
  expect(refusal(await server.get(`/api/v1/types/${id}`))).toEqual([404, 'ERR_TYPE_NOT_FOUND']);
  expect((await server.addType('After')).id).toBeGreaterThan(id);
});

test('the list comes whole, or in pages for whoever asks for them', async () => {
  const whole = (await server.get<Page>('/api/v1/types')).body;
  expect(Object.keys(whole)).toEqual(['items']);
  const found: RestType[] = [];
  let query = 'limit=2';
  for (;;) {
    const { body } = await server.get<Page>(`/api/v1/types?${query}`);
    expect(body.items.length).toBeLessThanOrEqual(2);
    found.push(...body.items);
    if (body.next_cursor === null) break;
    query = `limit=2&cursor=${body.next_cursor}`;
  }
  expect(found).toEqual(whole.items);
  const rest = await server.get<Page>(`/api/v1/types?${query.replace('limit=2&', '')}`);
  expect(rest.body).toEqual({ items: found.slice(-rest.body.items.length), next_cursor: null });
});

test.each([
  ...['limit=0', 'limit=1001', 'limit=', 'limit=two', 'limit=1.5', 'limit=1&limit=2', 'limit=-1'],
  ...['cursor=none', 'cursor=', 'cursor=WzEsMl0', 'offset=1', 'page=2', 'search=x', 'sort=name'],
])('a list is not asked for with %s', async (query) => {
  const answer = await server.get(`/api/v1/types?${query}`);
  expect(refusal(answer)).toEqual([400, 'ERR_VALIDATION']);
});

test('a history comes whole, and says so', async () => {
  const { id } = await server.addType('Whole');
  for (const query of ['limit=1', 'cursor=x', 'offset=1']) {
    const answer = await server.get(`/api/v1/types/${id}/history?${query}`);
    expect(refusal(answer)).toEqual([400, 'ERR_VALIDATION']);
    expect(JSON.stringify(answer.body.details)).toContain(query.replace(/=.*/, ''));
  }
});
