import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerPackedBodies } from '../../src/packed-bodies.ts';
import { importedEvent, importedType } from '../miniatures/import-file.ts';
import { type RestServer, refusal, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
  for (let place = 0; place < 30; place += 1) await server.addType(`Type ${place}`, 1);
});
afterAll(() => server.close());

const gzip = { 'content-encoding': 'gzip' };
const megabyte = 1024 * 1024;

describe('a body', () => {
  test.each(['gzip', 'GZIP', 'x-gzip', 'identity', ''])('may come as "%s"', async (coding) => {
    const name = `Came as "${coding}"`;
    const plain = Buffer.from(JSON.stringify({ name }));
    const body = /gzip/i.test(coding) ? gzipSync(plain) : plain;
    const answer = await server.post('/api/v1/types', body, { 'content-encoding': coding });
    expect([answer.status, answer.body.name]).toEqual([201, name]);
  });

  test('of tRPC may come packed', async () => {
    const body = gzipSync(JSON.stringify({ name: 'Packed for tRPC' }));
    expect((await server.post('/api/trpc/miniatures.create', body, gzip)).status).toBe(200);
  });

  test('of an import may come packed, larger than other bodies may be', async () => {
    const history = Array.from({ length: 15_000 }, () => importedEvent());
    const file = JSON.stringify({ types: [importedType('Packed file', [1], history)] });
    expect(file.length).toBeGreaterThan(megabyte);
    const answer = await server.post('/api/v1/import', gzipSync(file), gzip);
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
  });

  test.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'compress', 'nonsense'])(
    'that comes as "%s" is refused, and it is told what is understood',
    async (coding) => {
      for (const path of ['/api/v1/types', '/api/v1/import', '/api/trpc/miniatures.create']) {
        const answer = await server.post(path, deflateSync('{}'), { 'content-encoding': coding });
        expect(answer.status).toBe(415);
        expect(answer.headers.get('accept-encoding')).toBe('gzip');
        expect(answer.text).toContain('"ERR_UNSUPPORTED_MEDIA_TYPE"');
        expect(answer.text).toContain('"accepted":"gzip"');
      }
    },
  );

  test.each([
    ['is not packed', Buffer.from('{"name":"x"}')],
    ['breaks off', gzipSync('{"name":"Broken off"}').subarray(0, -6)],
    ['is packed wrongly', Buffer.concat([gzipSync('{').subarray(0, 12), Buffer.alloc(50, 7)])],
    ['is nothing', Buffer.alloc(0)],
  ])('that %s though it says so is refused', async (_what, body) => {
    for (const path of ['/api/v1/types', '/api/trpc/miniatures.create']) {
      expect((await server.post(path, body, gzip)).status).toBe(400);
    }
    const [status] = refusal(await server.post('/api/v1/import', body, gzip));
    expect(status).toBe(400);
  });

  test('is refused by what it becomes', async () => {
    const body = (bytes: number) => gzipSync(`{"name":"${'x'.repeat(bytes - 11)}"}`);
    const full = await server.post('/api/v1/types', body(megabyte), gzip);
    expect(refusal(full)).toEqual([400, 'ERR_VALIDATION']);
    const [over, bomb] = [body(megabyte + 1), body(100 * megabyte)];
    for (const sent of [over, bomb]) {
      const answer = await server.post('/api/v1/types', sent, gzip);
      expect(refusal(answer)).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
      expect((await server.post('/api/trpc/miniatures.create', sent, gzip)).status).toBe(413);
    }
    const file = await server.post('/api/v1/import', bomb, gzip);
    expect(refusal(file)).toEqual([400, 'ERR_INVALID_IMPORT_FORMAT']);
  });

  test('that is a bomb is unpacked no further than it may be read', async () => {
    const body = gzipSync(Buffer.alloc(100 * megabyte, ' '));
    const bytes = await unpackedOf(body, megabyte);
    expect([bytes > 0, bytes <= megabyte]).toEqual([true, true]);
  });

  test('without a limit is unpacked as far as it is no bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(30 * megabyte, ' '));
    const bytes = await unpackedOf(bomb);
    expect([bytes > 0, bytes <= 16 * megabyte]).toEqual([true, true]);
    // As an export is, of 1 in 30.
    const line = Buffer.concat([randomBytes(64), Buffer.alloc(2000, ' ')]);
    const lines = Buffer.concat(
      Array.from({ length: 8_500 }, () => Buffer.concat([line, randomBytes(64)])),
    );
    const large = gzipSync(lines);
    expect(lines.length).toBeGreaterThan(17 * megabyte);
    expect(await unpackedOf(large)).toBe(lines.length);
  });
});

