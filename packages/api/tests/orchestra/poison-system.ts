import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';

const megabyte = 1024 * 1024;
const head = (...lines: readonly string[]) => `HTTP/1.1 ${lines.join('\r\n')}\r\n\r\n`;
const ok = (type: string, ...more: readonly string[]) =>
  head('200 OK', `content-type: ${type}`, 'connection: close', ...more);

/** Sends the same piece again and again, as quickly as it is taken, up to so many bytes. */
function pour(socket: Socket, piece: Buffer, bytes: number): void {
  let left = bytes;
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= piece.length;
      if (!socket.write(piece)) return socket.once('drain', more);
    }
    return socket.end();
  };
  more();
}

/** Sends a little, and a little more, and never comes to an end. */
function drip(socket: Socket, begin: string, drop: string): void {
  socket.write(begin);
  const timer = setInterval(() => socket.write(drop), 20);
  socket.once('close', () => clearInterval(timer));
}

function whole(socket: Socket, headers: string, body: Buffer): void {
  socket.write(headers);
  socket.end(body);
}

const zeros = Buffer.alloc(64 * megabyte);
const bombs = {
  gzip: gzipSync(zeros),
  br: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
};
const objects = Buffer.from(`[${'{},'.repeat(2_500_000)}{}]`);

/** What each path does to whoever asks for it. */
const ways: Readonly<Record<string, (socket: Socket) => void>> = {
  '/gigabyte': (socket) => {
    socket.write(ok('text/plain'));
    pour(socket, Buffer.alloc(megabyte, 97), 1024 * megabyte);
  },
  '/redirects': (socket) =>
    void socket.end(head('302 Found', 'location: /redirects', 'content-length: 0')),
  '/slow-head': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n', 'x-more: 1\r\n'),
  '/slow-body': (socket) => drip(socket, ok('application/json'), ' '),
  '/endless-chunks': (socket) =>
    drip(socket, ok('application/json', 'transfer-encoding: chunked'), '1\r\n \r\n'),
  '/endless-hints': (socket) => drip(socket, '', head('103 Early Hints', 'link: </a>')),
  '/no-text': (socket) =>
    whole(socket, ok('application/json'), Buffer.from([0x22, 0xff, 0xc0, 0x00, 0xed, 0xa0, 0x80])),
  '/long-header': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-bomb: ');
    pour(socket, Buffer.alloc(megabyte, 97), 64 * megabyte);
  },
  '/many-headers': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    pour(socket, Buffer.from('x-bomb: 1\r\n'.repeat(10_000)), 64 * megabyte);
  },
  '/gzip-bomb': (socket) =>
    whole(socket, ok('application/json', 'content-encoding: gzip'), bombs.gzip),
  '/brotli-bomb': (socket) =>
    whole(socket, ok('application/json', 'content-encoding: br'), bombs.br),
  '/broken-gzip': (socket) =>
    whole(socket, ok('text/plain', 'content-encoding: gzip'), zeros.subarray(0, 100)),
  '/objects': (socket) => whole(socket, ok('application/json'), objects),
  '/deep': (socket) => whole(socket, ok('application/json'), Buffer.alloc(4 * megabyte, '[')),
  '/text': (socket) => whole(socket, ok('text/plain'), Buffer.alloc(3 * megabyte, 97)),
  '/garbage': (socket) => void socket.end('220 I am a mail server\r\n'),
  '/silence': () => {},
};

/** A system under test that means no good. */
export async function startPoison() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    socket.once('data', (data) => {
      const path = /^\S+ (\S+)/.exec(data.toString())?.[1] ?? '';
      (ways[path] ?? (() => socket.end(head('404 Not Found', 'content-length: 0'))))(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
