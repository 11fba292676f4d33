import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { redraw } from '@atelier/api/identity/files/picture.ts';
import { storing } from '@atelier/api/identity/files/storing.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type FilesServer, startFilesServer } from './files-server.ts';
import { pdf, photo, pictureBomb, png, video } from './sample-files.ts';

let server: FilesServer;
let editor: string;
let result: string;
beforeAll(async () => {
  server = await startFilesServer({ userBytes: 20 * 1024 ** 2 });
});
beforeEach(async () => {
  editor = await server.addMember('editor', 'one');
  result = `result-attachment/one.${randomUUID()}`;
});
afterAll(() => server.close());

/** Nothing is left of it, whichever way it was refused. */
afterEach(async () => {
  const rows = await server.rows();
  const keys = rows.flatMap(({ storageKey, thumbnailKey }) => [storageKey, thumbnailKey]);
  const stored = await server.stored();
  expect(stored.map((path) => path.slice(-32)).sort()).toEqual(keys.filter(Boolean).sort());
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 3)]);

test.each<[string, string, () => Promise<Buffer> | Buffer]>([
  ['a program called a picture', 'me.png', () => exe],
  ['a drawing with a script', 'a.svg', () => Buffer.from(svg)],
  ['a drawing called a text', 'a.txt', () => Buffer.from(`<!-- hello -->\n${svg}`)],
  [
    'a page called a text',
    'a.txt',
    () => Buffer.from('\ufeff \n<!DOCTYPE html><script>1</script>'),
  ],
  ['XML', 'a.txt', () => Buffer.from(`<?xml version="1.0"?>${svg}`)],
  [
    'an archive',
    'a.pdf',
    () => Buffer.concat([Buffer.from('504b0304140000000000', 'hex'), Buffer.alloc(99)]),
  ],
  ['bytes of no kind', 'a.mp4', () => Buffer.from([0, 1, 2, 3, 4, 250, 251])],
  ['a picture that this use does not take', 'a.jpg', () => photo()],
  ['text in UTF-16', 'a.txt', () => Buffer.from('\ufeffhello', 'utf16le')],
])('%s is refused by what it holds', async (_what, name, content) => {
  const bytes = await content();
  const { status, body } = await server.upload(editor, result, bytes, {
    name,
    headers: { 'content-type': 'video/mp4' },
  });
  expect([status, body.code]).toEqual([415, 'ERR_FILE_TYPE_REFUSED']);
});

test('the id of a user in capitals is no second place for pictures', async () => {
  const user = await server.addUser();
  const content = await png();
  expect((await server.upload(user, `profile-picture/${user}`, content)).status).toBe(201);
  const loud = await server.upload(user, `profile-picture/${user.toUpperCase()}`, content);
  expect([loud.status, loud.body.code]).toEqual([404, 'ERR_FILE_THING_UNKNOWN']);
  expect(await server.db('identity.files').where({ ownerId: user })).toHaveLength(1);
});

test('nothing is refused as no file', async () => {
  const { status, body } = await server.upload(editor, result, Buffer.alloc(0));
  expect([status, body.code]).toEqual([400, 'ERR_FILE_EMPTY']);
});

