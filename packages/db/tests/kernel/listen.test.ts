import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type ListenOptions, listen } from '@atelier/db/kernel/listen.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createFreezingProxy } from './freezing-proxy.ts';

let database: TestDatabase;
const closers: (() => unknown)[] = [];

type Listener = ReturnType<typeof listen>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(async () => {
  await database.drop();
});

/** Listens, and gives what is heard, as it comes. */
function hear(options: Partial<ListenOptions> = {}): unknown[] {
  return start(options).heard;
}

function start(options: Partial<ListenOptions> = {}): { listener: Listener; heard: unknown[] } {
  const heard: unknown[] = [];
  const { connectionString } = database;
  const listener = listen({
    connectionString,
    onChange: (change) => heard.push(change),
    onMessage: (message) => heard.push(message),
    onMissed: () => heard.push('missed'),
    onLost: () => heard.push('lost'),
    ...options,
  });
  closers.push(() => listener.close());
  return { listener, heard };
}

const change = { area: 'miniatures', entity: 'type', ids: ['a', 'b'] };

test('changes are heard once the connection stands, and that they may have been missed before', async () => {
  const heard = hear();
  await expect.poll(() => heard).toEqual(['missed']);
  createNotifier(database.db).notify(change);
  await expect.poll(() => heard).toEqual(['missed', change]);
});

test.each([
  ['no JSON', '{'],
  ['nothing', ''],
  ['null', 'null'],
  ['another shape', '{"area":"miniatures","ids":null}'],
  ['ids that are none', '{"area":"miniatures","entity":"type","ids":[1]}'],
])(
  'a notification of %s counts as something missed, and the next is heard',
  async (_what, text) => {
    const heard = hear();
    await expect.poll(() => heard).toEqual(['missed']);
    await database.db.raw("SELECT pg_notify('atelier_changes', ?)", [text]);
    createNotifier(database.db).notify(change);
    await expect.poll(() => heard).toEqual(['missed', 'missed', change]);
  },
);

test('a connection that comes late says so, and that changes may have been missed', async () => {
  const held = createFreezingProxy(database.connectionString);
  const connectionString = await held.open();
  held.close();
  const heard = hear({ connectionString });
  await expect.poll(() => heard).toEqual(['lost']);
  const proxy = createFreezingProxy(database.connectionString);
  closers.push(() => proxy.close());
  await proxy.open(Number(new URL(connectionString).port));
  await expect.poll(() => heard).toEqual(['lost', 'missed']);
});

test('a connection that is dead though nobody closed it is found out, and replaced', async () => {
  const proxy = createFreezingProxy(database.connectionString);
  closers.push(() => proxy.close());
  const heard = hear({ connectionString: await proxy.open(), heartbeatMs: 1000 });
  await expect.poll(() => heard).toEqual(['missed']);
  proxy.freeze();
  await expect.poll(() => heard).toEqual(['missed', 'lost', 'missed']);
  createNotifier(database.db).notify(change);
  await expect.poll(() => heard.at(-1)).toEqual(change);
});

/** A server that takes connections and never says a word, as one behind a dead line. */
async function silentServer(): Promise<{ connectionString: string; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  const url = new URL(database.connectionString);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { connectionString: url.href, sockets };
}

/** The end is not one that a limit brought about: the connection's own would come after an hour. */
const patient = { heartbeatMs: 3_600_000 };

test('a dead connection does not hold up the end', async () => {
  const proxy = createFreezingProxy(database.connectionString);
  closers.push(() => proxy.close());
  const { listener, heard } = start({ connectionString: await proxy.open(), ...patient });
  await expect.poll(() => heard).toEqual(['missed']);
  proxy.freeze();
  await listener.close();
  // Who hung up has lost nothing.
  expect(heard).toEqual(['missed']);
});

test('it ends at once too while it still connects', async () => {
  const { connectionString, sockets } = await silentServer();
  const { listener, heard } = start({ connectionString, ...patient });
  await expect.poll(() => sockets.size).toBe(1);
  await listener.close();
  await expect.poll(() => sockets.size).toBe(0);
  expect(heard).toEqual([]);
});
