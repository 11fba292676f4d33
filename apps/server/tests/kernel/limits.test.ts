import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createClient } from '@atelier/sdk/client.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, refusal, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

/** A body of JSON that is `bytes` long. */
const bodyOf = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;
const megabyte = 1024 * 1024;

test('a body of a megabyte is read', async () => {
  expect(refusal(await server.post('/api/v1/types', bodyOf(megabyte)))).toEqual([
    400,
    'ERR_VALIDATION',
  ]);
});

test.each(['/api/v1/types', '/api/v1/types/x/move', '/api/v1/types/x/undo'])(
  'a longer body is refused at %s, whether or not all of it was sent',
  async (path) => {
    for (const bytes of [megabyte + 1, 5 * megabyte, 100 * megabyte]) {
      const answer = await server.post(path, bodyOf(bytes));
      expect(refusal(answer)).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
    }
  },
);

test('a longer body is refused by tRPC too', async () => {
  const answer = await server.post('/api/trpc/miniatures.create', bodyOf(5 * megabyte));
  expect(answer.status).toBe(413);
  const client = createClient({ baseUrl: server.url });
  const name = 'x'.repeat(5 * megabyte);
  const error = await client.miniatures.create.mutate({ name }).catch(callError);
  expect(error).toEqual({ code: 'ERR_PAYLOAD_TOO_LARGE', details: {} });
});

test('a body whose length nobody said is refused where it gets too long', async () => {
  const outgoing = request(`${server.url}/api/v1/types`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  const answered = once(outgoing, 'response');
  for (let sent = 0; sent < 3 * megabyte; sent += 65_536) {
    outgoing.write(' '.repeat(65_536));
    await sleep(0);
  }
  outgoing.end();
  const [response] = await answered;
  expect(response.statusCode).toBe(413);
  expect(JSON.parse(await text(response))).toMatchObject({ code: 'ERR_PAYLOAD_TOO_LARGE' });
});

test.each([
  ['/api/v1/types', '{', 5, '413 ERR_PAYLOAD_TOO_LARGE'],
  ['/api/v1/types', '{', 100, '413 ERR_PAYLOAD_TOO_LARGE'],
  ['/api/trpc/miniatures.create', '{', 5, '413 ERR_PAYLOAD_TOO_LARGE'],
  ['/api/nothing', '{', 5, '413 ERR_PAYLOAD_TOO_LARGE'],
  ['/api/v1/import', 'no file', 20, '400 ERR_INVALID_IMPORT_FORMAT'],
])(
  '%s: who is still sending hears the refusal, and may go on',
  async (path, beginning, megabytes, outcome) => {
    const args = [`${server.url}${path}`, beginning, String(megabytes), '12'];
    expect(await run('large-bodies.mjs', args)).toEqual({ [outcome]: 12 });
  },
);

test.each([
  ['/api/v1/types', '413 ERR_PAYLOAD_TOO_LARGE'],
  ['/api/trpc/miniatures.create', '413 ERR_PAYLOAD_TOO_LARGE'],
  ['/api/v1/import', '400 ERR_INVALID_IMPORT_FORMAT'],
  ['/api/v1/import?nothing=1', '400 ERR_VALIDATION'],
])('%s: who asks to close the connection hears the refusal too', async (path, outcome) => {
  for (const megabytes of ['7.8', '40']) {
    const args = [`${server.url}${path}`, megabytes, '6'];
    expect(await run('closing-sender.mjs', args)).toEqual({ [outcome]: 6 });
  }
});

/** Runs a program beside this file, which prints what came of its requests. */
async function run(script: string, args: readonly string[]): Promise<unknown> {
  const file = join(import.meta.dirname, script);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args]);
  return JSON.parse(stdout);
}