test.each([
  ['../../../etc/passwd', 'passwd.pdf'],
  ['..\\..\\windows\\win.ini', 'win.ini.pdf'],
  ['/etc/cron.d/x.pdf', 'x.pdf'],
  ['a.pdf\r\nSet-Cookie: x=1', 'a.pdfSet-Cookie_ x=1.pdf'],
  ['a"; filename="evil.html', 'a_; filename=_evil.html.pdf'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe.pdf'],
  ['con.pdf', '_con.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['', 'file.pdf'],
  ['\u200b.pdf', 'pdf.pdf'],
  [`${'z'.repeat(3000)}.zip.zip.pdf`, `${'z'.repeat(196)}.pdf`],
  ['bomb.zip\u0000.pdf', 'bomb.zip.pdf'],
])('the name %j is kept as %j, and steers no header', async (name, kept) => {
  const { status, body } = await server.upload(editor, result, pdf, { name });
  expect([status, body.name]).toEqual([201, kept]);
  const { headers } = await server.call(editor, `/api/files/${body.id}`);
  const disposition = headers.get('content-disposition') ?? '';
  expect(disposition).toMatch(
    /^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w.~!$&+^`|%-]+$/,
  );
  expect(headers.get('set-cookie')).toBeNull();
  expect(
    (await server.stored()).filter((path) =>
      /passwd|evil|cron|con/.test(path.slice(server.folder.length)),
    ),
  ).toEqual([]);
});

test('a name longer than any is refused', async () => {
  const { status, body } = await server.upload(editor, result, pdf, { name: 'x'.repeat(4097) });
  expect([status, body.code]).toEqual([400, 'ERR_VALIDATION']);
});

test('what is hidden behind the end of a picture is not stored', async () => {
  const hidden = Buffer.from('<script>alert(1)</script>PK\u0003\u0004');
  const content = Buffer.concat([await png(), hidden]);
  const { status, body } = await server.upload(editor, result, content);
  expect(status).toBe(201);
  const row = await server.db('identity.files').where({ id: body.id }).first();
  const path = (await server.stored()).find((each) => each.endsWith(row.storageKey));
  expect((await readFile(path ?? '')).includes('script')).toBe(false);
});

test('a script that begins as a picture is no picture', async () => {
  const user = await server.addUser();
  const polyglot = Buffer.from(`GIF89a/*${'x'.repeat(300)}*/=1;alert(1)//<script>`);
  const answer = await server.upload(user, `profile-picture/${user}`, polyglot);
  expect([answer.status, answer.body.code]).toEqual([400, 'ERR_FILE_DAMAGED']);
});

test('a picture that grows beyond its place when it is drawn anew is too large', async () => {
  const user = await server.addUser();
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const content = await sharp({
    create: { width: 3300, height: 3300, channels: 3, background: '#000', noise },
  })
    .jpeg({ quality: 60 })
    .toBuffer();
  expect(content.length).toBeLessThan(5 * 1024 ** 2);
  const { status, body } = await server.upload(user, `profile-picture/${user}`, content);
  expect([status, body.code]).toEqual([413, 'ERR_FILE_TOO_LARGE']);
});

test
  .skipIf(!existsSync('/dev/full'))
  .each(['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const)(
  'a full disk makes no damaged picture of %s',
  async (type) => {
    const from = join(await testFolder('full'), 'picture');
    const format = type.slice('image/'.length) as 'png' | 'jpeg' | 'webp' | 'gif';
    await sharp(await photo())
      .toFormat(format)
      .toFile(from);
    // A device on which there is no room.
    await expect(storing(() => redraw(from, type, '/dev/full'))).rejects.toMatchObject({
      code: 'ERR_FILE_STORE_UNAVAILABLE',
    });
  },
);

test('a picture that would unpack to gigabytes is not unpacked', async () => {
  const { status, body } = await server.upload(editor, result, await pictureBomb());
  expect([status, body.code]).toEqual([413, 'ERR_FILE_TOO_MANY_PIXELS']);
});

test('5 GB are refused by their announced length, before any of it comes', async () => {
  const answer = await raw(result, { 'content-length': String(5 * 1024 ** 3) }, async (send) => {
    send(video(1000));
  });
  expect(answer).toMatchObject({ status: 413, code: 'ERR_FILE_TOO_LARGE' });
});

test('what announces nothing is refused where it is too much', async () => {
  const answer = await raw(result, { 'transfer-encoding': 'chunked' }, async (send, end) => {
    send(video(1000));
    for (let sent = 0; sent < 6; sent += 1) send(Buffer.alloc(1024 ** 2));
    end();
  });
  expect(answer).toMatchObject({ status: 413, code: 'ERR_FILE_TOO_LARGE' });
});

test('a packed bomb is not unpacked to its end', async () => {
  const bomb = gzipSync(Buffer.concat([video(100), Buffer.alloc(40 * 1024 ** 2)]));
  const { status } = await server.upload(editor, result, bomb, {
    headers: { 'content-encoding': 'gzip' },
  });
  expect(status).toBe(413);
});

test('a thing takes as many files and bytes as its use says, however many come at once', async () => {
  // Of as many users: each user's own files wait for each other anyway.
  const editors = await Promise.all(
    Array.from({ length: 8 }, () => server.addMember('editor', 'one')),
  );
  const answers = await Promise.all(editors.map((each) => server.upload(each, result, pdf)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  const [refused] = answers.filter(({ status }) => status !== 201);
  expect([refused?.status, refused?.body.code]).toEqual([409, 'ERR_FILE_THING_FULL']);
  const other = `result-attachment/one.${randomUUID()}`;
  await server.upload(editor, other, video(4 * 1024 ** 2));
  const tooMuch = await server.upload(editor, other, video(3 * 1024 ** 2));
  expect(tooMuch.body.code).toBe('ERR_FILE_THING_FULL');
});

test('a user has as much room as the house says, wherever the files are', async () => {
  const send = (size: number) =>
    server.upload(editor, `result-attachment/one.${randomUUID()}`, video(size));
  for (let sent = 0; sent < 5; sent += 1) await send(4 * 1024 ** 2 - 1000);
  const answers = await Promise.all([send(4000), send(4000)]);
  const codes = answers.map(({ status, body }) => [status, body.code]);
  expect(codes).toContainEqual([409, 'ERR_FILE_USER_FULL']);
  expect(codes).toContainEqual([201, undefined]);
});

test('what is cut off leaves nothing, raw or as a form', async () => {
  const before = (await server.rows()).length;
  for (const headers of [
    { 'content-length': '2000000' },
    { 'content-length': '2000000', 'content-type': 'multipart/form-data; boundary=x' },
  ]) {
    const sending = raw(result, headers, async (send, _end, cut) => {
      if ('content-type' in headers) {
        send(
          Buffer.from('--x\r\nContent-Disposition: form-data; name="f"; filename="a.mp4"\r\n\r\n'),
        );
      }
      send(video(1_000_000));
      await vi.waitFor(async () => {
        if ((await server.stored()).every((path) => !path.includes('incoming')))
          throw new Error('not yet');
      });
      cut();
    });
    await expect(sending).rejects.toThrow();
    await vi.waitFor(async () => {
      const left = (await server.stored()).filter((path) => path.includes('incoming'));
      if (left.length > 0) throw new Error('still there');
    });
  }
  expect((await server.rows()).length).toBe(before);
});

test('a form that ends too early is refused', async () => {
  const form =
    '--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF-1.4 and no end';
  const answer = await raw(
    result,
    { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(form.length) },
    async (send, end) => {
      send(Buffer.from(form));
      end();
    },
  );
  expect(answer).toMatchObject({ status: 400, code: 'ERR_FILE_CUT_OFF' });
});

test('a form without a boundary is refused', async () => {
  const headers = { 'content-type': 'multipart/form-data' };
  const { status, body } = await server.upload(editor, result, pdf, { headers });
  expect([status, body.code]).toEqual([400, 'ERR_VALIDATION']);
});

/** Sends a body by hand; the answer, as far as there is one. */
function raw(
  to: string,
  headers: Record<string, string>,
  body: (send: (bytes: Buffer) => void, end: () => void, cut: () => void) => Promise<void>,
): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${server.url}/api/files/${to}`,
      { method: 'POST', headers: { 'x-test-user': editor, ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (part) => {
          text += part;
          // The server answers at once, and drains the rest.
          if (!text.endsWith('}')) return;
          resolve({ status: answer.statusCode ?? 0, code: JSON.parse(text).code });
          sending.destroy();
        });
        answer.on('error', () => {});
      },
    );
    sending.on('error', reject);
    body(
      (bytes) => sending.write(bytes),
      () => sending.end(),
      () => sending.destroy(),
    ).catch(reject);
  });
}
