import { inspect } from 'node:util';
import {
  type AnswerScript,
  deltaEvent,
  doneEvent,
  event,
  finishEvent,
  type ModelServer,
  startModelServer,
  usageEvent,
  wordsScript,
} from '@atelier/testkit/model-server.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type AnswerPart, type WholeAnswer, wholeAnswer } from '../answer.ts';
import { createGateway, type FailureNote, type ModelGateway } from '../gateway.ts';
import type { AnswerLimits, ModelRequest } from '../request.ts';
import { endpointModel } from './endpoint.ts';

const apiKey = 'sk-house-0123456789abcdef';

let server: ModelServer;
let gateway: ModelGateway | undefined;
const notes: FailureNote[] = [];
beforeAll(async () => {
  server = await startModelServer();
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
  notes.length = 0;
});
afterAll(() => server.close());

const quick: Partial<AnswerLimits> = { firstTokenMs: 2000, betweenTokensMs: 2000, wholeMs: 10_000 };

/** Asks with one attempt's worth of patience: pauses between attempts are as short as they come. */
function ask(script: AnswerScript | readonly AnswerScript[], request: Partial<ModelRequest> = {}) {
  server.answers(...[script].flat());
  gateway = createGateway({
    models: [endpointModel({ baseUrl: server.baseUrl, apiKey, model: 'm' })],
    limits: { ...quick, ...request.limits },
    note: (one) => notes.push(one),
    random: () => 0,
  });
  const { limits: _, ...rest } = request;
  return gateway.answer({ messages: [{ role: 'user', text: 'Привет' }], ...rest });
}

const answer = (...args: Parameters<typeof ask>): Promise<WholeAnswer> => wholeAnswer(ask(...args));

/** The code of an answer that failed. */
function codeOf({ outcome }: WholeAnswer): string {
  return outcome.state === 'failed' ? outcome.failure.code : outcome.state;
}

const stream =
  (...pieces: readonly (string | Uint8Array)[]): AnswerScript =>
  async (one) => {
    await one.head('200 OK');
    for (const piece of pieces) {
      await one.send(piece);
      // Each piece is a packet of its own.
      await one.wait(3);
    }
  };

describe('what is sent', () => {
  test('the conversation, the model, and the key in its header alone', async () => {
    await answer(wordsScript('Hi'), {
      messages: [
        { role: 'system', text: 'Be brief.' },
        { role: 'user', text: 'What is the time?' },
        {
          role: 'assistant',
          text: '',
          toolCalls: [{ id: 'c1', name: 'clock', input: { zone: 'UTC' } }],
        },
        { role: 'tool', callId: 'c1', name: 'clock', output: { time: '12:00' } },
      ],
      tools: [
        {
          name: 'clock',
          description: 'Tells the time',
          input: z.strictObject({ zone: z.string() }),
        },
      ],
      temperature: 0.5,
      limits: { outputTokens: 99 },
    });
    const sent = server.requests.at(-1);
    expect(sent).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: {
        model: 'm',
        stream: true,
        stream_options: { include_usage: true },
        temperature: 0.5,
        max_tokens: 99,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'What is the time?' },
          {
            role: 'assistant',
            tool_calls: [
              {
                id: 'c1',
                type: 'function',
                function: { name: 'clock', arguments: '{"zone":"UTC"}' },
              },
            ],
          },
          { role: 'tool', tool_call_id: 'c1', content: '{"time":"12:00"}' },
        ],
        tools: [
          {
            type: 'function',
            function: {
              name: 'clock',
              description: 'Tells the time',
              parameters: {
                type: 'object',
                properties: { zone: { type: 'string' } },
                required: ['zone'],
              },
            },
          },
        ],
        tool_choice: 'auto',
      },
    });
    expect(JSON.stringify(sent?.body)).not.toContain(apiKey);
  });
});

