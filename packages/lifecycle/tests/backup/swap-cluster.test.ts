import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armCrashPoints } from '@atelier/db/kernel/crash-point.ts';
import { finishSwap, swapCluster } from '@atelier/lifecycle/embedded/swap-cluster.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-swap-'));
  for (const name of ['old', 'new']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'content'), name);
  }
});
afterEach(async () => {
  armCrashPoints(() => {});
  await rm(folder, { recursive: true });
});

const swap = () =>
  swapCluster(folder, {
    from: join(folder, 'new'),
    to: join(folder, 'old'),
    kept: join(folder, 'kept'),
  });
const content = (name: string) => readFile(join(folder, name, 'content'), 'utf8');

test('the new one takes the place, the old one is kept', async () => {
  await swap();
  expect(await readdir(folder)).toEqual(['kept', 'old']);
  expect([await content('old'), await content('kept')]).toEqual(['new', 'old']);
  expect(await finishSwap(folder)).toBeUndefined();
});

test.each([
  ['restore.noted', undefined, 'old'],
  ['restore.between-renames', 'kept', 'new'],
  ['restore.renamed', 'kept', 'new'],
])('cut short at %s it is put in order', async (point, kept, holds) => {
  armCrashPoints((name) => {
    if (name === point) throw new Error('killed');
  });
  await expect(swap()).rejects.toThrow('killed');
  expect(await finishSwap(folder)).toBe(kept);
  expect(await content('old')).toBe(holds);
  // Once is enough.
  expect(await finishSwap(folder)).toBeUndefined();
  expect(await content('old')).toBe(holds);
});
