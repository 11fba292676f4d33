import { connect, type Socket } from 'node:net';

/** A request down to its bytes: what no well-behaved client would let anyone send. */
export interface RawRequest {
  readonly method: string;
  /** As it stands in the first line, escaped or not. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Buffer | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends requests one after another on one connection, and opens another when the server closes it. */
export function createRawClient(port: number) {
  let socket: Socket | undefined;

  const exchange = (current: Socket, bytes: Buffer, withBody: boolean) =>
    new Promise<RawAnswer>((resolve, reject) => {
      let received = Buffer.alloc(0);
      const done = (finish: () => void) => {
        current.off('data', onData).off('close', onClose).off('error', onClose);
        finish();
      };
      const onData = (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        const answer = readAnswer(received, withBody);
        if (answer === undefined) return;
        if (answer.closes) {
          current.destroy();
          socket = undefined;
        }
        done(() => resolve(answer));
      };
      const onClose = (error?: unknown) => {
        socket = undefined;
        const seen = received.toString('latin1');
        done(() => reject(new Error(`closed without an answer ${error ?? ''} ${seen}`)));
      };
      current.on('data', onData).on('close', onClose).on('error', onClose);
      current.write(bytes);
    });

  return {
    async send(request: RawRequest): Promise<RawAnswer> {
      const withBody = request.method !== 'HEAD';
      const kept = socket;
      if (kept !== undefined) {
        // The server may be hanging up on a kept connection: then, and only then, once more.
        const answer = await exchange(kept, bytesOf(request), withBody).catch(() => undefined);
        if (answer !== undefined) return answer;
      }
      socket = await openSocket(port);
      return exchange(socket, bytesOf(request), withBody);
    },
    close(): void {
      socket?.destroy();
    },
  };
}

export type RawClient = ReturnType<typeof createRawClient>;

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).setNoDelay(true);
    socket.once('error', reject);
  });
}

function bytesOf({ method, target, headers, body }: RawRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (body !== undefined) lines.push(`content-length: ${body.length}`);
  const head = Buffer.from(
    [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n'),
    'latin1',
  );
  return body === undefined ? head : Buffer.concat([head, body]);
}

/** The answer, once all of it is there. */
function readAnswer(
  bytes: Buffer,
  withBody: boolean,
): (RawAnswer & { closes: boolean }) | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const closes = /\r\nconnection: close/.test(head);
  const body = bytes.subarray(end + 4);
  const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
  if (!withBody || status === 204) return { status, closes, text: '' };
  if (head.includes('\r\ntransfer-encoding: chunked')) {
    const text = body.toString();
    return text.endsWith('0\r\n\r\n') ? { status, closes, text: dechunked(body) } : undefined;
  }
  return body.length < length
    ? undefined
    : { status, closes, text: body.toString('utf8', 0, length) };
}

function dechunked(body: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    if (size === 0) return Buffer.concat(parts).toString();
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
