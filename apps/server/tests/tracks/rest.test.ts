import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowser } from '../identity/browser.ts';
import { openStream } from '../kernel/live/open-stream.ts';
import { type RestServer, refusal, startRestServer } from '../kernel/rest-server.ts';

let webRoot: string;
let server: RestServer;
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'atelier-tracks-'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Atelier</title>');
  server = await startRestServer({ webRoot });
});
afterAll(async () => {
  await server.close();
  await rm(webRoot, { recursive: true });
});

type Browser = ReturnType<typeof createBrowser>;

/** As a browser asks that opens an address. */
const navigation =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

const open = async (deviceId: string, trackSlug: string) =>
  (await server.post<{ sessionId: string }>('/sessions', { deviceId, trackSlug })).body.sessionId;

test('a program makes a track, and reads it and its roadmap', async () => {
  const track = { title: 'SQL', slug: 'sql', description: null, roadmap: ['SELECT', 'JOIN'] };
  const made = await server.post('/tracks', { ...track, more: 'is left' });
  expect([made.status, made.body]).toMatchObject([201, { slug: 'sql', title: 'SQL', goal: '' }]);
  expect((await server.get('/tracks')).body).toEqual([made.body]);
  expect((await server.get('/tracks/sql')).body).toEqual(made.body);
  expect((await server.get('/tracks/sql/roadmap')).body).toMatchObject([
    { position: 0, text: 'SELECT', done: false },
    { position: 1, text: 'JOIN', done: false },
  ]);
  expect(refusal(await server.post('/tracks', track))).toEqual([409, 'ERR_TRACK_SLUG_TAKEN']);
  expect(refusal(await server.post('/tracks', {}))).toEqual([400, 'ERR_VALIDATION']);
  for (const slug of ['none', '%00', 'x'.repeat(600)]) {
    expect(refusal(await server.get(`/tracks/${slug}`))).toEqual([404, 'ERR_TRACK_NOT_FOUND']);
  }
});

