import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { AddressGuard } from './address-guard.ts';

type Body = NonNullable<ConstructorParameters<typeof Response>[0]>;

/** Statuses that have no body, by the standard of `fetch`. */
const bodiless = new Set([101, 204, 205, 304]);

/**
 * A `fetch` that connects only to where the guard lets it, follows no redirect, and gives a connection up on
 * which nothing is heard for so long, unless nobody reads what has come.
 */
export function createGuardedFetch(guard: AddressGuard, silenceMs: number) {
  const options = { keepAlive: true, maxSockets: 32, lookup: guard.lookup };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };

  async function guardedFetch(
    input: string | URL | Request,
    { method = 'GET', headers, body }: RequestInit = {},
  ): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input);
    guard.requireHost(url.hostname);
    const isHttps = url.protocol === 'https:';
    const request = (isHttps ? httpsRequest : httpRequest)(url, {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      agent: isHttps ? agents['https:'] : agents['http:'],
    });
    let heard: IncomingMessage | undefined;
    const look = () => {
      // Whoever reads it reads nothing at the moment: the silence is ours, and is looked at again.
      if (heard?.isPaused()) heard.socket.setTimeout(silenceMs, look);
      else request.destroy(new Error(`${url.host} is silent`));
    };
    request.setTimeout(silenceMs, look).once('response', (answer) => {
      heard = answer;
      const { socket } = answer;
      // What was silent while nobody read may take its time anew.
      answer.on('resume', () => socket.setTimeout(silenceMs));
      answer.once('close', () => socket.off('timeout', look));
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    // A store may answer, with a refusal, before all of the body is sent.
    const sent = body ? pipeline(Readable.fromWeb(bodyOf(body)), request) : request.end();
    const answer = await Promise.race([answered, Promise.resolve(sent).then(() => answered)]);
    Promise.resolve(sent).catch(() => {});
    const status = answer.statusCode ?? 502;
    if (bodiless.has(status)) answer.resume();
    return new Response(bodiless.has(status) ? null : (Readable.toWeb(answer) as Body), {
      status,
      headers: Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    });
  }

  return {
    fetch: guardedFetch as typeof fetch,
    close(): void {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function bodyOf(body: Body): ReadableStream {
  return new Response(body).body as ReadableStream;
}
