import {
  type AnswerScript,
  deltaEvent,
  type ModelServer,
  startModelServer,
  wordsScript,
} from '@atelier/testkit/model-server.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type AnswerPart, wholeAnswer } from './answer.ts';
import { endpointModel } from './endpoint/endpoint.ts';
import {
  createGateway,
  type FailureNote,
  type GatewayOptions,
  type ModelGateway,
} from './gateway.ts';

let first: ModelServer;
let second: ModelServer;
const opened: ModelGateway[] = [];
const notes: FailureNote[] = [];
beforeAll(async () => {
  [first, second] = await Promise.all([startModelServer(), startModelServer()]);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  notes.length = 0;
});
afterAll(() => Promise.all([first.close(), second.close()]));

/** A gateway to both, or to the first alone. */
function gateway(withFallback: boolean, options: Partial<GatewayOptions> = {}): ModelGateway {
  const model = (server: ModelServer, name: string) =>
    endpointModel({ baseUrl: server.baseUrl, apiKey: `key-of-${name}-12345`, model: name });
  const made = createGateway({
    models: [model(first, 'large'), ...(withFallback ? [model(second, 'small')] : [])],
    note: (one) => notes.push(one),
    random: () => 0,
    ...options,
  });
  opened.push(made);
  return made;
}
const messages = [{ role: 'user', text: 'Hi' }] as const;

const refuse =
  (status: string, headers: Record<string, string> = {}): AnswerScript =>
  async (answer) => {
    await answer.head(status, { 'content-type': 'application/json', ...headers });
    await answer.send('{"error":{"message":"later"}}');
  };

