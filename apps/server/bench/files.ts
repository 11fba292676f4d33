import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, interleaved, shareOfFloor, underLimit } from './figure.ts';
import { memoryOf, type Platform } from './platform.ts';

const megabyte = 2 ** 20;
const sizeMb = 1024;
const rounds = 3;

/** An upload of 1 GB: how fast against a bare server that writes and hashes, and what it takes of memory. */
export async function* filesFigures({ connectionString }: Platform): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-files-'));
  const ours = await startUploadServer('app', connectionString, join(folder, 'ours'));
  const bare = await startUploadServer('bare', connectionString, folder);
  const peaks: number[] = [];
  try {
    // Before any upload: what is compiled and connected for the first counts as well.
    await sleep(2000);
    const idle = memoryOf(ours.process, 'VmRSS');
    for (const { port } of [ours, bare]) await upload(port, 64);
    const measured = await interleaved(
      rounds,
      async () => {
        forgetPeak(ours.process);
        const rate = await upload(ours.port, sizeMb);
        peaks.push(memoryOf(ours.process, 'VmHWM'));
        await emptied(join(folder, 'ours'));
        return rate;
      },
      async () => {
        const rate = await upload(bare.port, sizeMb);
        await emptied(folder, 'ours');
        return rate;
      },
    );
    yield shareOfFloor('files.upload.1-gb', 'MB/s', measured, 0.5);
    yield {
      ...underLimit('files.upload.1-gb.memory', 'MB', { value: Math.max(...peaks) - idle }, 64),
      idle: Math.round(idle),
      peaks: peaks.map(Math.round),
    };
  } finally {
    for (const { process } of [ours, bare]) process.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startUploadServer(kind: 'app' | 'bare', ...args: readonly string[]) {
  const file = join(import.meta.dirname, 'upload-server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, kind, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = await once(child, 'message');
  return { port: Number(port), process: child };
}

/** Sends so many megabytes that begin as a video does; MB per second until the answer is there. */
async function upload(port: number, megabytes: number): Promise<number> {
  const block = Buffer.alloc(megabyte, 7);
  block.set(Buffer.from('00000020667479706d703432000000006d7034326d7034316973736f61766331', 'hex'));
  const hash = createHash('sha256');
  for (let sent = 0; sent < megabytes; sent += 1) hash.update(block);
  const began = performance.now();
  const sending = request({
    ...{ host: '127.0.0.1', port, method: 'POST', path: '/api/files/bench-video/1?name=a.mp4' },
    headers: { 'content-type': 'video/mp4', 'content-length': megabytes * megabyte },
  });
  const answered = once(sending, 'response');
  for (let sent = 0; sent < megabytes; sent += 1) {
    if (!sending.write(block)) await once(sending, 'drain');
  }
  sending.end();
  const [answer] = await answered;
  const said = await text(answer);
  const seconds = (performance.now() - began) / 1000;
  if (!said.includes(hash.digest('hex'))) throw new Error(`the upload went wrong: ${said}`);
  return megabytes / seconds;
}

/** From here on `VmHWM` is the peak since now. */
function forgetPeak({ pid }: ChildProcess): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

async function emptied(folder: string, except = ''): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name !== except) await rm(join(folder, name), { recursive: true, force: true });
  }
}
