import { type HttpRequest, httpRequest } from '@atelier/domain/orchestra/drivers/http.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { StepAborted } from '@atelier/engine/handler.ts';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { Driver, DriverAnswer, DriverCall } from '../driver.ts';
import { failureOf } from '../failure.ts';
import { guardOf, type HostGuard } from '../host-guard.ts';
import { StepError } from '../step-error.ts';
import { openJar } from './cookie-jar.ts';
import { readAnswer } from './read-answer.ts';
import { bodyOf, type SentBody } from './request-body.ts';
import { addressOf } from './request-url.ts';

const readers = new Set(['GET', 'HEAD', 'OPTIONS']);
/** So long nothing may come of an answer that has begun. */
const silenceMs = 30_000;

export const httpDriver: Driver = {
  onlyReads: (request) => readers.has(httpRequest.parse(request).method),
  async perform(call) {
    const parsed = httpRequest.safeParse(call.request);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? '';
      throw new StepError('REQUEST_INVALID', { field });
    }
    const guard = guardOf(call.environment);
    const agent = agentFor(parsed.data, call, guard);
    try {
      return await exchange(parsed.data, call, { guard, agent });
    } finally {
      await agent.destroy();
    }
  },
};

/** One for each request: its connections go to addresses that this environment allows, and to no others. */
function agentFor(request: HttpRequest, call: DriverCall, guard: HostGuard): Agent {
  const { clientCertificate: name } = request;
  const pem = name === undefined ? undefined : call.secret(name);
  const open = buildConnector({
    lookup: guard.lookup,
    ...(pem !== undefined && { cert: pem, key: pem }),
  });
  return new Agent({
    // What was frozen while it connected sends nothing any more.
    connect: (options, done) =>
      open(options, (...opened) => {
        if (opened[1] === null || call.isHeld?.() !== false) return done(...opened);
        opened[1].destroy();
        done(new StepAborted('lost'), null);
      }),
    headersTimeout: 0,
    bodyTimeout: silenceMs,
    maxHeaderSize: 64 * 1024,
    pipelining: 0,
  });
}

interface Way {
  readonly guard: HostGuard;
  readonly agent: Agent;
}

interface Hop {
  readonly url: URL;
  readonly method: HttpRequest['method'];
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: SentBody | undefined;
}

async function exchange(request: HttpRequest, call: DriverCall, way: Way): Promise<DriverAnswer> {
  const began = performance.now();
  const jar = openJar(request.cookies ? call.state : null);
  let hop = firstHop(request, call);
  const sent: Json = {
    ...{ method: hop.method, url: hop.url.href, headers: hop.headers },
    ...(hop.body !== undefined && { body: hop.body.shown }),
  };
  for (let redirects = 0; ; redirects += 1) {
    const { url } = hop;
    const cookie = request.cookies ? jar.headerFor(url) : '';
    const answer = await send(hop, way, cookie, call.signal).catch((error: unknown) => {
      throw redirects === 0 ? error : behindAnswer(error);
    });
    if (request.cookies) jar.take(url, answer.headers['set-cookie']);
    const next = redirects < request.redirects ? nextHop(hop, answer) : undefined;
    if (next === undefined) {
      if (redirects > 0 && redirects === request.redirects && nextHop(hop, answer) !== undefined) {
        await answer.body.dump({ limit: 0 }).catch(() => {});
        throw new StepError('TOO_MANY_REDIRECTS', { limit: request.redirects }, 'maybe');
      }
      const { output, notes } = await readAnswer(answer, url, call.signal);
      const durationMs = Math.round(performance.now() - began);
      return { output: { ...output, durationMs }, sent, notes, state: jar.kept() };
    }
    await answer.body.dump({ limit: 64 * 1024 }).catch(() => {});
    hop = next;
  }
}

function firstHop(request: HttpRequest, call: DriverCall): Hop {
  const url = addressOf(request, call.environment.baseUrls);
  const body = bodyOf(request);
  const headers: Record<string, string | string[]> = {};
  const set = (name: string, value: string | string[]) => {
    headers[name.toLowerCase()] = value;
  };
  set('user-agent', 'Atelier-Orchestra');
  set('accept', '*/*');
  if (body?.contentType !== undefined) set('content-type', body.contentType);
  if (call.key !== null) set(call.key.header, call.key.value);
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    set(name, Array.isArray(value) ? value.map(String) : String(value));
  }
  for (const [name, value] of Object.entries(headers)) {
    if (/[\r\n\0]/.test(String(value))) throw new StepError('REQUEST_INVALID', { field: name });
  }
  return { url, method: request.method, headers, body };
}

async function send(
  { url, method, headers, body }: Hop,
  { agent, guard }: Way,
  cookie: string,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  guard.require(url.hostname, portOf(url));
  try {
    return await agent.request({
      ...{ origin: url.origin, path: url.pathname + url.search, method, signal },
      headers: { ...headers, ...(cookie !== '' && { cookie: withCookie(headers.cookie, cookie) }) },
      ...(body !== undefined && { body: body.bytes }),
    });
  } catch (error) {
    throw failureOf(error, url.host, signal);
  }
}

/** Who was sent on has been answered: what the first host was asked to do may have been done. */
function behindAnswer(error: unknown): unknown {
  return error instanceof StepError ? new StepError(error.code, error.facts, 'maybe') : error;
}

function withCookie(own: string | string[] | undefined, kept: string): string {
  return own === undefined ? kept : `${[own].flat().join('; ')}; ${kept}`;
}

/** Names that are told to one host alone. */
const ownToHost = ['authorization', 'proxy-authorization', 'cookie'];

/** Where an answer sends to, as `fetch` follows it; undefined where it sends nowhere. */
function nextHop(hop: Hop, { statusCode, headers }: Dispatcher.ResponseData): Hop | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== 'string')
    return undefined;
  if (!URL.canParse(location, hop.url))
    throw new StepError('URL_INVALID', { url: location.slice(0, 200) }, 'maybe');
  const url = new URL(location, hop.url);
  if (!/^https?:$/.test(url.protocol))
    throw new StepError('URL_INVALID', { url: url.protocol }, 'maybe');
  const becomesGet =
    (statusCode === 303 && hop.method !== 'HEAD') || (statusCode < 303 && hop.method === 'POST');
  const dropped = [
    ...(url.origin === hop.url.origin ? [] : ownToHost),
    ...(becomesGet ? ['content-type', 'content-length'] : []),
  ];
  return {
    url,
    method: becomesGet ? 'GET' : hop.method,
    headers: Object.fromEntries(
      Object.entries(hop.headers).filter(([name]) => !dropped.includes(name)),
    ),
    body: becomesGet ? undefined : hop.body,
  };
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
