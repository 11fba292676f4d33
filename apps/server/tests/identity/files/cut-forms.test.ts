import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type FilesServer, startFilesServer } from './files-server.ts';
import { pdf, video } from './sample-files.ts';

let server: FilesServer;
beforeAll(async () => {
  server = await startFilesServer();
});
afterAll(() => server.close());

const part = (name: string) =>
  `--x\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\n`;

/** A form that is written by hand. */
function beginForm(user: string, to: string, length: number): ClientRequest {
  const sending = request(`${server.url}/api/files/${to}`, {
    method: 'POST',
    headers: {
      'x-test-user': user,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': length,
    },
  });
  sending.on('error', () => {});
  return sending;
}

async function answerOf(sending: ClientRequest): Promise<{ code: string }> {
  const [answer] = await once(sending, 'response');
  const [text] = await once(answer, 'data');
  sending.destroy();
  return JSON.parse(String(text));
}

test('a form that ends within its second file is refused, and harms nobody else', async () => {
  const editor = await server.addMember('editor', 'one');
  const first = Buffer.concat([Buffer.from(part('a.pdf')), pdf, Buffer.from('\r\n--x\r\n')]);
  const second = Buffer.from(`${part('b.pdf').slice(5)}abc`);
  const to = 'result-attachment/one.cut';
  const sending = beginForm(editor, to, first.length + second.length);
  sending.write(first);
  await wait(500);
  sending.end(second);
  expect((await answerOf(sending)).code).toBe('ERR_FILE_CUT_OFF');
  expect((await server.upload(editor, to, pdf)).status).toBe(201);
  expect(await server.rows()).toHaveLength(1);
});

test('senders who leave between a file and the end of its form hold no place', async () => {
  const content = video(100_000);
  const form = Buffer.concat([Buffer.from(part('a.mp4')), content, Buffer.from('\r\n--x\r\n')]);
  const incoming = async () => (await server.stored()).filter((path) => path.includes('incoming'));
  // As many as are taken in at the same time, by all users together.
  const sendings = await Promise.all(
    Array.from({ length: 32 }, async (_, at) => {
      const user = await server.addMember('editor', 'one');
      const sending = beginForm(user, `result-attachment/one.left${at}`, form.length + 1000);
      sending.write(form);
      return sending;
    }),
  );
  await vi.waitFor(async () => expect(await incoming()).toHaveLength(32), 10_000);
  await wait(500);
  for (const sending of sendings) sending.destroy();
  const editor = await server.addMember('editor', 'one');
  expect((await server.upload(editor, 'result-attachment/one.next', pdf)).status).toBe(201);
  expect(await incoming()).toEqual([]);
});

test.each([
  ['before', Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n')],
  ['behind', Buffer.concat([Buffer.from(part('a.pdf')), pdf, Buffer.from(`\r\n${part('b.pdf')}`)])],
])('what comes %s the file of a form has an end', async (_where, beginning) => {
  const editor = await server.addMember('editor', 'one');
  const sending = beginForm(editor, 'result-attachment/one.endless', 2 ** 30);
  const answer = answerOf(sending);
  sending.write(beginning);
  for (let at = 0; at < 5; at += 1) sending.write(Buffer.alloc(1024 ** 2));
  expect((await answer).code).toBe('ERR_PAYLOAD_TOO_LARGE');
});

test('a large file in a form is no more than itself', async () => {
  const editor = await server.addMember('editor', 'one');
  const content = Buffer.concat([
    Buffer.from(part('a.mp4')),
    video(4 * 1024 ** 2),
    Buffer.from(`\r\n${part('b.mp4')}`),
    video(3 * 1024 ** 2),
    Buffer.from('\r\n--x--\r\n'),
  ]);
  const { status } = await server.upload(editor, 'result-attachment/one.large', content, {
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  });
  expect(status).toBe(201);
});

test('a user with many slow uploads takes no more than some of the places', async () => {
  const content = video(100_000);
  const form = Buffer.concat([Buffer.from(part('a.mp4')), content]);
  const incoming = async () => (await server.stored()).filter((path) => path.includes('incoming'));
  const greedy = await server.addMember('editor', 'one');
  const codes: unknown[] = [];
  const sendings = Array.from({ length: 33 }, (_, at) => {
    const sending = beginForm(greedy, `result-attachment/one.slow${at}`, form.length + 1000);
    sending.on('response', (answer) => codes.push(answer.statusCode));
    sending.write(form);
    return sending;
  });
  // Four are taken in, sixteen wait, and the others are told at once.
  await vi.waitFor(() => expect(codes).toEqual(Array(13).fill(429)), 10_000);
  await vi.waitFor(async () => expect(await incoming()).toHaveLength(4), 10_000);
  const other = await server.addMember('editor', 'one');
  expect((await server.upload(other, 'result-attachment/one.other', pdf)).status).toBe(201);
  for (const sending of sendings) sending.destroy();
  await vi.waitFor(async () => expect(await incoming()).toEqual([]), 10_000);
  expect((await server.upload(greedy, 'result-attachment/one.other', pdf)).status).toBe(201);
});