describe('a stream that keeps to the protocol, however it is cut into packets', () => {
  const words = ['Пиши ', 'код 🎨, ', 'e\u0301 и ', '漢字 [DONE] data: x\n\ndata: [DONE]\n\n', '!'];
  const whole = words.map((word) => deltaEvent({ content: word })).join('');
  const end = finishEvent() + usageEvent(7, 5) + doneEvent;

  test('byte by byte', async () => {
    const bytes = Buffer.from(whole + end);
    const got = await answer(async (one) => {
      await one.head('200 OK');
      for (const byte of bytes) await one.send(Uint8Array.of(byte));
    });
    expect(got.text).toBe(words.join(''));
    expect(got.outcome).toMatchObject({
      state: 'done',
      reason: 'stop',
      source: { provider: 'openai-compatible', model: 'm', isFallback: false },
      usage: { inputTokens: 7, outputTokens: 5, isEstimated: false },
      failedAttempts: [],
    });
  });

  test('cut inside a character', async () => {
    const bytes = Buffer.from(whole);
    const at = bytes.indexOf('🎨');
    const got = await answer(stream(bytes.subarray(0, at + 2), bytes.subarray(at + 2), end));
    expect(got.text).toBe(words.join(''));
  });

  test('cut inside `data:` and inside `[DONE]`', async () => {
    const at = whole.indexOf('data:', 10);
    const got = await answer(
      stream(whole.slice(0, at + 2), whole.slice(at + 2), `${finishEvent()}data: [DO`, 'NE]\n\n'),
    );
    expect([got.text, codeOf(got)]).toEqual([words.join(''), 'done']);
  });

  test('with the ends of lines of Windows, and cut between them', async () => {
    const bytes = (whole + end).replaceAll('\n', '\r\n');
    const at = bytes.indexOf('\r\n\r\n') + 1;
    const got = await answer(
      stream(bytes.slice(0, at), bytes.slice(at, at + 2), bytes.slice(at + 2)),
    );
    expect(got.text).toBe(words.join(''));
  });

  test('with comments, named events, ids and retries between', async () => {
    const got = await answer(
      stream(
        ': OPENROUTER PROCESSING\n\n',
        `id: 1\nevent: message\nretry: 10\n${deltaEvent({ content: 'a' })}`,
        ':\n:\n',
        deltaEvent({ content: 'b' }),
        end,
      ),
    );
    expect([got.text, codeOf(got)]).toEqual(['ab', 'done']);
  });

  test('in chunked coding', async () => {
    const got = await answer(async (one) => {
      await one.head('200 OK', {
        'content-type': 'text/event-stream',
        'transfer-encoding': 'chunked',
      });
      for (const byte of Buffer.from(whole + end)) await one.chunk(Uint8Array.of(byte));
      await one.chunk('');
    });
    expect([got.text, codeOf(got)]).toEqual([words.join(''), 'done']);
  });

  test('without `[DONE]`', async () => {
    const got = await answer(stream(whole, finishEvent(), usageEvent(1, 2)));
    expect([codeOf(got), got.outcome.usage?.outputTokens]).toEqual(['done', 2]);
  });

  test('without the empty line behind the last event', async () => {
    const got = await answer(stream(whole, finishEvent().trimEnd()));
    expect([got.text, codeOf(got)]).toEqual([words.join(''), 'done']);
  });

  test('left open behind `[DONE]`: the answer does not wait for the connection', async () => {
    const before = performance.now();
    const got = await answer(async (one) => {
      await one.head('200 OK');
      await one.send(whole, end);
      await one.wait(1500);
    });
    expect(codeOf(got)).toBe('done');
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('without usage: it is estimated, and says so', async () => {
    const got = await answer(stream(whole, finishEvent(), doneEvent));
    expect(got.outcome.usage).toMatchObject({ isEstimated: true, cachedInputTokens: 0 });
    expect(got.outcome.usage?.outputTokens).toBeGreaterThan(5);
  });

  test('the first piece is handed on before the second is sent', async () => {
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const parts: AnswerPart[] = [];
    for await (const part of ask(async (one) => {
      await one.head('200 OK');
      await one.send(deltaEvent({ content: 'a' }));
      await held;
      await one.send(deltaEvent({ content: 'b' }), end);
    })) {
      parts.push(part);
      if (part.type === 'text' && part.text === 'a') goOn();
    }
    expect(parts.map((part) => part.type)).toEqual(['start', 'text', 'text', 'end']);
  });
});

describe('reasoning, tools and JSON', () => {
  test.each(['reasoning_content', 'reasoning'])(
    'reasoning in %s is told apart from text',
    async (field) => {
      const got = await answer(
        stream(
          deltaEvent({ role: 'assistant', content: '', [field]: 'Hm' }),
          deltaEvent({ [field]: 'm.' }),
          deltaEvent({ content: 'Four.' }),
          finishEvent(),
          event({
            choices: [],
            usage: {
              ...{ prompt_tokens: 9, completion_tokens: 8, total_tokens: 17 },
              prompt_tokens_details: { cached_tokens: 4 },
              completion_tokens_details: { reasoning_tokens: 6 },
            },
          }),
          doneEvent,
        ),
      );
      expect([got.reasoning, got.text]).toEqual(['Hmm.', 'Four.']);
      expect(got.outcome.usage).toEqual({
        ...{ inputTokens: 9, cachedInputTokens: 4, outputTokens: 8, reasoningTokens: 6 },
        isEstimated: false,
      });
    },
  );

  const tools = [
    { name: 'note', description: 'Notes', input: z.strictObject({ text: z.string() }) },
    { name: 'list', description: 'Lists', input: z.strictObject({}) },
  ];
  const call = (index: number, rest: object) => deltaEvent({ tool_calls: [{ index, ...rest }] });

  test('two calls in pieces, one through the other', async () => {
    const got = await answer(
      stream(
        call(0, { id: 'a', type: 'function', function: { name: 'note', arguments: '' } }),
        call(0, { function: { arguments: '{"te' } }),
        call(1, { id: 'b', type: 'function', function: { name: 'list', arguments: '' } }),
        call(0, { function: { arguments: 'xt":"ё' } }),
        call(0, { function: { arguments: '"}' } }),
        finishEvent('tool_calls'),
        doneEvent,
      ),
      { tools },
    );
    expect(got.toolCalls).toEqual([
      { id: 'a', name: 'note', input: { text: 'ё' } },
      { id: 'b', name: 'list', input: {} },
    ]);
    expect(got.outcome).toMatchObject({ state: 'done', reason: 'tool-calls' });
  });

  test('a call of no tool, and one that its tool does not take, are refused and say why', async () => {
    const got = await answer(
      stream(
        call(0, { id: 'a', function: { name: 'drop_templates', arguments: '{}' } }),
        call(1, { id: 'b', function: { name: 'note', arguments: '{"txt":1}' } }),
        call(2, { id: 'c', function: { name: 'note', arguments: '{"text":' } }),
        finishEvent('tool_calls'),
        doneEvent,
      ),
      { tools },
    );
    expect(got.toolCalls).toEqual([]);
    expect(got.refusedCalls.map(({ id, code }) => [id, code])).toEqual([
      ['a', 'ERR_MODEL_TOOL_UNKNOWN'],
      ['b', 'ERR_MODEL_TOOL_INPUT'],
      ['c', 'ERR_MODEL_TOOL_INPUT'],
    ]);
    expect(got.refusedCalls[1]?.detail).toContain('text');
  });

  test('a call that was cut is none, though the SDK gives it out as whole', async () => {
    const got = await answer(
      stream(call(0, { id: 'a', function: { name: 'list', arguments: '{}' } })),
      { tools },
    );
    expect([got.toolCalls, codeOf(got)]).toEqual([[], 'ERR_MODEL_CUT']);
  });

  test('a call that the limit of tokens cut is none', async () => {
    const got = await answer(
      stream(
        call(0, { id: 'a', function: { name: 'note', arguments: '{"text":"lo' } }),
        finishEvent('length'),
        doneEvent,
      ),
      { tools },
    );
    expect([got.toolCalls, got.refusedCalls]).toEqual([[], []]);
    expect(got.outcome).toMatchObject({ state: 'done', reason: 'length' });
  });

  const schema = { name: 'plan', shape: z.strictObject({ steps: z.array(z.string()).min(1) }) };

  test.each([
    ['plain', '{"steps":["a"]}'],
    ['in a fence', '```json\n{"steps":["a"]}\n```'],
  ])('one value of a schema, %s', async (_, text) => {
    const got = await answer(wordsScript(text.slice(0, 9), text.slice(9)), { schema });
    expect(got.outcome).toMatchObject({ state: 'done', value: { steps: ['a'] } });
    expect(server.requests.at(-1)?.body).toMatchObject({
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'plan',
          schema: { properties: { steps: { type: 'array', minItems: 1 } } },
        },
      },
    });
  });

  test.each([
    ['{"steps":[1]}', 'steps.0'],
    ['Here is your plan!', ''],
  ])('%s is not of the schema', async (text, path) => {
    const { outcome } = await answer(wordsScript(text), { schema });
    expect(outcome).toMatchObject({
      state: 'failed',
      failure: { code: 'ERR_MODEL_SCHEMA', params: { path } },
    });
  });

  test('an endpoint without schemas is told it in words', async () => {
    server.answers(wordsScript('{"steps":["a"]}'));
    const [json, words] = (['json', 'words'] as const).map((structured) =>
      createGateway({
        models: [
          endpointModel({ baseUrl: server.baseUrl, apiKey: undefined, model: 'm', structured }),
        ],
      }),
    );
    for (const one of [json, words]) {
      const parts = one?.answer({ messages: [{ role: 'user', text: 'Plan' }], schema });
      if (parts)
        expect((await wholeAnswer(parts)).outcome).toMatchObject({ value: { steps: ['a'] } });
      await one?.close();
    }
    const [inJson, inWords] = server.requests
      .slice(-2)
      .map(({ body }) => z.looseObject({}).parse(body));
    expect([inJson?.response_format, inWords?.response_format]).toEqual([
      { type: 'json_object' },
      undefined,
    ]);
    expect(JSON.stringify(inWords?.messages)).toContain('minItems');
    expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
  });
});

