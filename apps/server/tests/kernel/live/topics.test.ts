import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { noClient } from '@atelier/api/kernel/client.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RestServer, startRestServer } from '../rest-server.ts';
import { openStream } from './open-stream.ts';

let server: RestServer;
/** Another process's, as far as the server can tell: it hears it through PostgreSQL alone. */
let notifier: ReturnType<typeof createNotifier>;

beforeAll(async () => {
  server = await startRestServer({
    settings: { allowedOrigins: [], logLevel: 'silent' },
    identify: async ({ headers: { authorization = 'admin' } }) => ({
      actor: {
        id: authorization,
        kind: 'user',
        grants: [everywhere(authorization === 'viewer' ? 'viewer' : 'admin')],
      },
      sessionId: null,
      untilEnd: (signal) => signal,
      client: noClient,
    }),
  });
  notifier = createNotifier(server.db);
  // The server listens to the database only a moment after it is open to us.
  const stream = await openStream(server.url, listenTo('runs.log:ready'));
  await vi.waitFor(
    () => {
      notifier.publish('runs.log:ready', 1);
      expect(stream.contents('runs.log:ready')).toContain(1);
    },
    { timeout: 10_000 },
  );
  stream.close();
});
afterAll(() => server.close());

const listenTo = (...topics: readonly string[]) => ({
  input: { topics: topics.map((topic) => ({ topic })) },
});
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => from + place);
const publish = (topic: string, from: number, to: number) => {
  for (const number of numbers(from, to)) notifier.publish(topic, number);
};
/** Until the server has heard all that was published. */
async function heard(topic: string, count: number): Promise<void> {
  const stream = await openStream(server.url, listenTo(topic));
  await expect.poll(() => stream.contents(topic).length).toBe(count);
  stream.close();
}

test('content arrives in order, to those who listen to its topic', async () => {
  const stream = await openStream(server.url, listenTo('letters.answer:1'));
  await expect.poll(() => stream.events.at(-1)?.kind).toBe('missed');
  publish('letters.answer:1', 1, 300);
  publish('letters.answer:2', 1, 3);
  await expect.poll(() => stream.contents('letters.answer:1')).toEqual(numbers(1, 300));
  await heard('letters.answer:2', 3);
  expect(stream.contents('letters.answer:2')).toEqual([]);
  stream.close();
});

test('a connection that is cut loses nothing, and repeats nothing', async () => {
  const topic = 'letters.answer:cut';
  const got: unknown[] = [];
  let lastEventId: string | undefined;
  let published = 0;
  for (let time = 0; time < 5; time += 1) {
    const stream = await openStream(server.url, {
      ...listenTo(topic),
      ...(lastEventId === undefined ? {} : { lastEventId }),
    });
    publish(topic, published + 1, published + 40);
    published += 40;
    await expect.poll(() => stream.contents(topic).length).toBeGreaterThan(0);
    stream.close();
    got.push(...stream.contents(topic));
    lastEventId = stream.lastId() ?? lastEventId;
  }
  const last = await openStream(server.url, {
    ...listenTo(topic),
    ...(lastEventId === undefined ? {} : { lastEventId }),
  });
  await expect.poll(() => [...got, ...last.contents(topic)]).toEqual(numbers(1, 200));
  last.close();
});

test('two topics on one connection, of which one is added later, each from where it was', async () => {
  const [one, two] = ['runs.log:1', 'runs.log:2'];
  publish(one, 1, 3);
  publish(two, 1, 3);
  const first = await openStream(server.url, listenTo(one));
  await expect.poll(() => first.contents(one)).toEqual([1, 2, 3]);
  const after = first.events.findLast(({ topic }) => topic === one)?.id;
  first.close();
  publish(one, 4, 5);
  const both = await openStream(server.url, {
    input: { after: first.lastId(), topics: [{ topic: one, after }, { topic: two }] },
  });
  await expect.poll(() => both.contents(one)).toEqual([4, 5]);
  await expect.poll(() => both.contents(two)).toEqual([1, 2, 3]);
  expect(both.events.map(({ kind }) => kind)).not.toContain('missed');
  both.close();
});

test('what is too long ago is said to be missed, and then comes what is still there', async () => {
  const topic = 'runs.log:long';
  publish(topic, 1, 10);
  const first = await openStream(server.url, listenTo(topic));
  await expect.poll(() => first.contents(topic)).toEqual(numbers(1, 10));
  first.close();
  publish(topic, 11, 1500);
  const other = await openStream(server.url, listenTo(topic));
  await expect.poll(() => other.contents(topic).at(-1)).toBe(1500);
  other.close();
  for (const lastEventId of [first.lastId() ?? '', '00000000-3', 'nonsense']) {
    const again = await openStream(server.url, { ...listenTo(topic), lastEventId });
    await expect
      .poll(() => again.contents(topic))
      .toEqual(['content-missed', ...numbers(501, 1500)]);
    again.close();
  }
});

