import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isAlive } from '../../src/embedded/process-identity.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedStage,
  startEmbeddedPostgres,
} from '../../src/embedded/server.ts';
import { copyFolder } from './copy-folder.ts';
import { type ServeProcess, serveInProcess } from './serve-process.ts';

// Each test works on a copy of one data folder: making a new one is the slowest part of a first start.
let template: string;
const newServerStages: EmbeddedStage[] = [];
beforeAll(async () => {
  template = await makeFolder();
  const server = await startEmbeddedPostgres({
    dataDir: join(template, 'data'),
    onProgress: (stage) => newServerStages.push(stage),
  });
  await server.stop();
});
afterAll(() => rm(template, { recursive: true }));

async function makeFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'atelier-embedded-'));
  // Open to the user that runs the server for root; folders that are not have a test file of their own.
  await chmod(path, 0o755);
  return path;
}

let folder: string;
const servers: EmbeddedPostgres[] = [];
const processes: ServeProcess[] = [];
beforeEach(async () => {
  folder = await makeFolder();
  await copyFolder(join(template, 'data'), join(folder, 'data'));
});
afterEach(async () => {
  for (const each of processes.splice(0)) await each.end('SIGTERM');
  for (const each of servers.splice(0)) await each.stop();
  await rm(folder, { recursive: true });
});

async function start(stages: EmbeddedStage[] = []): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    onProgress: (stage) => stages.push(stage),
  });
  servers.push(server);
  return server;
}

async function serve(): Promise<ServeProcess> {
  const server = await serveInProcess([join(folder, 'data'), join(folder, 'elsewhere')]);
  processes.push(server);
  return server;
}

async function query(connectionString: string, sql: string) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a first start makes the cluster', () => {
  expect(newServerStages.map((stage) => stage.kind)).toEqual(['creating-cluster', 'starting']);
});

test('a new server is UTF-8, has ICU collations, and listens on loopback alone', async () => {
  const { connectionString, port } = await start();
  const [facts] = await query(
    connectionString,
    `SELECT current_database() AS database, current_setting('server_encoding') AS encoding,
            current_setting('listen_addresses') AS addresses,
            current_setting('unix_socket_directories') AS sockets,
            'Модель 2' < 'модель 10' COLLATE "und-x-icu" AS compares,
            (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale`,
  );
  expect(facts).toEqual({
    database: 'atelier',
    encoding: 'UTF8',
    addresses: '127.0.0.1',
    sockets: '',
    compares: false,
    locale: 'C.UTF-8',
  });
  const wrong = `postgres://atelier:guess@127.0.0.1:${port}/atelier`;
  await expect(query(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
});

test('a second start keeps data, password and port, and stops without a trace', async () => {
  const first = await start();
  await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  expect(await isAlive(first.pid)).toBe(false);
  const second = await start();
  expect(second.connectionString).toBe(first.connectionString);
  expect(await query(second.connectionString, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
});

test.skipIf(platform() === 'win32')('what is secret is closed to others', async () => {
  await start();
  const modeOf = async (name: string) => (await stat(join(folder, 'data', name))).mode & 0o777;
  expect(await modeOf('postgres-password')).toBe(0o600);
  expect(await modeOf('postgres')).toBe(0o700);
  expect(await modeOf('postgres.log')).toBe(0o600);
});

test('another port is chosen and remembered when a stranger listens on ours', async () => {
  const first = await start();
  await first.stop();
  const stranger = createServer().listen(first.port, '127.0.0.1');
  await once(stranger, 'listening');
  const second = await start();
  expect(second.port).not.toBe(first.port);
  await second.stop();
  stranger.close();
  const third = await start();
  expect(third.port).toBe(second.port);
});

test('a second process on the same folder is refused with the pid of the first', async () => {
  const first = await serve();
  const second = await serve();
  expect(second.answer).toMatchObject({
    code: 'ERR_DATA_FOLDER_IN_USE',
    params: { pid: first.process.pid },
  });
  expect(await query(first.answer.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('after a kill -9 of the app its server is stopped cleanly and the data is there', async () => {
  const first = await serve();
  await query(first.answer.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.end('SIGKILL');
  expect(await isAlive(first.answer.pid)).toBe(true);

  const stages: EmbeddedStage[] = [];
  const second = await start(stages);
  expect(stages[0]).toEqual({ kind: 'stopping-stale-server', pid: first.answer.pid });
  expect(await isAlive(first.answer.pid)).toBe(false);
  expect(await query(second.connectionString, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
  const previousLog = await readFile(join(folder, 'data', 'postgres.previous.log'), 'utf8');
  expect(previousLog).toContain('database system is shut down');
});

test('after a kill -9 of the app and its server the data is recovered', async () => {
  const first = await serve();
  await query(first.answer.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.end('SIGKILL');
  process.kill(first.answer.pid, 'SIGKILL');
  const second = await start();
  expect(await query(second.connectionString, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
});

test('a stranger that has the number of a dead server is left alone', async () => {
  await (await start()).stop();
  const file = join(folder, 'data', 'postgres', 'postmaster.pid');
  // This very process: a signal to it would end the test.
  await writeFile(file, [process.pid, 'somewhere', 1, 5432, '', '', '', 'ready', ''].join('\n'));
  const stages: EmbeddedStage[] = [];
  const server = await start(stages);
  expect(stages.map((stage) => stage.kind)).toEqual(['starting']);
  expect(await query(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a server that is killed under the app comes back on the same port', async () => {
  const server = await start();
  const { pid, connectionString } = server;
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => server.pid).not.toBe(pid);
  expect(await query(connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(await isAlive(server.pid)).toBe(false);
});

test('a program that ends without order takes the server with it', async () => {
  const { answer, process: child } = await serve();
  expect(await isAlive(answer.pid)).toBe(true);
  const exited = once(child, 'exit');
  // The program calls process.exit() at this one.
  child.kill('SIGUSR2');
  expect(await exited).toEqual([1, null]);
  await expect.poll(() => isAlive(answer.pid)).toBe(false);
});

test('the log holds no statements and no values', async () => {
  const { connectionString } = await start();
  await query(connectionString, "CREATE TABLE t AS SELECT 'a-secret'::text AS name");
  await query(connectionString, 'CREATE UNIQUE INDEX ON t (name)');
  const again = query(connectionString, "INSERT INTO t VALUES ('a-secret')");
  await expect(again).rejects.toMatchObject({ code: '23505' });
  const cast = query(connectionString, "SELECT 'a-secret'::integer");
  await expect(cast).rejects.toMatchObject({ code: '22P02' });
  expect(await readFile(join(folder, 'data', 'postgres.log'), 'utf8')).not.toContain('a-secret');
});

test('a lost password is named, not made anew', async () => {
  await (await start()).stop();
  await rm(join(folder, 'data', 'postgres-password'));
  await expect(start()).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER_INCOMPLETE' });
});