describe('what goes wrong in a stream is told, with what came before it', () => {
  const one = deltaEvent({ content: 'one ' });

  test.each<[string, AnswerScript, string]>([
    ['ends without a finish reason', stream(one), 'ERR_MODEL_CUT'],
    ['ends with `[DONE]` and no finish reason', stream(one, doneEvent), 'ERR_MODEL_CUT'],
    ['ends within a chunk', stream(one, one.slice(0, 60)), 'ERR_MODEL_CUT'],
    [
      'is reset',
      async (answerer) => {
        await answerer.head('200 OK');
        await answerer.send(one);
        await answerer.wait(50);
        answerer.cut();
      },
      'ERR_MODEL_CUT',
    ],
    [
      'closes within a chunked body',
      async (answerer) => {
        await answerer.head('200 OK', {
          'content-type': 'text/event-stream',
          'transfer-encoding': 'chunked',
        });
        await answerer.chunk(one);
        await answerer.wait(20);
      },
      'ERR_MODEL_CUT',
    ],
    [
      'has a chunk that is no JSON',
      stream(one, 'data: {"choices":[}\n\n', one, finishEvent(), doneEvent),
      'ERR_MODEL_MALFORMED',
    ],
    [
      'has a chunk of another shape',
      stream(one, event({ choices: 'x' }), finishEvent(), doneEvent),
      'ERR_MODEL_MALFORMED',
    ],
    [
      'tells of an error',
      stream(one, event({ error: { message: 'GPU is gone', type: 'server_error' } })),
      'ERR_MODEL_FAILED',
    ],
    [
      'tells of an error as Ollama does',
      stream(one, event({ error: 'llama runner has terminated' })),
      'ERR_MODEL_FAILED',
    ],
    [
      'tells of an error as vLLM did',
      stream(one, event({ object: 'error', message: 'x', code: 400 })),
      'ERR_MODEL_REQUEST_REFUSED',
    ],
    [
      'tells of an error beside a choice',
      stream(
        one,
        event({
          choices: [{ delta: {}, finish_reason: 'error' }],
          error: { message: 'x', code: 502 },
        }),
        doneEvent,
      ),
      'ERR_MODEL_FAILED',
    ],
    [
      'has error for its finish reason',
      stream(one, finishEvent('error'), doneEvent),
      'ERR_MODEL_FAILED',
    ],
    [
      'is told that the account is empty',
      stream(one, event({ error: { message: 'x', code: 'insufficient_quota' } })),
      'ERR_MODEL_QUOTA',
    ],
  ])('%s', async (_, script, code) => {
    const got = await answer(script);
    expect([got.text, codeOf(got)]).toEqual(['one ', code]);
    expect(got.outcome.usage).toMatchObject({ isEstimated: true });
    expect(notes.map((note) => [note.code, note.next])).toEqual([[code, 'give-up']]);
  });

  test('a slow first token', async () => {
    const got = await answer(
      async (answerer) => {
        await answerer.head('200 OK');
        for (let at = 0; at < 20; at++) {
          await answerer.send(': still loading\n\n');
          await answerer.wait(50);
        }
      },
      { limits: { firstTokenMs: 200 } },
    );
    expect(codeOf(got)).toBe('ERR_MODEL_SLOW_START');
    expect(got.outcome).toMatchObject({
      usage: undefined,
      source: undefined,
      firstTokenMs: undefined,
    });
    expect(got.outcome.wholeMs).toBeLessThan(700);
  });

  test('no answer at all to the request', async () => {
    const got = await answer((answerer) => answerer.wait(1000), { limits: { firstTokenMs: 150 } });
    expect(codeOf(got)).toBe('ERR_MODEL_SLOW_START');
  });

  test('it stops coming: empty pieces and comments do not count', async () => {
    const got = await answer(
      async (answerer) => {
        await answerer.head('200 OK');
        await answerer.send(one);
        for (let at = 0; at < 30; at++) {
          await answerer.send(': ping\n\n', deltaEvent({ content: '' }), deltaEvent({}));
          await answerer.wait(30);
        }
      },
      { limits: { betweenTokensMs: 200 } },
    );
    expect([got.text, codeOf(got)]).toEqual(['one ', 'ERR_MODEL_STALLED']);
  });

  test('the limit between tokens holds behind a long one for the first', async () => {
    const got = await answer(
      async (answerer) => {
        await answerer.head('200 OK');
        await answerer.send(one);
        await answerer.wait(1500);
      },
      { limits: { firstTokenMs: 60_000, betweenTokensMs: 150 } },
    );
    expect(codeOf(got)).toBe('ERR_MODEL_STALLED');
    expect(got.outcome.wholeMs).toBeLessThan(1000);
  });

  test('an endless stream is ended by its time, and the connection let go', async () => {
    let left = false;
    const got = await answer(
      async (answerer) => {
        await answerer.head('200 OK');
        while (answerer.isOpen()) {
          await answerer.send(one);
          await answerer.wait(5);
        }
        left = true;
      },
      { limits: { wholeMs: 400 } },
    );
    expect(codeOf(got)).toBe('ERR_MODEL_TOO_LONG');
    await expect.poll(() => left).toBe(true);
  });

  test('an endless stream that is fast is ended by its size', async () => {
    const much = deltaEvent({ content: 'x'.repeat(60_000) });
    const got = await answer(
      async (answerer) => {
        await answerer.head('200 OK');
        while (answerer.isOpen()) await answerer.send(much);
      },
      { limits: { bytes: 1024 * 1024 } },
    );
    expect(codeOf(got)).toBe('ERR_MODEL_TOO_LARGE');
    expect(got.text.length).toBeLessThanOrEqual(1024 * 1024);
  });

  test('a line that never ends is not gathered without end', async () => {
    let sent = 0;
    const got = await answer(
      async (answerer) => {
        await answerer.head('200 OK');
        await answerer.send('data: {"choices":[{"delta":{"content":"');
        while (answerer.isOpen()) {
          await answerer.send('x'.repeat(50_000));
          sent += 50_000;
        }
      },
      { limits: { bytes: 1024 * 1024 } },
    );
    expect(codeOf(got)).toBe('ERR_MODEL_TOO_LARGE');
    expect(sent).toBeLessThan(20_000_000);
  });

  test('an answer of nearly 10 MB comes whole', async () => {
    const word = 'слово '.repeat(1000);
    const count = 900;
    const got = await answer(async (answerer) => {
      await answerer.head('200 OK');
      for (let at = 0; at < count; at++) await answerer.send(deltaEvent({ content: word }));
      await answerer.send(finishEvent(), doneEvent);
    });
    expect(codeOf(got)).toBe('done');
    expect(got.text.length).toBe(word.length * count);
  });

  test('one of more than 10 MB is ended there', async () => {
    const word = 'слово '.repeat(1000);
    const got = await answer(async (answerer) => {
      await answerer.head('200 OK');
      for (let at = 0; at < 2000 && answerer.isOpen(); at++)
        await answerer.send(deltaEvent({ content: word }));
    });
    expect(codeOf(got)).toBe('ERR_MODEL_TOO_LARGE');
    expect(Buffer.byteLength(got.text)).toBeLessThanOrEqual(10 * 1024 * 1024);
    expect(Buffer.byteLength(got.text)).toBeGreaterThan(9.9 * 1024 * 1024);
  });
});

