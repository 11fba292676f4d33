import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

const studio = 'https://studio.example';
let server: RestServer;
beforeAll(async () => {
  server = await startRestServer({
    settings: { host: 'Workshop', allowedOrigins: [studio], logLevel: 'silent' },
  });
});
afterAll(() => server.close());

/** Unlike `fetch`, sends whatever Host it is told to. */
async function send(method: string, path: string, headers: Readonly<Record<string, string>>) {
  const outgoing = request(`${server.url}${path}`, { method, headers });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  const body = await text(response);
  return { status: response.statusCode, headers: response.headers, body };
}

const port = () => new URL(server.url).port;
const paths = ['/health', '/api/v1/types', '/api/v1/export', '/api/docs', '/', '/api/trpc/x'];
const refused = {
  code: 'ERR_ORIGIN_REFUSED',
  message: expect.any(String),
  details: expect.objectContaining({ setting: 'ALLOWED_ORIGINS' }),
};
/** A refusal's code and message, in whichever of the two shapes the address answers. */
function coded(path: string, body: string) {
  const answer = JSON.parse(body);
  if (!path.startsWith('/api/trpc/')) return answer;
  const { httpStatus, ...data } = answer.error.data;
  expect([answer.error.code, httpStatus]).toEqual([-32003, 403]);
  return data;
}

describe('the Host', () => {
  test.each([
    'localhost',
    'LocalHost',
    '127.0.0.1',
    '[::1]',
    '192.168.1.20',
    'atelier.localhost',
    'workshop',
    'WORKSHOP',
  ])('%s is ours', async (name) => {
    for (const host of [name, `${name}:${port()}`, `${name}:1`]) {
      expect((await send('GET', '/health', { host })).status).toBe(200);
    }
  });

  test('on which we listen is ours for its pages too', async () => {
    const host = `workshop:${port()}`;
    const { status } = await send('GET', '/api/v1/types', { host, origin: `http://${host}` });
    expect(status).toBe(200);
  });

  test.each(['studio.example', 'Studio.Example', 'studio.example:81'])(
    '%s of an allowed origin is ours',
    async (host) => {
      expect((await send('GET', '/health', { host })).status).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'localhost.evil.example',
    'workshop.evil.example',
    'x.workshop',
    'evil.example:4400',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '127.0.0.1evil',
    'localhost:x',
    'user@localhost',
    '[::1',
    '2130706433',
  ])('"%s" is refused everywhere', async (host) => {
    for (const path of paths) {
      const { status, body } = await send('GET', path, { host });
      expect([status, coded(path, body)]).toEqual([403, refused]);
    }
  });
});

test('a request without a Host is refused', async () => {
  const socket = connect(Number(port()), '127.0.0.1').setEncoding('utf8');
  socket.write('GET /api/v1/types HTTP/1.0\r\n\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(answer).toContain('"ERR_ORIGIN_REFUSED"');
});

describe('the Origin', () => {
  test('that was called is ours, by whatever name', async () => {
    for (const host of [`localhost:${port()}`, `127.0.0.1:${port()}`]) {
      const { status, headers } = await send('GET', '/health', { host, origin: `http://${host}` });
      expect([status, headers['access-control-allow-origin']]).toEqual([200, undefined]);
    }
  });

  test('that is allowed may read the answer', async () => {
    const { status, headers } = await send('GET', '/api/v1/types', { origin: studio });
    expect([status, headers['access-control-allow-origin']]).toEqual([200, studio]);
    expect(headers.vary).toMatch(/origin/i);
  });

  test.each(['GET', 'POST', 'OPTIONS'])('that is not is refused, also a %s', async (method) => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://studio.example',
      'https://studio.example.evil.example',
      'http://localhost:1',
      'file://',
      'nonsense',
    ]) {
      for (const path of paths) {
        const { status, headers, body } = await send(method, path, { origin });
        expect([status, coded(path, body)]).toEqual([403, refused]);
        expect(headers['access-control-allow-origin']).toBeUndefined();
      }
    }
  });

  test('may ask beforehand what it may send', async () => {
    const { status, headers } = await send('OPTIONS', '/api/v1/types', {
      origin: studio,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,idempotency-key',
    });
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe(studio);
    expect(headers['access-control-allow-methods']).toContain('POST');
    expect(headers['access-control-allow-headers']).toContain('idempotency-key');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });
});

describe('a request without an Origin', () => {
  const fetched = (site: string, mode: string, dest: string) => ({
    'sec-fetch-site': site,
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
  });

  test.each([
    ['fetched without cors', 'no-cors', 'empty'],
    ['shown as an image', 'no-cors', 'image'],
    ['loaded as a script', 'no-cors', 'script'],
    ['put into a frame', 'navigate', 'iframe'],
    ['embedded', 'navigate', 'object'],
    ['opened as a socket', 'websocket', 'websocket'],
  ])('that another site had %s is refused', async (_how, mode, dest) => {
    for (const path of paths) {
      const { status, body } = await send('GET', path, fetched('cross-site', mode, dest));
      expect([status, coded(path, body)]).toEqual([403, refused]);
    }
  });

  test.each([
    ['a link from another site', fetched('cross-site', 'navigate', 'document')],
    ['an address typed in', fetched('none', 'navigate', 'document')],
    ['a page of ours', fetched('same-origin', 'cors', 'empty')],
    ['an allowed origin', { ...fetched('cross-site', 'cors', 'empty'), origin: studio }],
    ['a program', {}],
  ])('that comes from %s is answered', async (_what, headers) => {
    for (const path of ['/health', '/api/v1/types', '/api/docs']) {
      expect((await send('GET', path, headers)).status).toBe(200);
    }
  });
});

test('every answer has the security headers', async () => {
  for (const [path, origin, status] of [
    ['/health', undefined, 200],
    ['/api/v1/types', undefined, 200],
    ['/api/v1/types/x', undefined, 404],
    ['/api/trpc/miniatures.all', undefined, 200],
    ['/api/docs', undefined, 200],
    ['/nowhere', undefined, 404],
    ['/health', 'https://evil.example', 403],
  ] as const) {
    const answer = await send('GET', path, origin === undefined ? {} : { origin });
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = answer.headers['content-security-policy'];
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  }
});
