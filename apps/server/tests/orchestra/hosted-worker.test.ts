import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createClient } from '@atelier/sdk/client.ts';
import { type AppProcess, startAppProcess } from '@atelier/testkit/app-process.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { afterAll, afterEach, expect, test } from 'vitest';

// The server as it is started, which carries test runs out itself; and the program of `npm run worker` beside it.

const database = await createTestDatabase();
const folder = await testFolder('hosted-worker');
const env = {
  DATABASE_URL: database.connectionString,
  ATELIER_DATA_DIR: folder,
  ATELIER_SECRET: 'known to the tests and to nobody else',
};
const ends: (() => Promise<unknown>)[] = [];
let hold: Promise<void> = Promise.resolve();
const asked: string[] = [];
const system = createServer(async (request, response) => {
  asked.push(request.url ?? '');
  await hold;
  response.writeHead(200).end('{}');
});
await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(system.address() as AddressInfo).port}`;

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  system.closeAllConnections();
  system.close();
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

function startServer(more: Readonly<Record<string, string>> = {}): AppProcess {
  const app = startAppProcess({ ...env, ...more });
  ends.push(async () => {
    app.process.kill('SIGTERM');
    await app.ended();
  });
  return app;
}

function startWorkerProgram(): void {
  const script = join(import.meta.dirname, '../../src/worker.ts');
  const child = spawn(process.execPath, programArguments(script), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  ends.push(async () => {
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
}

/** Starts a run over REST of a suite whose steps ask for these paths, one after the other. */
async function startRun(url: string, name: string): Promise<string> {
  const { orchestra } = createClient({ baseUrl: url });
  const environment = await orchestra.environments.create.mutate({
    ...{ name, baseUrls: { default: address } },
  });
  const steps = ['first', 'second'].map((key) => ({
    ...{ key, name: key, kind: 'ACTION' as const, driver: 'http' as const },
    request: { method: 'POST' as const, url: `/${name}/${key}` },
  }));
  const suite = await orchestra.suites.create.mutate({
    definition: { name, scenarios: [{ key: 'a', name: 'A', steps }] },
  });
  const answer = await fetch(`${url}/api/orchestra/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ suiteId: suite.id, environmentId: environment.id }),
  });
  expect(answer.status).toBe(201);
  const { run } = (await answer.json()) as { readonly run: { readonly id: string } };
  return run.id;
}

async function statusOf(id: string): Promise<string> {
  const { rows } = await database.db.raw('SELECT status FROM orchestra.suite_runs WHERE id = ?', [
    id,
  ]);
  return rows[0].status;
}
const untilPassed = (id: string) =>
  expect.poll(() => statusOf(id), { timeout: 60_000 }).toBe('PASSED');
const askedOf = (name: string) => asked.filter((path) => path.startsWith(`/${name}/`));

test('a run that is started over REST is carried out by the server itself', async () => {
  const url = await startServer().url();
  await untilPassed(await startRun(url, 'hosted'));
  expect(askedOf('hosted')).toEqual(['/hosted/first', '/hosted/second']);
});

test('at SIGTERM the step under way is written, and a worker goes on behind it', async () => {
  let answer = () => {};
  hold = new Promise((resolve) => {
    answer = resolve;
  });
  const app = startServer();
  const id = await startRun(await app.url(), 'drained');
  await expect.poll(() => askedOf('drained'), { timeout: 60_000 }).toHaveLength(1);
  app.process.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 300));
  answer();
  expect(await app.ended()).toBe(0);
  expect(await statusOf(id)).toBe('IN_PROGRESS');
  expect(askedOf('drained')).toEqual(['/drained/first']);
  startWorkerProgram();
  await untilPassed(id);
  expect(askedOf('drained')).toEqual(['/drained/first', '/drained/second']);
});

test('with ATELIER_WORKER=off the server leaves runs to workers of their own', async () => {
  const url = await startServer({ ATELIER_WORKER: 'off' }).url();
  const id = await startRun(url, 'left');
  const { workers } = await createClient({ baseUrl: url }).orchestra.workers.list.query();
  expect(workers).toEqual([]);
  expect(await statusOf(id)).toBe('IN_PROGRESS');
  expect(askedOf('left')).toEqual([]);
  startWorkerProgram();
  await untilPassed(id);
});