test('whoever names HTML is given the page, and everybody else the data', async () => {
  await server.post('/tracks', { title: 'Both', slug: 'both' });
  const read = async (path: string, accept?: string, method = 'GET') => {
    const answer = await fetch(server.url + path, {
      method,
      headers: accept === undefined ? {} : { accept },
    });
    return { answer, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  for (const path of ['/tracks', '/tracks/', '/tracks/both', '/tracks/no-such-track']) {
    for (const accept of [navigation, 'text/html']) {
      const { answer, type, text } = await read(path, accept);
      expect([path, answer.status, type]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect(text).toContain('<title>Atelier</title>');
      expect(answer.headers.get('vary')).toContain('accept');
      expect((await read(path, accept, 'HEAD')).type).toBe('text/html; charset=utf-8');
    }
  }
  for (const accept of ['*/*', 'application/json', 'application/json, */*;q=0.1']) {
    for (const path of ['/tracks', '/tracks/', '/tracks/both', '/tracks/both/']) {
      const { answer, type } = await read(path, accept);
      expect([path, answer.status, type]).toEqual([path, 200, 'application/json; charset=utf-8']);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('vary')).toContain('accept');
    }
  }
  expect((await read('/tracks/none', 'application/json')).answer.status).toBe(404);
  // Nothing but these two has a page beside it.
  expect((await read('/tracks/both/roadmap', navigation)).type).toMatch(/^application\/json/);
  const posted = await fetch(`${server.url}/tracks`, {
    method: 'POST',
    headers: { accept: navigation, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'By a form' }),
  });
  expect(posted.status).toBe(201);
});

test('where no app is served, HTML is asked for in vain, and the data comes', async () => {
  const bare = await startRestServer();
  const { status, body } = await bare.call('GET', '/tracks', { headers: { accept: navigation } });
  expect([status, body]).toEqual([200, []]);
  await bare.close();
});

test('a device has one session on a track, in whose threads messages stand in order', async () => {
  await server.post('/tracks', { title: 'Talk', slug: 'talk' });
  const sessionId = await open('a device', 'talk');
  expect(await open('a device', 'talk')).toBe(sessionId);
  expect(await open('another', 'talk')).not.toBe(sessionId);
  const thread = `/sessions/${sessionId}/messages/chat`;
  expect((await server.get(thread)).body).toEqual([]);
  const said = { role: 'assistant', content: 'Hello', meta: { agentId: 'mentor_chat' } };
  await server.post(thread, { content: 'Hi' });
  const { status, body } = await server.post(thread, said);
  expect([status, body]).toMatchObject([201, said]);
  await server.post(thread, { role: 'tool', content: '{}' });
  const { body: all } = await server.get<readonly { id: string; content: string }[]>(thread);
  expect(all.map(({ content }) => content)).toEqual(['Hi', 'Hello', '{}']);
  expect(all[0]).not.toHaveProperty('meta');
  const { body: before } = await server.get(`${thread}?limit=1&before=${all[2]?.id}`);
  expect(before).toEqual([body]);
  expect(refusal(await server.post(thread, { content: '  ' }))).toEqual([400, 'ERR_VALIDATION']);
  expect(refusal(await server.post(thread, { role: 'system', content: 'x' }))).toEqual([
    400,
    'ERR_VALIDATION',
  ]);
  const nowhere = await server.get(`/sessions/${sessionId}/messages/lecture`);
  expect(refusal(nowhere)).toEqual([404, 'ERR_THREAD_NOT_FOUND']);
  for (const id of ['x', '00000000-0000-7000-8000-000000000000']) {
    expect(refusal(await server.get(`/sessions/${id}/messages/chat`))).toEqual([
      404,
      'ERR_TRACK_SESSION_NOT_FOUND',
    ]);
  }
  expect(
    refusal(await server.post('/sessions', { deviceId: 'a device', trackSlug: 'none' })),
  ).toEqual([404, 'ERR_TRACK_NOT_FOUND']);
});

test('a request that is repeated says a thing once', async () => {
  await server.post('/tracks', { title: 'Once', slug: 'once' });
  const thread = `/sessions/${await open('a device', 'once')}/messages/practice`;
  const key = { 'idempotency-key': 'said' };
  const first = await server.post(thread, { content: 'Once' }, key);
  expect((await server.post(thread, { content: 'Once' }, key)).body).toEqual(first.body);
  expect((await server.get(thread)).body).toHaveLength(1);
});

test('a synopsis is read and saved, and the version before it is kept', async () => {
  await server.post('/tracks', { title: 'Notes', slug: 'notes' });
  const sessionId = await open('a device', 'notes');
  const address = `/sessions/${sessionId}/synopsis`;
  expect((await server.get(address)).body).toEqual({ title: '', items: [], lastUpdated: null });
  const items = [
    { type: 'heading', text: 'JOIN' },
    { type: 'code', code: 'SELECT 1' },
    { type: 'list', items: ['a', 'b'] },
  ];
  const saved = await server.post(address, { title: 'SQL', items });
  expect([saved.status, saved.body]).toMatchObject([201, { title: 'SQL', items }]);
  await server.post(address, { title: 'SQL', items: items.slice(1) });
  expect((await server.get(address)).body).toMatchObject({ items: items.slice(1) });
  const { rows } = await server.db.raw(
    `SELECT v.version_num AS number, v.items_json AS items FROM tracks.synopsis_versions AS v
     JOIN tracks.synopses AS s ON s.id = v.synopsis_id WHERE s.session_id = ? ORDER BY 1`,
    [sessionId],
  );
  expect(rows).toMatchObject([{ number: 1 }, { number: 2 }]);
  expect(rows[0].items).toHaveLength(3);
  expect(refusal(await server.post(address, { items: [{ type: 'quiz' }] }))).toEqual([
    400,
    'ERR_VALIDATION',
  ]);
});

test('another browser’s device opens nothing without its signed cookie', async () => {
  await server.post('/tracks', { title: 'Guests', slug: 'guests' });
  const [first, ann, ben] = [1, 2, 3].map(() => createBrowser(server.url)) as [
    ...[Browser, Browser, Browser],
  ];
  const device = async (browser: Browser) => {
    await browser.send('/');
    await browser.read('identity.me');
    const signed = decodeURIComponent(browser.jar.get('atelier-device') ?? '');
    return signed.slice(0, signed.lastIndexOf('.'));
  };
  // The first browser of all is the owner's, as are programs without a cookie.
  await device(first);
  const [hers, his] = [await device(ann), await device(ben)];
  const ask = (browser: Browser, deviceId: string) =>
    browser.send('/sessions', {
      method: 'POST',
      body: { deviceId, trackSlug: 'guests' },
    });
  const { sessionId } = await (await ask(ann, hers)).json();
  const thread = `/sessions/${sessionId}/messages/chat`;
  expect((await ann.send(thread)).status).toBe(200);
  expect((await ask(ben, hers)).status).toBe(403);
  expect((await ben.send(thread)).status).toBe(404);
  expect((await server.get(thread)).status).toBe(404);
  const own = await open('a program', 'guests');
  const topics = [sessionId, own].map((id) => ({ topic: `tracks.answer:${id}` }));
  const { events, close } = await openStream(server.url, { input: { topics } });
  await expect.poll(() => events.map(({ kind }) => kind)).toContain('topic-refused');
  await expect.poll(() => events.map(({ kind }) => kind)).toContain('missed');
  close();
  const refused = events.filter(({ kind }) => kind === 'topic-refused');
  expect(refused).toEqual([{ kind: 'topic-refused', topic: `tracks.answer:${sessionId}` }]);
  const program = await server.post('/sessions', { deviceId: his, trackSlug: 'guests' });
  expect(refusal(program)).toEqual([403, 'ERR_DEVICE_OF_OTHERS']);
});