test('a listener who takes nothing is not waited for, and told what it missed', async () => {
  const topic = 'runs.log:slow';
  const slow = await openStream(server.url, listenTo(topic));
  await expect.poll(() => slow.events.at(-1)?.kind).toBe('missed');
  slow.pause();
  const line = 'x'.repeat(3000);
  const count = 3000;
  for (let number = 1; number <= count; number += 1) {
    notifier.publish(topic, { number, line });
    if (number % 100 === 0) await notifier.flush();
  }
  slow.resume();
  const last = () => (slow.contents(topic).at(-1) as { number?: number } | undefined)?.number;
  await expect.poll(last, { timeout: 20_000 }).toBe(count);
  const contents = slow.contents(topic);
  expect(contents.length).toBeLessThan(count);
  expect(contents).toContain('content-missed');
  slow.close();
});

test('a process that ends at once is heard, its changes too', async () => {
  const topic = 'runs.log:process';
  const stream = await openStream(server.url, listenTo(topic));
  await expect.poll(() => stream.events.at(-1)?.kind).toBe('missed');
  const script = join(import.meta.dirname, 'publishing-process.ts');
  const child = spawn(
    process.execPath,
    [...programArguments(script), server.connectionString, topic, '50'],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  expect(await once(child, 'exit')).toEqual([0, null]);
  await expect.poll(() => stream.contents(topic)).toEqual(numbers(1, 50));
  await expect
    .poll(() => stream.events.filter(({ kind }) => kind === 'changed').at(-1)?.ids)
    .toEqual(['from-elsewhere']);
  stream.close();
});

test('whoever may not hear a topic is told so, and hears the others; changes likewise', async () => {
  const stream = await openStream(server.url, {
    ...listenTo('letters.answer:secret', 'miniatures.log:open'),
    authorization: 'viewer',
  });
  await expect.poll(() => stream.events.at(-1)?.kind).toBe('missed');
  publish('letters.answer:secret', 1, 1);
  notifier.notify({ area: 'lifecycle', entity: 'drift', ids: null });
  await notifier.flush();
  publish('miniatures.log:open', 1, 1);
  await expect.poll(() => stream.contents('miniatures.log:open')).toEqual([1]);
  expect(stream.contents('letters.answer:secret')).toEqual(['topic-refused']);
  expect(stream.events.map(({ kind }) => kind)).not.toContain('changed');
  await server.addType('For them');
  await expect.poll(() => stream.events.map(({ kind }) => kind)).toContain('changed');
  stream.close();
});

test.each([
  ['no topic of anybody', { topics: [{ topic: 'Nonsense' }] }],
  ['too many', { topics: Array.from({ length: 51 }, (_, id) => ({ topic: `a.b:${id}` })) }],
  ['another shape', { topics: 'runs.log:1' }],
])('%s is refused by its code', async (_what, input) => {
  const stream = await openStream(server.url, { input });
  await expect.poll(() => stream.lines.join()).toContain('"code":"ERR_VALIDATION"');
  stream.close();
});

test('content that one notification cannot carry is refused to whoever publishes it', () => {
  const publishing = () => notifier.publish('runs.log:large', 'ж'.repeat(4000));
  expect(publishing).toThrow(DomainError);
  expect(publishing).toThrow(expect.objectContaining({ code: 'ERR_PAYLOAD_TOO_LARGE' }));
});

test('what could not be sent is said to be missing, before what follows', async () => {
  const topic = 'runs.log:away';
  const stream = await openStream(server.url, listenTo(topic));
  await expect.poll(() => stream.events.at(-1)?.kind).toBe('missed');
  const { connectionString } = server;
  const db = connect({ connectionString, poolSize: 1 });
  const failing = createNotifier(db);
  await db.raw(`
    CREATE SCHEMA away;
    CREATE FUNCTION away.pg_notify(text, text) RETURNS void LANGUAGE plpgsql
      AS $$ BEGIN RAISE 'away'; END $$;
    SET search_path = away, pg_catalog`);
  failing.publish(topic, 1);
  await failing.flush();
  await db.raw('SET search_path = pg_catalog');
  failing.publish(topic, 2);
  await expect.poll(() => stream.contents(topic)).toEqual(['content-missed', 2]);
  await db.destroy();
  stream.close();
});
