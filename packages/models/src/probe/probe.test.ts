import {
  type AnswerScript,
  deltaEvent,
  doneEvent,
  finishEvent,
  type ModelServer,
  type ModelServerRequest,
  startModelServer,
  usageEvent,
  wordsScript,
} from '@atelier/testkit/model-server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type ProbeFinding, probe } from './probe.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

const apiKey = 'sk-house-0123456789abcdef';
async function findings(model: string, baseUrl = server.baseUrl): Promise<readonly ProbeFinding[]> {
  const found: ProbeFinding[] = [];
  for await (const one of probe({ baseUrl, apiKey, model }, { timeoutMs: 2000 })) found.push(one);
  return found;
}

interface Abilities {
  readonly models?: readonly string[];
  readonly chat?: AnswerScript;
  readonly tools?: AnswerScript;
  readonly schema?: AnswerScript;
  readonly json?: AnswerScript;
}

const asked = z.looseObject({
  tools: z.array(z.unknown()).optional(),
  response_format: z.object({ type: z.string() }).optional(),
});

const json =
  (status: string, value: unknown): AnswerScript =>
  async (answer) => {
    await answer.head(status, { 'content-type': 'application/json' });
    await answer.send(JSON.stringify(value));
  };

/** An endpoint that can do what is given, and refuses the rest. */
function endpoint({ models, chat, tools, schema, json: anyJson }: Abilities): AnswerScript {
  const refuse = json('400 Bad Request', { error: { message: 'not supported' } });
  const choose = ({ path, body }: ModelServerRequest): AnswerScript => {
    if (path.endsWith('/models'))
      return models
        ? json('200 OK', { data: models.map((id) => ({ id })) })
        : json('404 Not Found', {});
    const { tools: offered, response_format: format } = asked.parse(body);
    if (offered) return tools ?? refuse;
    if (format) return (format.type === 'json_schema' ? schema : anyJson) ?? refuse;
    return chat ?? refuse;
  };
  return (answer, request) => choose(request)(answer, request);
}

const call: AnswerScript = async (answer) => {
  await answer.head('200 OK');
  const tool_calls = [
    { index: 0, id: 'a', function: { name: 'report', arguments: '{"ok":true}' } },
  ];
  await answer.send(
    deltaEvent({ tool_calls }),
    finishEvent('tool_calls'),
    usageEvent(9, 9),
    doneEvent,
  );
};

test('an endpoint that can do all of it', async () => {
  server.answers(
    endpoint({
      models: ['m'],
      chat: wordsScript('ready'),
      tools: call,
      schema: wordsScript('{"ok":true}'),
    }),
  );
  expect(await findings('m')).toEqual([
    { check: 'reachable', result: 'yes' },
    { check: 'model', result: 'yes' },
    { check: 'streaming', result: 'yes', firstTokenMs: expect.any(Number) },
    { check: 'usage', result: 'yes' },
    { check: 'tools', result: 'yes' },
    { check: 'structured', result: 'yes', mode: 'schema' },
  ]);
});

test('one that lists nothing, has no tools, counts nothing, and takes a schema for any JSON', async () => {
  const chat: AnswerScript = async (answer) => {
    await answer.head('200 OK');
    await answer.send(deltaEvent({ content: 'ready' }), finishEvent(), doneEvent);
  };
  server.answers(endpoint({ chat, json: wordsScript('{"ok":true}') }));
  expect((await findings('m')).slice(1)).toEqual([
    { check: 'model', result: 'yes' },
    { check: 'streaming', result: 'yes', firstTokenMs: expect.any(Number) },
    { check: 'usage', result: 'no' },
    {
      check: 'tools',
      result: 'no',
      code: 'ERR_MODEL_REQUEST_REFUSED',
      detail: '400 not supported',
    },
    { check: 'structured', result: 'yes', mode: 'json' },
  ]);
});

test('a model that there is not: those that there are', async () => {
  const missing = json('404 Not Found', { error: { message: 'model "x" not found' } });
  server.answers(endpoint({ models: ['llama3:latest', 'qwen3'], chat: missing }));
  const found = await findings('x');
  expect(found[0]).toEqual({ check: 'reachable', result: 'yes' });
  expect(found[1]).toEqual({
    check: 'model',
    result: 'no',
    code: 'ERR_MODEL_NOT_FOUND',
    models: ['llama3:latest', 'qwen3'],
  });
  expect(found.slice(2).map(({ result }) => result)).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('a key that is refused is told of, and not told', async () => {
  server.answers(json('401 Unauthorized', { error: { message: `Wrong key ${apiKey}` } }));
  const found = await findings('m');
  expect(found.map(({ result }) => result)).toEqual([
    ...['yes', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
  ]);
  expect(found[2]).toMatchObject({ code: 'ERR_MODEL_KEY_REFUSED', detail: '401 Wrong key •••' });
  expect(JSON.stringify(found)).not.toContain(apiKey);
});

test('an address without its version: the one with it', async () => {
  server.answers((answer, request) =>
    request.path === '/v1/models'
      ? json('200 OK', { data: [{ id: 'm' }] })(answer, request)
      : json('404 Not Found', {})(answer, request),
  );
  const [reachable] = await findings('m', server.baseUrl.replace(/\/v1$/, ''));
  expect(reachable).toMatchObject({
    check: 'reachable',
    result: 'no',
    suggestedBaseUrl: server.baseUrl,
  });
});

test('the rehearsal can do all of it, and its tokens are estimated', async () => {
  expect(await findings('rehearsal', 'rehearsal:0')).toEqual([
    { check: 'reachable', result: 'yes' },
    { check: 'model', result: 'yes' },
    { check: 'streaming', result: 'yes', firstTokenMs: expect.any(Number) },
    { check: 'usage', result: 'no' },
    { check: 'tools', result: 'yes' },
    { check: 'structured', result: 'yes', mode: 'schema' },
  ]);
});

test('nobody there, and a page', async () => {
  const gone = await startModelServer();
  await gone.close();
  expect((await findings('m', gone.baseUrl))[0]).toEqual({
    ...{ check: 'reachable', result: 'no', code: 'ERR_MODEL_UNREACHABLE', detail: 'ECONNREFUSED' },
  });
  server.answers(async (answer) => {
    await answer.head('200 OK', { 'content-type': 'text/html' });
    await answer.send('<!doctype html>');
  });
  expect((await findings('m'))[0]).toMatchObject({ result: 'no', code: 'ERR_MODEL_NOT_AN_API' });
});

test('an endpoint that does not stream', async () => {
  server.answers(endpoint({ models: ['m'], chat: json('200 OK', { choices: [] }) }));
  expect((await findings('m'))[2]).toMatchObject({ result: 'no', code: 'ERR_MODEL_NO_STREAM' });
});