describe('what is no stream', () => {
  const refuse =
    (status: string, body: string, headers: Record<string, string> = {}): AnswerScript =>
    async (one) => {
      await one.head(status, { 'content-type': 'application/json', ...headers });
      await one.send(body);
    };
  const told = (message: string, rest: object = {}) =>
    JSON.stringify({ error: { message, ...rest } });

  test.each<[string, AnswerScript, string]>([
    [
      '401',
      refuse('401 Unauthorized', told(`Incorrect API key provided: ${apiKey}.`)),
      'ERR_MODEL_KEY_REFUSED',
    ],
    ['403', refuse('403 Forbidden', 'no'), 'ERR_MODEL_KEY_REFUSED'],
    [
      '404',
      refuse('404 Not Found', told('model "m" not found, try pulling it first')),
      'ERR_MODEL_NOT_FOUND',
    ],
    ['400', refuse('400 Bad Request', told('bad')), 'ERR_MODEL_REQUEST_REFUSED'],
    [
      '400 for the length',
      refuse('400 Bad Request', told('x', { code: 'context_length_exceeded' })),
      'ERR_MODEL_CONTEXT_TOO_LONG',
    ],
    ['402', refuse('402 Payment Required', told('x')), 'ERR_MODEL_QUOTA'],
    [
      '429 for an empty account',
      refuse('429 Too Many Requests', told('x', { code: 'insufficient_quota' })),
      'ERR_MODEL_QUOTA',
    ],
    [
      'a page',
      refuse('200 OK', '<!doctype html>', { 'content-type': 'text/html; charset=utf-8' }),
      'ERR_MODEL_NOT_AN_API',
    ],
    [
      'a page that there is not',
      refuse('404 Not Found', '<h1>nginx</h1>', { 'content-type': 'text/html' }),
      'ERR_MODEL_NOT_AN_API',
    ],
    [
      'a redirect',
      refuse('302 Found', '', { location: 'http://169.254.169.254/' }),
      'ERR_MODEL_NOT_AN_API',
    ],
    ['an answer in one piece', refuse('200 OK', '{"choices":[]}'), 'ERR_MODEL_NO_STREAM'],
  ])('%s', async (_, script, code) => {
    const count = server.requests.length;
    const got = await answer(script);
    expect(codeOf(got)).toBe(code);
    // What will not pass by itself is not asked again.
    expect(server.requests.length - count).toBe(1);
    expect(inspect([got, notes], { depth: 9, showHidden: true })).not.toContain(apiKey);
  });

  test('the endpoint’s own words are kept for the log, without the key in any form', async () => {
    const part = `${apiKey.slice(0, 8)}********${apiKey.slice(-4)}`;
    await answer(
      refuse('401 Unauthorized', told(`Incorrect key: ${apiKey} or ${part}, Bearer ${apiKey}`)),
    );
    expect(notes).toEqual([
      {
        model: 'm',
        code: 'ERR_MODEL_KEY_REFUSED',
        detail: '401 Incorrect key: ••• or •••, Bearer •••',
        next: 'give-up',
      },
    ]);
  });

  test('an error page without end is not read to its end', async () => {
    let sent = 0;
    const got = await answer(
      async (one) => {
        await one.head('400 Bad Request', { 'content-type': 'text/plain' });
        while (one.isOpen() && sent < 50_000_000) {
          await one.send('x'.repeat(50_000));
          sent += 50_000;
        }
      },
      { limits: { wholeMs: 3000 } },
    );
    expect(codeOf(got)).toBe('ERR_MODEL_REQUEST_REFUSED');
    expect(sent).toBeLessThan(20_000_000);
  });

  test('nobody listens there', async () => {
    const gone = await startModelServer();
    await gone.close();
    const nowhere = createGateway({
      models: [endpointModel({ baseUrl: gone.baseUrl, apiKey, model: 'm' })],
      note: (one) => notes.push(one),
      random: () => 0,
    });
    const got = await wholeAnswer(nowhere.answer({ messages: [{ role: 'user', text: 'x' }] }));
    expect(codeOf(got)).toBe('ERR_MODEL_UNREACHABLE');
    expect(notes.at(-1)?.detail).toBe('ECONNREFUSED');
  });
});