describe('a request that failed before its first token', () => {
  test.each([
    ['as seconds', () => '1'],
    // A date of HTTP has whole seconds, so this is one to two from now.
    ['as a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('is repeated when a 429 says, %s', async (_, after) => {
    first.answers(refuse('429 Too Many Requests', { 'retry-after': after() }), wordsScript('Hi'));
    const { text, outcome } = await wholeAnswer(gateway(false).answer({ messages }));
    expect([text, outcome.state]).toEqual(['Hi', 'done']);
    expect(outcome.failedAttempts).toMatchObject([{ model: 'large', code: 'ERR_MODEL_BUSY' }]);
    expect(outcome.failedAttempts[0]?.waitedMs).toBeGreaterThanOrEqual(500);
    expect(outcome.wholeMs).toBeGreaterThan(800);
    expect(outcome.wholeMs).toBeLessThan(4000);
  });

  test('is not repeated where the wait would be too long, and tells how long it is', async () => {
    first.answers(refuse('429 Too Many Requests', { 'retry-after': '3600' }));
    const { outcome } = await wholeAnswer(gateway(false).answer({ messages }));
    expect(outcome).toMatchObject({
      state: 'failed',
      failure: { code: 'ERR_MODEL_BUSY', kind: 'too_many', retryAfterMs: 3_600_000 },
    });
    expect(outcome.wholeMs).toBeLessThan(500);
  });

  test.each<[string, AnswerScript]>([
    ['503', refuse('503 Service Unavailable')],
    [
      'a page with 502',
      async (one) => {
        await one.head('502 Bad Gateway', { 'content-type': 'text/html' });
        await one.send('<h1>502</h1>');
      },
    ],
    ['a connection that breaks', async (one) => one.cut()],
    ['an empty stream', (one) => one.head('200 OK')],
  ])('is repeated after %s, three times in all', async (_, script) => {
    const before = first.requests.length;
    first.answers(script, script, wordsScript('Hi'));
    const { text, outcome } = await wholeAnswer(gateway(false).answer({ messages }));
    expect([text, outcome.failedAttempts.length, first.requests.length - before]).toEqual([
      'Hi',
      2,
      3,
    ]);

    first.answers(script);
    const again = await wholeAnswer(gateway(false).answer({ messages }));
    expect([again.outcome.state, first.requests.length - before]).toEqual(['failed', 6]);
  });

  test('goes to the second model, with its own key, and says so', async () => {
    first.answers(refuse('401 Unauthorized'));
    second.answers(wordsScript('Hello'));
    const parts: AnswerPart[] = [];
    for await (const part of gateway(true).answer({ messages })) parts.push(part);
    expect(parts.map(({ type }) => type)).toEqual(['start', 'text', 'end']);
    const source = { provider: 'openai-compatible', model: 'small', isFallback: true };
    expect(parts[0]).toEqual({ type: 'start', source });
    expect(parts.at(-1)).toMatchObject({
      outcome: {
        ...{ state: 'done', source },
        failedAttempts: [{ model: 'large', code: 'ERR_MODEL_KEY_REFUSED', waitedMs: 0 }],
      },
    });
    expect(second.requests.at(-1)?.headers.authorization).toBe('Bearer key-of-small-12345');
    expect(notes).toMatchObject([{ model: 'large', next: 'fall-back' }]);
  });

  test('goes to the second model when the first does not begin in time', async () => {
    first.answers((one) => one.wait(1000));
    second.answers(wordsScript('Hello'));
    const slow = gateway(true, { limits: { firstTokenMs: 150 } });
    const { text } = await wholeAnswer(slow.answer({ messages }));
    expect(text).toBe('Hello');
  });

  test('does not go to the second model with what would be refused there too', async () => {
    const before = second.requests.length;
    first.answers(refuse('400 Bad Request'));
    const { outcome } = await wholeAnswer(gateway(true).answer({ messages }));
    expect(outcome).toMatchObject({ failure: { code: 'ERR_MODEL_REQUEST_REFUSED' } });
    expect(second.requests.length).toBe(before);
  });

  test('ends in the time for the whole, whatever is repeated', async () => {
    first.answers(refuse('503 Service Unavailable'));
    const short = gateway(false, { limits: { wholeMs: 100 } });
    const { outcome } = await wholeAnswer(short.answer({ messages }));
    expect(outcome.state).toBe('failed');
    expect(outcome.wholeMs).toBeLessThan(400);
  });
});

test('what was begun is never repeated, nor handed to the second model', async () => {
  const before = [first.requests.length, second.requests.length];
  first.answers(async (one) => {
    await one.head('200 OK');
    await one.send(deltaEvent({ content: 'Once ' }));
  });
  const { text, outcome } = await wholeAnswer(gateway(true).answer({ messages }));
  expect([text, outcome.state]).toEqual(['Once ', 'failed']);
  expect([first.requests.length, second.requests.length]).toEqual([
    (before[0] ?? 0) + 1,
    before[1],
  ]);
});

describe('stopping', () => {
  /** Sends words until the other side goes. */
  const endless = (): { script: AnswerScript; isLeft: () => boolean } => {
    let isLeft = false;
    return {
      isLeft: () => isLeft,
      script: async (one) => {
        await one.head('200 OK');
        while (one.isOpen()) {
          await one.send(deltaEvent({ content: 'word ' }));
          await one.wait(10);
        }
        isLeft = true;
      },
    };
  };

  test('by the signal: the answer says so, keeps what came, and lets the endpoint go', async () => {
    const { script, isLeft } = endless();
    first.answers(script);
    const stop = new AbortController();
    const parts: AnswerPart[] = [];
    for await (const part of gateway(true).answer({ messages, signal: stop.signal })) {
      parts.push(part);
      if (parts.filter(({ type }) => type === 'text').length === 3) stop.abort();
    }
    expect(parts.at(-1)).toMatchObject({
      outcome: { state: 'stopped', usage: { isEstimated: true }, source: { model: 'large' } },
    });
    await expect.poll(isLeft).toBe(true);
    expect(notes).toEqual([]);
  });

  test('by leaving the loop', async () => {
    const { script, isLeft } = endless();
    first.answers(script);
    for await (const part of gateway(false).answer({ messages })) if (part.type === 'text') break;
    await expect.poll(isLeft).toBe(true);
  });

  test('while nothing came yet, before it begins, and within a pause', async () => {
    const stop = new AbortController();
    first.answers((one) => one.wait(2000));
    setTimeout(() => stop.abort(), 50);
    const waiting = await wholeAnswer(gateway(true).answer({ messages, signal: stop.signal }));
    expect(waiting.outcome).toMatchObject({ state: 'stopped', usage: undefined });
    expect(waiting.outcome.wholeMs).toBeLessThan(500);

    const before = first.requests.length;
    const aborted = await wholeAnswer(gateway(true).answer({ messages, signal: stop.signal }));
    expect([aborted.outcome.state, first.requests.length]).toEqual(['stopped', before]);

    first.answers(refuse('429 Too Many Requests', { 'retry-after': '10' }));
    const pausing = new AbortController();
    setTimeout(() => pausing.abort(), 100);
    const paused = await wholeAnswer(gateway(true).answer({ messages, signal: pausing.signal }));
    expect(paused.outcome.state).toBe('stopped');
    expect(paused.outcome.wholeMs).toBeLessThan(1000);
  });
});

test('whoever reads slowly is not taken for an endpoint that stalls', async () => {
  first.answers(wordsScript('a', 'b', 'c'));
  const hasty = gateway(false, { limits: { betweenTokensMs: 100 } });
  let text = '';
  for await (const part of hasty.answer({ messages })) {
    if (part.type !== 'text') continue;
    text += part.text;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(text).toBe('abc');
});

test('the limits of a request go before those of the gateway', async () => {
  first.answers(wordsScript('a'.repeat(50), 'b'.repeat(80)));
  const small = gateway(false, { limits: { bytes: 10 } });
  const { outcome, text } = await wholeAnswer(small.answer({ messages, limits: { bytes: 100 } }));
  expect([outcome.state, text.length]).toEqual(['failed', 50]);
});

test('without a model there is no gateway', () => {
  expect(() => createGateway({ models: [] })).toThrow(
    expect.objectContaining({ code: 'ERR_MODEL_NONE' }),
  );
});
