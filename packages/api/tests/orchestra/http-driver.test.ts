import { gzipSync } from 'node:zlib';
import type { DriverCall } from '@atelier/api/orchestra/execution/drivers/driver.ts';
import { httpDriver } from '@atelier/api/orchestra/execution/drivers/http/http-driver.ts';
import { StepError } from '@atelier/api/orchestra/execution/drivers/step-error.ts';
import { describe, expect, test } from 'vitest';
import { driverCall } from './driver-call.ts';
import { json, startRecordingServer } from './recording-server.ts';

const system = await startRecordingServer(({ path, headers, body }, response) => {
  if (path === '/huge') {
    const piece = Buffer.alloc(1024 * 1024, 97);
    response.writeHead(200, { 'content-type': 'text/plain' });
    const more = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    return more();
  }
  if (path === '/bomb') {
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    return;
  }
  if (path === '/bytes') {
    response.writeHead(200).end(Buffer.from([0x61, 0xff, 0x00, 0x62]));
    return;
  }
  if (path === '/drip') {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 50);
    response.on('close', () => clearInterval(timer));
    return;
  }
  if (path === '/cut') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
    return;
  }
  if (path.startsWith('/to?')) {
    response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end();
    return;
  }
  if (path === '/login') {
    response.writeHead(200, { 'set-cookie': ['sid=7; Path=/; HttpOnly', 'other=1'] }).end();
    return;
  }
  return json(response, 200, { path, headers, body });
});
const stranger = await startRecordingServer((_, response) => json(response, 200, {}));

const call = (request: object, more: Partial<DriverCall> = {}): DriverCall => {
  const { environment } = driverCall(request);
  return driverCall(request, {
    environment: { ...environment, baseUrls: { default: system.url } },
    ...more,
  });
};
const answerOf = async (request: object, more?: Partial<DriverCall>) =>
  httpDriver.perform(call(request, more));
const refusalOf = async (request: object, more?: Partial<DriverCall>) => {
  const error = await answerOf(request, more).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof StepError) return error.code;
  throw new Error(`was not refused: ${String(error)}`);
};

describe('where requests go', () => {
  test('only to hosts that are allowed, also behind a redirect and a name', async () => {
    expect(await refusalOf({ url: stranger.url })).toBe('HOST_NOT_ALLOWED');
    const behind = `/to?${encodeURIComponent(`${stranger.url}/x`)}`;
    expect(await refusalOf({ url: behind })).toBe('HOST_NOT_ALLOWED');
    // The name is allowed, and leads to this machine, which is not.
    const environment = { ...call({}).environment, allowedHosts: ['ip6-localhost', '*.localhost'] };
    expect(await refusalOf({ url: 'http://169.254.169.254/' }, { environment })).toBe(
      'HOST_NOT_ALLOWED',
    );
    expect(
      await refusalOf({ url: `http://ip6-localhost:${stranger.port}/` }, { environment }),
    ).toMatch(/HOST_NOT_ALLOWED|HOST_NOT_FOUND/);
    expect(stranger.requests).toEqual([]);
    const open = { ...environment, allowedHosts: ['127.0.0.0/8'] };
    expect((await answerOf({ url: stranger.url }, { environment: open })).output.status).toBe(200);
  });

  test('no address of another kind, and no other host by a path', async () => {
    for (const url of [
      'file:///etc/passwd',
      'ftp://x/',
      '//evil.example/',
      'http://',
      'http://[',
    ]) {
      expect(await refusalOf({ url }), url).toMatch(/URL_INVALID|HOST_NOT_ALLOWED/);
    }
    expect(await refusalOf({ url: '/to?file%3A%2F%2F%2Fetc%2Fpasswd' })).toBe('URL_INVALID');
    expect(await refusalOf({ url: '/to?%2Fto%3F%2F', redirects: 1 })).toBe('TOO_MANY_REDIRECTS');
  });
});

describe('what comes back', () => {
  test('is cut where it is too large, packed or not', async () => {
    const huge = await answerOf({ url: '/huge' });
    expect(huge.notes).toMatchObject({ cut: true, bytes: 8 * 1024 * 1024 });
    expect((await answerOf({ url: '/bomb' })).notes).toMatchObject({ cut: true });
  });

  test('has no bytes that could not be stored', async () => {
    const { output, notes } = await answerOf({ url: '/bytes' });
    expect(output.text).toBe('a\uFFFD\uFFFDb');
    expect(notes).toMatchObject({ invalidText: true });
  });

  test('ends with its time however slowly it comes, and is told where it breaks off', async () => {
    const signal = AbortSignal.timeout(300);
    await expect(answerOf({ url: '/drip' }, { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(await refusalOf({ url: '/cut' })).toBe('CONNECTION_LOST');
    expect(
      await refusalOf(
        { url: 'http://127.0.0.1:1/' },
        {
          environment: { ...call({}).environment, allowedHosts: ['127.0.0.1'] },
        },
      ),
    ).toBe('CONNECTION_REFUSED');
  });
});

test('cookies are kept from step to step, and sent where they belong', async () => {
  const { state = null } = await answerOf({ url: '/login' });
  const { output } = await answerOf({ url: '/who' }, { state });
  expect(output.body).toMatchObject({ headers: { cookie: 'sid=7; other=1' } });
});

test('bodies are sent as they are said: forms, parts, a key', async () => {
  const form = { type: 'form', fields: { a: '1 & 2', b: ['x', 'y'] } };
  const sent = await answerOf({ method: 'POST', url: '/form', body: form });
  expect(sent.output.body).toMatchObject({ body: 'a=1+%26+2&b=x&b=y' });
  const parts = [{ name: 'f"\r\n', fileName: 'a.txt', base64: 'aGk=', contentType: 'text/plain' }];
  const key = { header: 'Idempotency-Key', value: 'k1' };
  const multi = await answerOf(
    { method: 'POST', url: '/parts', body: { type: 'multipart', parts } },
    { key },
  );
  expect(multi.output.body).toMatchObject({
    headers: { 'idempotency-key': 'k1' },
    body: expect.stringContaining('name="f%22%0D%0A"; filename="a.txt"'),
  });
});
