import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A request as it came. */
export interface ModelServerRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Writes an answer byte by byte. */
export interface AnswerWriter {
  /** The status line and the headers, and the empty line behind them. */
  head(status: string, headers?: Readonly<Record<string, string>>): Promise<void>;
  /** Bytes of the body as they are; the connection's end is the body's, unless the head says otherwise. */
  send(...pieces: readonly (string | Uint8Array)[]): Promise<void>;
  /** A piece of a body in chunked coding. */
  chunk(piece: string | Uint8Array): Promise<void>;
  wait(milliseconds: number): Promise<void>;
  /** Resets the connection, as a server that died. */
  cut(): void;
  /** Whether the client is still there. */
  isOpen(): boolean;
}

export type AnswerScript = (answer: AnswerWriter, request: ModelServerRequest) => Promise<void>;

export interface ModelServer {
  /** With `/v1`. */
  readonly baseUrl: string;
  /** Every request so far. */
  readonly requests: readonly ModelServerRequest[];
  /** What is answered from here on: one script for each request, and the last for all that follow. */
  answers(...scripts: readonly AnswerScript[]): void;
  /** Connections that are open. */
  openConnections(): number;
  close(): Promise<void>;
}

/** A server on a socket of its own that speaks HTTP as it is told to, so that it can break it anywhere. */
export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelServerRequest[] = [];
  const sockets = new Set<Socket>();
  let scripts: AnswerScript[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    void serve(socket, async (answer, request) => {
      requests.push(request);
      const script = scripts.length > 1 ? scripts.shift() : scripts[0];
      await script?.(answer, request);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    answers(...next) {
      scripts = [...next];
    },
    openConnections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One request for each connection, which is closed behind the answer. */
async function serve(socket: Socket, answer: AnswerScript): Promise<void> {
  const request = await readRequest(socket);
  if (request === undefined) return;
  await answer(writerOn(socket), request);
  socket.end();
}

async function readRequest(socket: Socket): Promise<ModelServerRequest | undefined> {
  let bytes = Buffer.alloc(0);
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    bytes = Buffer.concat([bytes, piece]);
    const headEnd = bytes.indexOf('\r\n\r\n');
    if (headEnd === -1) continue;
    const [first = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
      }),
    );
    const body = bytes.subarray(headEnd + 4);
    if (body.length < Number(headers['content-length'] ?? 0)) continue;
    const [method = '', path = ''] = first.split(' ');
    return {
      ...{ method, path, headers },
      body: body.length > 0 ? JSON.parse(body.toString()) : undefined,
    };
  }
  return undefined;
}

function writerOn(socket: Socket): AnswerWriter {
  const send = async (piece: string | Uint8Array): Promise<void> => {
    if (!socket.writable) return;
    if (socket.write(piece)) return;
    await new Promise<void>((resolve) => {
      socket.once('drain', resolve).once('close', resolve);
    });
  };
  return {
    head: (status, headers = { 'content-type': 'text/event-stream' }) =>
      send(
        [
          `HTTP/1.1 ${status}`,
          ...Object.entries({ connection: 'close', ...headers }).map(
            ([name, value]) => `${name}: ${value}`,
          ),
          '\r\n',
        ].join('\r\n'),
      ),
    async send(...pieces) {
      for (const piece of pieces) await send(piece);
    },
    async chunk(piece) {
      const bytes = Buffer.from(piece);
      await send(
        Buffer.concat([
          Buffer.from(`${bytes.length.toString(16)}\r\n`),
          bytes,
          Buffer.from('\r\n'),
        ]),
      );
    },
    wait: (milliseconds) => pause(milliseconds),
    cut: () => {
      socket.resetAndDestroy();
    },
    isOpen: () => !socket.destroyed && socket.writable,
  };
}

/** An event of the protocol with a piece of an answer. */
export const deltaEvent = (delta: object, rest: object = {}): string =>
  event({
    ...{ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'm' },
    choices: [{ index: 0, delta, finish_reason: null }],
    ...rest,
  });

/** The event that ends an answer. */
export const finishEvent = (reason = 'stop'): string =>
  event({
    ...{ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'm' },
    choices: [{ index: 0, delta: {}, finish_reason: reason }],
  });

/** The event with the count of tokens. */
export const usageEvent = (prompt: number, completion: number): string =>
  event({
    ...{ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'm', choices: [] },
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    },
  });

export const doneEvent = 'data: [DONE]\n\n';

export const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/** An answer of these words, as a server gives it that keeps to the protocol. */
export const wordsScript =
  (...words: readonly string[]): AnswerScript =>
  async (answer) => {
    await answer.head('200 OK');
    for (const word of words) await answer.send(deltaEvent({ content: word }));
    await answer.send(finishEvent(), usageEvent(12, words.length), doneEvent);
  };
