import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type FileStore, PieceMissing } from '@atelier/api/identity/files/file-store.ts';
import { openFolderStore } from '@atelier/api/identity/files/folder-store.ts';
import { openS3Store, type S3Settings } from '@atelier/api/identity/files/s3-store.ts';
import { storing } from '@atelier/api/identity/files/storing.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
let server: S3rver;
let settings: S3Settings;
beforeAll(async () => {
  folder = await testFolder('stores');
  server = new S3rver({
    ...{ port: 0, address: '127.0.0.1', silent: true, resetOnClose: true },
    ...{ directory: join(folder, 's3'), configureBuckets: [{ name: 'bucket' }] },
  });
  const { port } = await server.run();
  settings = {
    endpoint: `http://127.0.0.1:${port}`,
    ...{ bucket: 'bucket', region: 'us-east-1', key: 'S3RVER', secret: 'S3RVER' },
    allowedAddresses: ['127.0.0.1'],
  };
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const newKey = () => randomBytes(16).toString('hex');

async function put(store: FileStore, content: Buffer, key = newKey()): Promise<string> {
  const path = join(folder, `draft-${key}`);
  await writeFile(path, content);
  await store.put(key, path, content.length);
  return key;
}

async function listed(store: FileStore) {
  const pieces = [];
  for await (const piece of store.list()) pieces.push(piece);
  return pieces;
}

describe.each<[string, () => FileStore]>([
  ['a folder', () => openFolderStore(join(folder, 'files'))],
  ['an S3 store', () => openS3Store(settings)],
])('%s', (_kind, open) => {
  test('gives back what it was given, whole and in part', async () => {
    const store = open();
    const content = randomBytes(700_000);
    const key = await put(store, content);
    expect((await buffer(await store.open(key))).equals(content)).toBe(true);
    const part = await store.open(key, { first: 100_000, last: 100_009 });
    expect(await buffer(part)).toEqual(content.subarray(100_000, 100_010));
    store.close();
  });

  test('lists what it has, and says of what it has not that it is missing', async () => {
    const store = open();
    const key = await put(store, Buffer.from('hello'));
    const found = (await listed(store)).find((each) => each.key === key);
    expect(found).toMatchObject({ key, size: 5 });
    expect(Math.abs(Date.now() - (found?.changedAt ?? 0))).toBeLessThan(60_000);
    await store.remove(key);
    await store.remove(key);
    expect((await listed(store)).map((each) => each.key)).not.toContain(key);
    await expect(store.open(key)).rejects.toThrow(PieceMissing);
    store.close();
  });
});

test('a folder keeps pieces closed to others, and takes no other text for a key', async () => {
  const store = openFolderStore(join(folder, 'closed'));
  const key = await put(store, Buffer.from('hello'));
  const path = join(folder, 'closed', key.slice(0, 2), key);
  expect((await stat(join(folder, 'closed'))).mode & 0o777).toBe(0o700);
  expect(await readFile(path, 'utf8')).toBe('hello');
  for (const bad of ['../../etc/passwd', '..', '', 'A'.repeat(32), `${key}/x`]) {
    await expect((async () => store.open(bad))()).rejects.toThrow(TypeError);
    await expect((async () => store.remove(bad))()).rejects.toThrow(TypeError);
  }
  expect(await readdir(join(folder, 'closed'))).toEqual([key.slice(0, 2)]);
});

test('an S3 store is asked for page after page', async () => {
  // The server of the other tests cannot continue a list on this OpenSSL; so one that does nothing else.
  const pages = Array.from({ length: 3 }, () => Array.from({ length: 600 }, newKey));
  const asked: (string | null)[] = [];
  const { endpoint, close } = await listening((request, response) => {
    const token = new URL(String(request.url), 'http://x').searchParams.get('continuation-token');
    asked.push(token);
    const page = Number(token ?? 0);
    const next = page < 2 ? `<NextContinuationToken>${page + 1}</NextContinuationToken>` : '';
    const entries = [...(pages[page] ?? []), 'none-of-ours'].map(
      (key) => `<Contents><Key>atelier-files/${key}</Key><Size>7</Size>
        <LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>"x"</ETag></Contents>`,
    );
    response.setHeader('content-type', 'application/xml');
    response.end(`<?xml version="1.0"?><ListBucketResult><IsTruncated>${page < 2}</IsTruncated>
      ${next}${entries.join('')}</ListBucketResult>`);
  });
  const store = openS3Store({ ...settings, endpoint });
  const changedAt = Date.UTC(2026, 0, 2, 3, 4, 5);
  expect(await listed(store)).toEqual(pages.flat().map((key) => ({ key, size: 7, changedAt })));
  expect(asked).toEqual([null, '1', '2']);
  store.close();
  close();
});

async function listening(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describe('requests that nobody allowed are not made', () => {
  test.each([
    'http://127.0.0.1:9000',
    'http://169.254.169.254',
    'http://[::1]:9000',
    'http://[::ffff:169.254.169.254]',
    'http://[fd00:ec2::254]',
    'http://10.1.2.3',
    'http://0.0.0.0:9000',
    'http://2130706433',
    'http://0x7f.1',
    'http://100.100.100.200',
  ])('%s', (endpoint) => {
    const open = () => openS3Store({ ...settings, endpoint, allowedAddresses: ['192.168.0.0/16'] });
    expect(open).toThrow(expect.objectContaining({ code: 'ERR_FILE_STORE_ADDRESS' }));
  });

  test('nor to a name that means such an address', async () => {
    const endpoint = settings.endpoint.replace('127.0.0.1', 'localhost');
    const store = openS3Store({ ...settings, endpoint, allowedAddresses: [] });
    await expect(store.open(newKey())).rejects.toThrow(/is an address of this machine or network/);
    store.close();
  });

  test('nor where a store sends them elsewhere', async () => {
    const asked: string[] = [];
    const { endpoint, close } = await listening((request, response) => {
      asked.push(String(request.url));
      response.writeHead(307, { location: `${settings.endpoint}/bucket/elsewhere` }).end();
    });
    const store = openS3Store({ ...settings, endpoint });
    await expect(store.open(newKey())).rejects.toThrow();
    expect(asked).toHaveLength(1);
    store.close();
    close();
  });
});

test('a store that does not answer is unavailable, and no mistake of whoever asks', async () => {
  const store = openS3Store({ ...settings, endpoint: 'http://127.0.0.1:1' });
  await expect(storing(() => store.open(newKey()))).rejects.toMatchObject({
    code: 'ERR_FILE_STORE_UNAVAILABLE',
  });
  const stranger = openS3Store({ ...settings, key: 'wrong' });
  await expect(storing(() => put(stranger, Buffer.from('x')))).rejects.toMatchObject({
    code: 'ERR_FILE_STORE_UNAVAILABLE',
  });
  store.close();
  stranger.close();
});
