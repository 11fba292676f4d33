import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FilesServer, startFilesServer } from './files-server.ts';
import { pdf, png, video } from './sample-files.ts';

let server: FilesServer;
let editor: string;
const content = video(100_000);
let id: string;
beforeAll(async () => {
  server = await startFilesServer();
  editor = await server.addMember('editor', 'one');
  id = (await server.upload(editor, 'result-attachment/one.1', content, { name: 'a.mp4' })).body.id;
});
afterAll(() => server.close());

const get = (headers: Record<string, string> = {}, path = id, method = 'GET') =>
  server.call(editor, `/api/files/${path}`, { headers, method });

test('it runs nothing, is what we say it is, and is nobody else’s to keep', async () => {
  const { headers } = await get({ 'accept-encoding': 'gzip, br' });
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': '100000',
    'content-disposition': `inline; filename="a.mp4"; filename*=UTF-8''a.mp4`,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
  });
  expect(headers.get('content-encoding')).toBeNull();
});

test('nothing of it is packed on the way, so that parts fit together', async () => {
  const long = Buffer.from('a line of a log\n'.repeat(500));
  const { body } = await server.upload(editor, 'result-attachment/one.3', long);
  const whole = await get({ 'accept-encoding': 'br' }, body.id);
  expect(whole.headers.get('content-encoding')).toBeNull();
  expect(whole.headers.get('content-length')).toBe('8000');
  const part = await get({ 'accept-encoding': 'br', range: 'bytes=10-4000' }, body.id);
  expect([part.status, part.headers.get('content-encoding')]).toEqual([206, null]);
  expect(part.bytes.equals(long.subarray(10, 4001))).toBe(true);
});

describe('ranges', () => {
  test.each([
    ['bytes=0-99', 0, 99],
    ['bytes=500-', 500, 99_999],
    ['bytes=-10', 99_990, 99_999],
    ['bytes=99990-200000', 99_990, 99_999],
  ])('%s', async (range, first, last) => {
    const { status, headers, bytes } = await get({ range });
    expect(status).toBe(206);
    expect(headers.get('content-range')).toBe(`bytes ${first}-${last}/100000`);
    expect(headers.get('content-length')).toBe(String(last - first + 1));
    expect(bytes).toEqual(content.subarray(first, last + 1));
  });

  test.each(['bytes=0-1,5-6', 'lines=0-5', 'bytes=9-5', 'bytes=x-y', 'bytes=-'])(
    '%s is not understood, so all is sent',
    async (range) => {
      const { status, bytes } = await get({ range });
      expect([status, bytes.length]).toEqual([200, 100_000]);
    },
  );

  test.each(['bytes=100000-', 'bytes=-0'])('%s is beyond the end', async (range) => {
    const { status, headers } = await get({ range });
    expect([status, headers.get('content-range')]).toEqual([416, 'bytes */100000']);
  });

  test('of another version none is sent', async () => {
    const tag = String((await get()).headers.get('etag'));
    expect((await get({ range: 'bytes=0-1', 'if-range': tag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  });
});

test('whoever has it is told that nothing changed', async () => {
  const tag = String((await get()).headers.get('etag'));
  const { status, bytes } = await get({ 'if-none-match': `"x", ${tag}` });
  expect([status, bytes.length]).toEqual([304, 0]);
});

test('HEAD says as much as GET and reads nothing', async () => {
  const { status, headers, bytes } = await get({}, id, 'HEAD');
  expect([status, headers.get('content-length'), bytes.length]).toEqual([200, '100000', 0]);
});

test('what may bring a script is saved and not shown; pictures too where that is asked', async () => {
  const upload = async (bytes: Buffer) =>
    (await server.upload(editor, 'result-attachment/one.2', bytes)).body.id;
  const [document, picture] = [await upload(pdf), await upload(await png())];
  const as = async (path: string) =>
    String((await get({}, path)).headers.get('content-disposition')).split(';')[0];
  expect(await as(document)).toBe('attachment');
  expect(await as(picture)).toBe('inline');
  expect(await as(`${picture}?download`)).toBe('attachment');
});

test.each([
  ['../../../etc/passwd', 400],
  ['%2e%2e%2f%2e%2e%2fsecret', 404],
  ['00000000-0000-0000-0000-000000000000', 404],
  ["x' OR 1=1", 404],
])('%s is no file', async (path) => {
  expect((await get({}, path)).status).toBe(404);
});
