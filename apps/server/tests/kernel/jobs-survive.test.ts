import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@atelier/sdk/client.ts';
import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import sharp from 'sharp';
import { afterAll, afterEach, expect, test } from 'vitest';

// A server is killed in the middle of a job that somebody asked it for; the next one finishes it.

const database = await createTestDatabase();
const folder = await testFolder('jobs-survive');
const env = {
  ...{ DATABASE_URL: database.connectionString, ATELIER_DATA_DIR: folder, PORT: '0' },
  ATELIER_SECRET: 'known to the tests and to nobody else',
};
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

/** A server that dies at the point; its address, and its end. */
async function startDyingServer(point: string) {
  const script = join(import.meta.dirname, 'dying-server.ts');
  const child = spawn(process.execPath, programArguments(script), {
    cwd: join(import.meta.dirname, '../../../..'),
    env: { ...process.env, ...env, CRASH_POINT: point },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  while (!output.includes('Atelier is ready')) {
    if (child.exitCode !== null) throw new Error(output);
    await sleep(20);
  }
  return { url: /ready: (\S+)/.exec(output)?.[1] ?? '', ended };
}

function startServer() {
  const app = startAppProcess(env);
  ends.push(async () => {
    app.process.kill('SIGTERM');
    await app.ended();
  });
  return app.url();
}

test('a picture that was attached gets its small picture, though the server is killed while it is drawn', async () => {
  const { db } = database;
  const dying = await startDyingServer('identity.thumbnail-drawn');
  const { user } = await createClient({ baseUrl: dying.url }).identity.me.query();
  const background = '#246';
  const picture = sharp({ create: { width: 400, height: 300, channels: 3, background } }).png();
  const sent = await fetch(`${dying.url}/api/files/profile-picture/${user?.id}?name=me.png`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: new Uint8Array(await picture.toBuffer()),
  });
  const file = (await sent.json()) as { readonly id: string; readonly hasThumbnail: boolean };
  expect([sent.status, file.hasThumbnail]).toEqual([201, true]);
  expect(await dying.ended).toEqual([null, 'SIGKILL']);
  expect(await db('identity.files').where({ id: file.id }).first()).toMatchObject({
    ...{ thumbnailKey: null, thumbnailDue: true },
  });

  // Whoever asks for it waits until it is drawn.
  const small = await fetch(`${await startServer()}/api/files/${file.id}/thumbnail`);
  expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(await sharp(Buffer.from(await small.arrayBuffer())).metadata()).toMatchObject({
    ...{ width: 256, height: 256 },
  });
  const jobs = () => db('kernel.jobs').where({ kind: 'identity.drawThumbnail' }).pluck('status');
  await expect.poll(jobs, { timeout: 60_000 }).toEqual(['PASSED']);
});
