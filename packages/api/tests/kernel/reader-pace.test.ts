import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { sendText } from '@atelier/api/kernel/streams/send-text.ts';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';

const pace = { graceMs: 1_500, unitsPerSecond: 20_000_000 };
const pages = 400;
let app: FastifyInstance;
let url: string;
let open = 0;
beforeAll(async () => {
  async function* text(count: number): AsyncGenerator<string> {
    open += 1;
    try {
      for (let page = 0; page < count; page += 1) yield 'x'.repeat(65_536);
    } finally {
      open -= 1;
    }
  }
  app = Fastify();
  for (const [path, count] of [
    ['/long', pages],
    ['/short', 80],
  ] as const) {
    app.get(path, (_request, reply) => sendText(reply, 'text/plain', () => text(count), pace));
  }
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

test.each(['/long', '/short'])(
  'who drips is cut off, and holds nothing any more: %s',
  async (path) => {
    const request = get(`${url}${path}`, { agent: false });
    const [answer]: IncomingMessage[] = await once(request, 'response');
    answer?.on('error', () => {});
    const connections = promisify(app.server.getConnections.bind(app.server));
    const held = async () => {
      answer?.read(16);
      return [open, await connections()];
    };
    expect(await held()).toEqual([expect.any(Number), 1]);
    await expect.poll(held, { timeout: 8_000 }).toEqual([0, 0]);
    request.destroy();
  },
  10_000,
);

test('who keeps up gets all, however long we take', async () => {
  const answer = await fetch(`${url}/long`);
  expect((await answer.text()).length).toBe(pages * 65_536);
  await expect.poll(() => open).toBe(0);
});
