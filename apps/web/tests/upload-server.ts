import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An upload that has arrived, or is arriving. */
export interface ReceivedUpload {
  readonly url: string;
  readonly key: string;
  /** Resolves with its content, or rejects when its sender leaves. */
  readonly content: Promise<Buffer>;
  answer(status: number, body: unknown): void;
  /** Hangs up without an answer. */
  drop(): void;
}

/**
 * A server that listens and takes uploads, each answered by the test. The document is given its address as its
 * base, so that what is sent to `/api/…` goes there.
 */
export async function startUploadServer() {
  const received: ReceivedUpload[] = [];
  const waiting: ((upload: ReceivedUpload) => void)[] = [];
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') return response.end();
    const upload = uploadOf(request, response);
    const waiter = waiting.shift();
    if (waiter === undefined) received.push(upload);
    else waiter(upload);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = document.createElement('base');
  base.href = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  document.head.append(base);
  return {
    /** The next one that comes. */
    next(): Promise<ReceivedUpload> {
      const upload = received.shift();
      if (upload !== undefined) return Promise.resolve(upload);
      return new Promise((resolve) => waiting.push(resolve));
    },
    /** How many have come and were not taken. */
    get pending() {
      return received.length;
    },
    close() {
      base.remove();
      server.closeAllConnections();
      server.close();
    },
  };
}

function uploadOf(request: IncomingMessage, response: ServerResponse): ReceivedUpload {
  const content = (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks);
  })();
  content.catch(() => {});
  return {
    url: String(request.url),
    key: String(request.headers['idempotency-key']),
    content,
    answer(status, body) {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    },
    // Of the socket: a request that has come whole is destroyed without it, and its sender would wait.
    drop: () => request.socket.destroy(),
  };
}
