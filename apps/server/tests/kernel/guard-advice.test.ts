import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { answerError } from '../../src/answer-errors.ts';
import { registerOriginGuard } from '../../src/origin-guard.ts';

const logged: string[] = [];
let apps: FastifyInstance[];
/** Without an entry, and with one. */
let bare: string;
let entered: string;

beforeAll(async () => {
  const stream = { write: (line: string) => void logged.push(line) };
  const listening = (allowedOrigins: readonly string[]) => {
    const app = Fastify({ logger: { level: 'warn', stream } });
    app.setErrorHandler(answerError);
    registerOriginGuard(app, { allowedOrigins });
    app.all('/', async () => ({ code: 'none' }));
    return app;
  };
  apps = [listening([]), listening(['http://localhost:8080', 'http://nas.lan:8080'])];
  const listen = { host: '127.0.0.1', port: 0 };
  [bare = '', entered = ''] = await Promise.all(apps.map((app) => app.listen(listen)));
});
afterAll(() => Promise.all(apps.map((app) => app.close())));
beforeEach(() => {
  logged.length = 0;
});

async function post(url: string, headers: Readonly<Record<string, string>>) {
  const outgoing = request(url, { method: 'POST', headers });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  return { status: response.statusCode, body: (await json(response)) as { details?: unknown } };
}

test.each([
  ['a proxy that drops the port', 'localhost', 'http://localhost:8080', 'http://localhost:8080'],
  ['a name with a proxy before it', 'nas.lan', 'http://nas.lan:8080', 'http://nas.lan:8080'],
  ['a name in the network', 'nas.lan:4400', 'http://nas.lan:4400', 'http://nas.lan:4400'],
  ['a proxy with HTTPS', 'nas.lan', 'https://nas.lan', 'https://nas.lan'],
  ['a program in another container', 'app:4400', undefined, 'http://app:4400'],
  [
    'another name of the loopback',
    'localhost.localdomain:4400',
    undefined,
    'http://localhost.localdomain:4400',
  ],
  [
    'a name for the machine outside',
    'host.docker.internal',
    undefined,
    'http://host.docker.internal',
  ],
  [
    'a proxy that calls a container',
    'app:4400',
    'http://localhost:8080',
    'http://localhost:8080,http://app:4400',
  ],
  [
    'a page of another origin',
    'localhost:4400',
    'https://studio.example',
    'https://studio.example',
  ],
])('%s is told what to put in, in the answer and in the log', async (_who, host, origin, value) => {
  const headers = { host, ...(origin === undefined ? {} : { origin }) };
  const advice = { setting: 'ALLOWED_ORIGINS', value };
  expect(await post(bare, headers)).toMatchObject({
    status: 403,
    body: { code: 'ERR_ORIGIN_REFUSED', details: advice },
  });
  expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, ...advice }]);
});

test.each([
  ['localhost', 'http://localhost:8080'],
  ['localhost:4400', 'http://localhost:8080'],
  ['nas.lan', 'http://nas.lan:8080'],
  ['nas.lan:4400', 'http://nas.lan:8080'],
  ['nas.lan', undefined],
])('with one entry %s may be called by pages at %s', async (host, origin) => {
  const headers = { host, ...(origin === undefined ? {} : { origin }) };
  expect((await post(entered, headers)).status).toBe(200);
  expect(logged).toEqual([]);
});

test.each([
  ['nas.lan', 'http://nas.lan:9090', 'http://nas.lan:9090'],
  ['app:4400', 'http://nas.lan:8080', 'http://app:4400'],
  ['evil.example', undefined, 'http://evil.example'],
  ['nas.lan.evil.example:8080', 'http://nas.lan:8080', 'http://nas.lan.evil.example:8080'],
])('an entry is for no other: %s called by %s', async (host, origin, value) => {
  const headers = { host, ...(origin === undefined ? {} : { origin }) };
  const { status, body } = await post(entered, headers);
  expect([status, body.details]).toEqual([403, { setting: 'ALLOWED_ORIGINS', value }]);
});

test('what no entry can allow gets no value', async () => {
  for (const headers of [{ host: 'a b' }, { host: 'localhost', origin: 'null' }]) {
    const { status, body } = await post(bare, headers);
    expect([status, body.details]).toEqual([403, { setting: 'ALLOWED_ORIGINS' }]);
  }
});

test('the same is logged once an hour, and not without an end', async () => {
  const refuseMany = async () => {
    logged.length = 0;
    for (let place = 0; place < 120; place += 1) {
      for (const _again of [1, 2]) await post(bare, { host: `name-${place}.example` });
    }
    return logged.map((line) => JSON.parse(line).value);
  };
  const hourMs = 3_600_000;
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    // Past the hour of the tests before, whatever this clock begins with.
    vi.advanceTimersByTime(2 * hourMs);
    const first = await refuseMany();
    expect(first).toHaveLength(100);
    expect(new Set(first).size).toBe(100);
    vi.advanceTimersByTime(hourMs - 1);
    expect(await refuseMany()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await refuseMany()).toEqual(first);
  } finally {
    vi.useRealTimers();
  }
});
