import { connect, type Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { percentile } from './figure.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpLoad {
  readonly port: number;
  readonly connections: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  /** Connection i sends request i, again and again; they are dealt out round and round. */
  readonly requests: readonly HttpRequest[];
  /** Requests in a second over all connections; as many as there can be without it. */
  readonly rate?: number;
}

export interface HttpLoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** How many answers there were of each status, warming up included. */
  readonly statuses: Readonly<Record<string, number>>;
}

/**
 * The lightest HTTP client that will do: bytes are made beforehand, of an answer only the status and
 * the length are read. It shares the machine with the server, and every cycle it takes is missing there.
 */
async function run(load: HttpLoad): Promise<HttpLoadResult> {
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  const begin = performance.now();
  const from = begin + load.warmupSeconds * 1000;
  const until = from + load.seconds * 1000;
  const gap = load.rate === undefined ? 0 : (load.connections / load.rate) * 1000;

  const one = async (index: number): Promise<void> => {
    const request = load.requests[index % load.requests.length];
    if (request === undefined) throw new Error('no requests');
    const bytes = requestBytes(request, load.port);
    const exchange = openConnection(load.port);
    // Due times are fixed beforehand: an answer that is late delays no later request unseen.
    let due = begin + (gap * index) / load.connections;
    for (;;) {
      if (gap > 0) await dueAt(due);
      const sent = gap > 0 ? due : performance.now();
      if (sent >= until) break;
      const status = await exchange.send(bytes);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const now = performance.now();
      if (sent >= from && now < until) times.push(now - sent);
      due += gap;
    }
    exchange.close();
  };
  await Promise.all(Array.from({ length: load.connections }, (_, index) => one(index)));
  return {
    perSecond: times.length / load.seconds,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    statuses,
  };
}

function requestBytes({ method, path, body, headers = {} }: HttpRequest, port: number): Buffer {
  const content = body === undefined ? '' : JSON.stringify(body);
  const head = [`${method} ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`];
  for (const [name, value] of Object.entries(headers)) head.push(`${name}: ${value}`);
  if (body !== undefined) {
    head.push('content-type: application/json', `content-length: ${Buffer.byteLength(content)}`);
  }
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${content}`);
}

/** One keep-alive connection, one request at a time. */
function openConnection(port: number) {
  const socket: Socket = connect(port, '127.0.0.1').setNoDelay(true);
  let missing = 0;
  let chunked = false;
  let head = '';
  let status = '';
  let answered: (status: string) => void = () => {};
  let failed: (error: Error) => void = () => {};
  socket.on('error', (error) => failed(error));
  socket.on('close', () => failed(new Error('the server closed the connection')));
  socket.on('data', (chunk) => {
    if (missing > 0 || chunked) {
      missing -= chunk.length;
    } else {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      status = head.slice(9, 12);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      // Without a length the answer comes in chunks, the last of them empty.
      chunked = length === undefined;
      missing = Number(length ?? 0) - (head.length - end - 4);
      head = '';
    }
    if (chunked ? chunk.subarray(-5).toString('latin1') === '0\r\n\r\n' : missing === 0) {
      chunked = false;
      missing = 0;
      answered(status);
    }
  });
  return {
    send: (bytes: Buffer) =>
      new Promise<string>((resolve, reject) => {
        answered = resolve;
        failed = reject;
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}

function dueAt(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time - performance.now()));
}

console.log(JSON.stringify(await run((await json(process.stdin)) as HttpLoad)));
