import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { HeaderEventSource } from './header-event-source.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that answers each connection in its turn, and what each of them said. */
async function serverOf(...answers: readonly ((response: ServerResponse) => void)[]) {
  const asked: { readonly authorization: unknown; readonly last: unknown }[] = [];
  const server = createServer(({ headers }, response) => {
    asked.push({ authorization: headers.authorization, last: headers['last-event-id'] });
    answers[asked.length - 1]?.(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const source = new HeaderEventSource(`http://127.0.0.1:${port}`, {
    headers: { authorization: 'Bearer of news' },
  });
  closers.push(() => {
    source.close();
    server.closeAllConnections();
    server.close();
  });
  return { asked, source };
}

const stream = { 'content-type': 'text/event-stream' };
const next = (source: HeaderEventSource, type: string) =>
  new Promise<unknown>((resolve) => source.addEventListener(type, resolve));

test('hears events however they are cut, by their names and with their ids', async () => {
  const { source, asked } = await serverOf((response) => {
    response.writeHead(200, stream).write(': a comment\n\nid: 7\ndata: {"a"');
    setTimeout(() => response.write(':\ndata: "Ж"}\r\n\r\nevent: ping\ndata: \n\n'), 20);
  });
  const [message, ping] = await Promise.all([next(source, 'message'), next(source, 'ping')]);
  expect(message).toEqual({ type: 'message', data: '{"a":\n"Ж"}', lastEventId: '7' });
  expect(ping).toEqual({ type: 'ping', data: '', lastEventId: '7' });
  expect(asked).toEqual([{ authorization: 'Bearer of news', last: undefined }]);
});

test('connects anew when it was cut off, and says what it heard last', async () => {
  const { source, asked } = await serverOf(
    (response) => response.writeHead(200, stream).end('id: 41\ndata: first\n\n'),
    (response) => response.writeHead(200, stream).write('data: second\n\n'),
  );
  await next(source, 'error');
  expect(source.readyState).toBe(source.CONNECTING);
  expect(await next(source, 'message')).toMatchObject({ data: 'second' });
  expect(asked.map(({ last }) => last)).toEqual([undefined, '41']);
});

test('what is refused is over', async () => {
  const { source } = await serverOf((response) => response.writeHead(401).end('no'));
  expect(await next(source, 'error')).toMatchObject({ data: 'no' });
  expect(source.readyState).toBe(source.CLOSED);
});