/** How much of a packed body is unpacked by a route that reads all it gets. */
async function unpackedOf(body: Buffer, bodyLimit = Number.MAX_SAFE_INTEGER): Promise<number> {
  const app = Fastify({ bodyLimit });
  registerPackedBodies(app);
  let bytes = 0;
  const closed = new Promise((resolve) => {
    app.addHook('preParsing', async (_request, _reply, payload) =>
      payload
        .on('data', (chunk) => {
          bytes += chunk.length;
        })
        .on('close', resolve),
    );
  });
  app.addContentTypeParser('text/plain', (_request, payload, done) =>
    payload.on('end', () => done(null)).on('error', done),
  );
  app.post('/', async () => 'read');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await fetch(url, {
    method: 'POST',
    headers: { ...gzip, 'content-type': 'text/plain' },
    body: new Uint8Array(body),
  });
  await closed;
  await app.close();
  return bytes;
}

/** The answer as it comes over the wire. */
async function read(path: string, headers: Readonly<Record<string, string>>) {
  const outgoing = request(`${server.url}${path}`, { headers });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

describe('an answer', () => {
  const paths = ['/api/v1/types', '/api/v1/export', '/api/trpc/miniatures.all', '/api/docs'];

  test.each(paths)('of %s is packed for whoever takes it so', async (path) => {
    const plain = await read(path, {});
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const [accepted, coding, unpack] of [
      ['gzip', 'gzip', gunzipSync],
      ['br', 'br', brotliDecompressSync],
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['br;q=0, *;q=0.5', 'gzip', gunzipSync],
    ] as const) {
      const packed = await read(path, { 'accept-encoding': accepted });
      expect([packed.status, packed.headers['content-encoding']]).toEqual([200, coding]);
      expect(packed.headers.vary).toMatch(/accept-encoding/i);
      expect(packed.body.length).toBeLessThan(plain.body.length);
      expect(unpack(packed.body).toString()).toBe(plain.body.toString());
    }
    for (const accepted of ['identity', 'deflate', '', 'zstd', 'nonsense;;q=x']) {
      const { status, headers } = await read(path, { 'accept-encoding': accepted });
      expect([status, headers['content-encoding']]).toEqual([200, undefined]);
    }
  });

  test.each([...paths, '/api/v1/status'])('of %s has a head', async (path) => {
    for (const accepted of ['gzip', 'identity']) {
      const headers = { 'accept-encoding': accepted };
      const { status, text } = await server.call('HEAD', path, { headers });
      expect([status < 300, text]).toEqual([true, '']);
    }
  });

  test('that is short is not packed', async () => {
    const { headers } = await read('/api/v1/status', { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBeUndefined();
  });

  test('that is to come piece by piece is not held back', async () => {
    const accepting = { 'accept-encoding': 'gzip, br' };
    const outgoing = request(`${server.url}/api/trpc/live.stream`, {
      headers: { ...accepting, accept: 'text/event-stream' },
    });
    outgoing.on('error', () => {}).end();
    const [response] = await once(outgoing, 'response');
    expect(response.headers['content-encoding']).toBeUndefined();
    const [piece] = await once(response, 'data');
    expect(String(piece)).toContain('event: connected');
    outgoing.destroy();
    const batch = await read('/api/trpc/miniatures.all?batch=1', {
      ...accepting,
      'trpc-accept': 'application/jsonl',
    });
    expect([batch.status, batch.headers['content-encoding']]).toEqual([200, undefined]);
  });
});

describe('a tag', () => {
  const known = (tag: string) => ({ 'if-none-match': tag });
  const tagOf = async (path: string) => String((await read(path, {})).headers.etag);

  test('saves what is known already from being sent again', async () => {
    const { id } = await server.addType('Tagged', 3);
    for (const path of ['/api/v1/types', `/api/v1/types/${id}`, `/api/v1/types/${id}/history`]) {
      const tag = await tagOf(path);
      expect(tag).toMatch(/^W\/"[\w-]+"$/);
      for (const sent of [tag, tag.replace('W/', ''), `"x", ${tag}`, '*']) {
        const { status, headers, body } = await read(path, known(sent));
        expect([status, headers.etag, body.length]).toEqual([304, tag, 0]);
      }
      expect((await read(path, { ...known(tag), 'accept-encoding': 'br' })).status).toBe(304);
      expect((await server.call('GET', path, { headers: known(tag) })).status).toBe(304);
      for (const sent of ['"x"', '', 'W/"', tag.slice(0, -2)]) {
        expect((await read(path, known(sent))).status).toBe(200);
      }
    }
  });

  test('changes with what it is of', async () => {
    const { id } = await server.addType('Moving', 3);
    const before = await tagOf('/api/v1/types');
    await server.post(`/api/v1/types/${id}/move`, {
      from_stage: 'IN_BOX',
      to_stage: 'DONE',
      qty: 1,
    });
    const after = await read('/api/v1/types', known(before));
    expect([after.status, after.headers.etag === before]).toEqual([200, false]);
    expect(await tagOf(`/api/v1/types?limit=1`)).not.toBe(after.headers.etag);
  });
});
