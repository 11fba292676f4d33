import { createTRPCUntypedClient } from '@trpc/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { callError } from './errors.ts';
import { lateSubscriptions } from './late-subscriptions.ts';

let sources: FakeEventSource[];
let heard: unknown[];
let listening: { unsubscribe: () => void }[];

/** A browser's source of events, to which the test is the server; Node has none. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  readonly CLOSED = 2;
  readonly url: string;
  readyState = 1;

  constructor(url: string) {
    super();
    this.url = url;
    sources.push(this);
  }

  close(): void {
    this.readyState = this.CLOSED;
  }

  send(type: string, data: unknown = {}, lastEventId = ''): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }

  /** The connection was cut: a browser comes back by itself, unless it has given up. */
  cut(isOver: boolean): void {
    this.readyState = isOver ? this.CLOSED : 0;
    this.dispatchEvent(new Event('error'));
  }
}

beforeEach(() => {
  sources = [];
  heard = [];
  listening = [];
  vi.stubGlobal('EventSource', FakeEventSource);
});
afterEach(() => {
  for (const one of listening) one.unsubscribe();
  vi.unstubAllGlobals();
});

const client = createTRPCUntypedClient({ links: [lateSubscriptions('/api/trpc')] });

function listen(input?: unknown) {
  const subscription = client.subscription('live.stream', input, {
    onStarted: () => heard.push('started'),
    onData: (data) => heard.push(data),
    onConnectionStateChange: ({ state, error }) =>
      heard.push(error ? `${state}: ${callError(error).code}` : state),
    onError: (error) => heard.push(`over: ${callError(error).code}`),
    onComplete: () => heard.push('over'),
  });
  listening.push(subscription);
  return subscription;
}

/** The source that was opened as the first one, or the second; waits for it. */
async function source(count = 1): Promise<FakeEventSource> {
  await vi.waitFor(() => expect(sources.length).toBeGreaterThanOrEqual(count));
  return sources[count - 1] as FakeEventSource;
}

it('hears what comes, each with the id that it came with, until the server is done', async () => {
  listen({ topics: ['a'] });
  const server = await source();
  expect(server.url).toBe('/api/trpc/live.stream?input=%7B%22topics%22%3A%5B%22a%22%5D%7D');
  server.send('connected');
  server.send('message', 'state');
  server.send('ping');
  server.send('message', 'change', '7');
  server.send('return');
  await vi.waitFor(() => expect(heard).toContain('over'));
  const all = ['started', 'pending', 'state', { id: '7', data: 'change' }, 'idle', 'over'];
  expect(heard).toEqual(['connecting', ...all]);
});

it('tells that it was cut, and each time that it is back', async () => {
  listen();
  const server = await source();
  expect(server.url).toBe('/api/trpc/live.stream');
  server.send('connected');
  server.cut(false);
  server.send('connected');
  await vi.waitFor(() => expect(heard.filter((one) => one === 'pending')).toHaveLength(2));
  expect(heard).toContain('connecting: ERR_OFFLINE');
  server.cut(true);
  await vi.waitFor(() => expect(heard.at(-1)).toBe('over: ERR_OFFLINE'));
});

it('after a silence it comes back behind what it heard last', async () => {
  listen({ topics: [] });
  const server = await source();
  server.send('connected', { reconnectAfterInactivityMs: 50 });
  server.send('message', 'change', '7');
  const next = await source(2);
  expect(server.readyState).toBe(server.CLOSED);
  const input = new URL(next.url, 'http://localhost').searchParams.get('input');
  expect(JSON.parse(input ?? '')).toEqual({ topics: [], lastEventId: '7' });
});

it('is over when the server refuses, and waits when it is only in trouble', async () => {
  listen();
  const server = await source();
  const error = (code: number, data: string) => ({ code, message: '', data: { code: data } });
  server.send('serialized-error', error(-32603, 'ERR_UNAVAILABLE'));
  await vi.waitFor(() => expect(heard.at(-1)).toBe('connecting: ERR_UNAVAILABLE'));
  server.send('serialized-error', error(-32001, 'ERR_UNAUTHENTICATED'));
  await vi.waitFor(() => expect(heard.at(-1)).toBe('over: ERR_UNAUTHENTICATED'));
});

it('opens nothing for whoever has left before it could, and closes what it opened', async () => {
  listen().unsubscribe();
  const { unsubscribe } = listen();
  const server = await source();
  unsubscribe();
  await vi.waitFor(() => expect(server.readyState).toBe(server.CLOSED));
  expect(sources.filter(({ readyState }) => readyState !== server.CLOSED)).toEqual([]);
});
