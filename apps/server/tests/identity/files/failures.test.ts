import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import {
  type AddressInfo,
  connect as connectTo,
  createServer as createTcpServer,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openFiles, removePieces } from '@atelier/api/identity/files/files.ts';
import { openFolderStore } from '@atelier/api/identity/files/folder-store.ts';
import { profilePictures } from '@atelier/api/identity/files/profile-picture.ts';
import { receiveUpload } from '@atelier/api/identity/files/receive-upload.ts';
import { openS3Store } from '@atelier/api/identity/files/s3-store.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { type FilesServer, startFilesServer } from './files-server.ts';
import { pdf, png } from './sample-files.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(settings: Parameters<typeof startFilesServer>[0] = {}): Promise<FilesServer> {
  const server = await startFilesServer(settings);
  closers.push(() => server.close());
  return server;
}

test('a transaction that fails leaves neither row nor file, and says nothing of what went wrong', async () => {
  const server = await start();
  const editor = await server.addMember('editor', 'one');
  await server.db.raw(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`);
  await server.db.raw(
    'CREATE TRIGGER fail BEFORE INSERT ON identity.audit_log FOR EACH ROW EXECUTE FUNCTION fail()',
  );
  const answer = await server.upload(editor, 'result-attachment/one.1', pdf);
  expect([answer.status, answer.body.code]).toEqual([500, 'ERR_INTERNAL']);
  expect([await server.rows(), await server.stored()]).toEqual([[], []]);
});

test('a thing that is removed while its file arrives gets none', async () => {
  const server = await start();
  const user = await server.addUser();
  const sending = server.upload(user, `profile-picture/${user}`, await png(2000, 2000));
  await server.db('identity.users').where({ id: user }).delete();
  expect((await sending).status).toBe(404);
  expect([await server.rows(), await server.stored()]).toEqual([[], []]);
});

test('a store that cannot take a file answers 503, and leaves nothing', async () => {
  const folder = await testFolder('broken');
  const store = openFolderStore(folder);
  const server = await start({
    folder,
    store: {
      ...store,
      put: async (...piece) => {
        await mkdir(join(folder, 'x'), { recursive: true });
        await writeFile(join(folder, 'x', 'in-the-way'), '');
        throw Object.assign(new Error(`no room for ${piece[0]}`), { code: 'ENOSPC' });
      },
    },
  });
  const editor = await server.addMember('editor', 'one');
  const answer = await server.upload(editor, 'result-attachment/one.1', pdf);
  expect([answer.status, answer.body.code]).toEqual([503, 'ERR_FILE_STORE_UNAVAILABLE']);
  expect(await server.rows()).toEqual([]);
  expect(await server.stored()).toEqual([join(folder, 'x', 'in-the-way')]);
});

test('a small picture that cannot be stored is drawn again a little later, and the picture is there', async () => {
  const folder = await testFolder('half');
  const store = openFolderStore(folder);
  let puts = 0;
  const server = await start({
    folder,
    store: {
      ...store,
      put: (...piece) => {
        puts += 1;
        if (puts === 2) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
        return store.put(...piece);
      },
    },
  });
  const user = await server.addUser();
  const answer = await server.upload(user, `profile-picture/${user}`, await png());
  expect([answer.status, answer.body.hasThumbnail, puts]).toEqual([201, true, 3]);
  const [row] = await server.rows();
  expect((await server.stored()).map((path) => path.slice(-32)).toSorted()).toEqual(
    [row.storageKey, row.thumbnailKey].toSorted(),
  );
});

test('a row whose file is gone is told as lost', async () => {
  const server = await start();
  const editor = await server.addMember('editor', 'one');
  const { body } = await server.upload(editor, 'result-attachment/one.1', pdf);
  const { storageKey } = await server.db('identity.files').where({ id: body.id }).first();
  await openFolderStore(server.folder).remove(storageKey);
  const answer = await server.call(editor, `/api/files/${body.id}`);
  expect([answer.status, answer.body.code]).toEqual([404, 'ERR_FILE_LOST']);
  expect(answer.headers.get('content-type')).toContain('application/json');
});

test('files are removed after their rows, and what could not be removed is removed next time', async () => {
  const folder = await testFolder('stuck');
  const store = openFolderStore(folder);
  let isStuck = true;
  const server = await start({
    folder,
    store: {
      ...store,
      remove: async (key) => {
        if (isStuck) throw new Error('stuck');
        await store.remove(key);
      },
    },
  });
  const editor = await server.addMember('editor', 'one');
  const [first, second] = [
    await server.upload(editor, 'result-attachment/one.1', pdf),
    await server.upload(editor, 'result-attachment/one.2', pdf),
  ];
  const remove = (id: string) => server.procedure(editor, 'remove', { id }, 'mutation');
  expect(await remove(first.body.id)).toBeNull();
  expect(await server.stored()).toHaveLength(2);
  isStuck = false;
  await remove(second.body.id);
  expect([await server.rows(), await server.stored()]).toEqual([[], []]);
});

test('a piece that cannot be removed holds up none of those behind it', async () => {
  const folder = await testFolder('one-stuck');
  const store = openFolderStore(folder);
  const stuck: string[] = [];
  const stuckStore = {
    ...store,
    remove: async (key: string) => {
      if (stuck.includes(key)) throw new Error('stuck');
      await store.remove(key);
    },
  };
  const server = await start({ folder, store: stuckStore });
  const editor = await server.addMember('editor', 'one');
  for (const name of ['1', '2', '3', '4', '5']) {
    await server.upload(editor, `result-attachment/one.${name}`, pdf);
  }
  const keys: string[] = (await server.rows()).map(({ storageKey }) => storageKey);
  const removeFile = (storageKey?: string) =>
    server.db('identity.files').where({ storageKey }).delete();
  const sweep = () => expect(removePieces(server.db, stuckStore)).rejects.toThrow('stuck');
  const left = async () => (await server.stored()).map((path) => path.slice(-32)).sort();
  stuck.push(...keys.slice(0, 4));
  for (const key of [keys[0], keys[4]]) await removeFile(key);
  await sweep();
  expect(await left()).toEqual([...stuck].sort());

  await server.upload(editor, 'result-attachment/one.6', pdf);
  await server.db('identity.files').delete();
  // More in a row than a sweep goes on after: the next one begins with the others.
  await sweep();
  await sweep();
  expect(await left()).toEqual([...stuck].sort());
});

/** Passes on what goes to a database, until it breaks the connections there are. */
async function startBreakingProxy(target: { host: string; port: number }) {
  const incomings = new Set<Socket>();
  const outgoings = new Set<Socket>();
  const proxy = createTcpServer((incoming) => {
    // A server that is told nothing goes on with what it was asked for.
    const outgoing = connectTo(target);
    incomings.add(incoming);
    outgoings.add(outgoing);
    incoming.on('error', () => {});
    outgoing.on('error', () => {});
    incoming.on('data', (chunk) => outgoing.write(chunk));
    outgoing.on('data', (chunk) => incoming.write(chunk));
    outgoing.on('close', () => incoming.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const breakAll = () => {
    for (const socket of incomings) socket.destroy();
  };
  return {
    port: (proxy.address() as AddressInfo).port,
    breakAll,
    close() {
      breakAll();
      for (const socket of outgoings) socket.destroy();
      proxy.close();
    },
  };
}

/** A server with nothing around an upload, whose pace and notices the test says; what it was told, or the code. */
async function startReceiver(
  { db }: FilesServer,
  user: string,
  { graceMs = 60_000, notify }: { graceMs?: number; notify?: () => void } = {},
) {
  const folder = await testFolder('received');
  const files = openFiles(db, { folder, userBytes: 2 ** 30 }, [profilePictures]);
  closers.push(() => files.close());
  const notifier = createNotifier(db);
  const listener = createServer(async (raw, answer) => {
    const context = {
      ...{ db, live: createLiveHub(), sessionId: null, requestId: null },
      notifier: { ...notifier, ...(notify && { notify }) },
      actor: { id: user, kind: 'user' as const, grants: [] },
      untilEnd: (signal: AbortSignal) => signal,
      client: noClient,
      door: 'rest' as const,
    };
    const target = { use: 'profile-picture', entityId: user, name: 'a.png' };
    const pace = { graceMs, bytesPerSecond: 1, totalMs: 60_000 };
    const upload = { headers: raw.headers, announced: undefined, body: raw, raw, answer, pace };
    await receiveUpload(context, files, target, upload).then(
      () => answer.end('taken'),
      (error: { code?: string; message: string }) => answer.end(error.code ?? error.message),
    );
  }).listen(0, '127.0.0.1');
  closers.push(() => listener.close());
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return {
    folder,
    begin: () => request({ port, method: 'POST', headers: { 'transfer-encoding': 'chunked' } }),
  };
}

test('a sender who falls silent is refused, and leaves nothing', async () => {
  const server = await start();
  const user = await server.addUser();
  const { begin, folder } = await startReceiver(server, user, { graceMs: 150 });
  const sending = begin();
  sending.write(Buffer.concat([await png(), Buffer.alloc(50_000)]));
  const [answer] = await once(sending, 'response');
  const [said] = await once(answer, 'data');
  expect(String(said)).toBe('ERR_FILE_TOO_SLOW');
  sending.destroy();
  expect(await server.rows()).toEqual([]);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
});

test('what was committed keeps its file, although its sender heard of a failure', async () => {
  const server = await start();
  const user = await server.addUser();
  const { begin, folder } = await startReceiver(server, user, {
    notify: () => {
      throw new Error('the connection ended');
    },
  });
  const sending = begin();
  sending.end(await png());
  const [answer] = await once(sending, 'response');
  const [said] = await once(answer, 'data');
  expect(String(said)).toBe('the connection ended');
  const [row] = await server.rows();
  const store = openFolderStore(folder);
  expect((await buffer(await store.open(row.storageKey))).length).toBeGreaterThan(0);
});

test('a row that is seen only after its connection broke in its commit has its piece', async () => {
  const server = await start();
  const user = await server.addUser();
  await server.db.raw(`
    CREATE FUNCTION rest() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$`);
  await server.db.raw(`
    CREATE CONSTRAINT TRIGGER rest AFTER INSERT ON identity.files
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rest()`);
  const url = new URL(server.connectionString);
  const proxy = await startBreakingProxy({ host: url.hostname, port: Number(url.port) });
  closers.push(() => proxy.close());
  url.host = `127.0.0.1:${proxy.port}`;
  const db = connect({ connectionString: String(url) });
  closers.push(() => db.destroy());
  const { begin, folder } = await startReceiver({ ...server, db }, user);
  const sending = begin();
  sending.end(await png());
  await vi.waitFor(async () => {
    const { rows } = await server.db.raw(
      `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`,
    );
    expect(rows).toHaveLength(1);
  }, 10_000);
  proxy.breakAll();
  await once(sending, 'response');
  await vi.waitFor(async () => expect(await server.rows()).toHaveLength(1), 10_000);
  const [row] = await server.rows();
  const store = openFolderStore(folder);
  expect((await buffer(await store.open(row.storageKey))).length).toBeGreaterThan(0);
});

test('with an S3 store that nobody reaches, uploads are refused and nothing is left', async () => {
  const store = openS3Store({
    ...{ endpoint: 'http://127.0.0.1:1', bucket: 'b', region: 'r', key: 'k', secret: 's' },
    allowedAddresses: ['127.0.0.1'],
  });
  const server = await start({ store });
  const editor = await server.addMember('editor', 'one');
  const answer = await server.upload(editor, `result-attachment/one.${randomUUID()}`, pdf);
  expect([answer.status, answer.body.code]).toEqual([503, 'ERR_FILE_STORE_UNAVAILABLE']);
  expect([await server.rows(), await server.stored()]).toEqual([[], []]);
});
