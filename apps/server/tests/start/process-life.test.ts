import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type AppProcess, startAppProcess } from '@atelier/testkit/app-process.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

// Signals to process groups: Windows has none.
describe.skipIf(process.platform === 'win32')('the app’s process', () => {
  // Each test works on a copy of one data folder: making a new one is the slowest part of a first start.
  let template: string;
  beforeAll(async () => {
    template = await makeFolder();
    const app = startAppProcess({ ATELIER_DATA_DIR: join(template, 'data') });
    await app.url();
    app.process.kill('SIGTERM');
    await app.ended();
  });
  afterAll(() => rm(template, { recursive: true }));

  async function makeFolder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'atelier-life-'));
    // Open to the user that runs the server for root.
    await chmod(path, 0o755);
    return path;
  }

  let folder: string;
  const apps: AppProcess[] = [];
  beforeEach(async () => {
    folder = await makeFolder();
    // With owners and modes, which Node's own copying gives up.
    await promisify(execFile)('cp', ['-a', join(template, 'data'), folder]);
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) {
      app.process.kill('SIGTERM');
      await app.ended();
    }
    await rm(folder, { recursive: true });
  });

  function start(): AppProcess {
    const app = startAppProcess({ ATELIER_DATA_DIR: join(folder, 'data') });
    apps.push(app);
    return app;
  }

  async function postgresPid(): Promise<number> {
    const text = await readFile(join(folder, 'data/postgres/postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }

  /** Ctrl-C: the terminal signals the whole process group. */
  function pressCtrlC(app: AppProcess): void {
    process.kill(-(app.process.pid ?? Number.NaN), 'SIGINT');
  }

  function isThere(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  async function untilGone(pid: number): Promise<void> {
    while (isThere(pid)) await sleep(20);
  }

  test('Ctrl-C ends the app and its server in order', async () => {
    const app = start();
    const url = await app.url();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const pid = await postgresPid();
    pressCtrlC(app);
    expect(await app.ended()).toBe(0);
    expect(isThere(pid)).toBe(false);
    const log = await readFile(join(folder, 'data/postgres.log'), 'utf8');
    expect(log).toContain('database system is shut down');

    const again = start();
    await again.url();
    expect(again.output()).not.toContain('killed');
  });

  test('SIGTERM ends the app and its server, also while it starts', async () => {
    const app = start();
    await app.url();
    const pid = await postgresPid();
    app.process.kill('SIGTERM');
    expect(await app.ended()).toBe(0);
    expect(isThere(pid)).toBe(false);

    const starting = start();
    while (!starting.output().includes('Starting PostgreSQL')) await sleep(5);
    const itsPid = await postgresPid();
    const askedAt = performance.now();
    starting.process.kill('SIGTERM');
    const code = await starting.ended();
    // On a busy machine a start may take longer than the two seconds that it is given, and is given up.
    if (code !== 0) expect([code, performance.now() - askedAt > 2_000]).toEqual([130, true]);
    await untilGone(itsPid);
  });

  test('a second Ctrl-C does not wait for the server', async () => {
    const app = start();
    await app.url();
    const pid = await postgresPid();
    // A server that cannot answer: stopping it in order would take a minute.
    process.kill(pid, 'SIGSTOP');
    pressCtrlC(app);
    while (app.process.exitCode === null) {
      await sleep(600);
      if (app.process.exitCode === null) pressCtrlC(app);
    }
    process.kill(pid, 'SIGCONT');
    expect(await app.ended()).toBe(130);
    await untilGone(pid);
  });

  test('a second app on the same data folder is refused in one line', async () => {
    const first = start();
    const url = await first.url();
    const second = start();
    expect(await second.ended()).toBe(1);
    expect(second.output()).toBe('');
    expect(second.errors().trimEnd().split('\n')).toEqual([
      expect.stringMatching(`^✗ Another Atelier is running .*pid ${first.process.pid},`),
    ]);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test('after a kill -9 the next start stops the old server and goes on', async () => {
    const first = start();
    await first.url();
    const pid = await postgresPid();
    first.process.kill('SIGKILL');
    await first.ended();
    expect(isThere(pid)).toBe(true);

    const second = start();
    const url = await second.url();
    expect(second.output()).toContain(
      `Stopping PostgreSQL left by a killed Atelier (process ${pid})`,
    );
    expect(await postgresPid()).not.toBe(pid);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });
});
