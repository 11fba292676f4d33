import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FolderLock, lockFolder } from '../../src/embedded/folder-lock.ts';
import { processIdentity } from '../../src/embedded/process-identity.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lockFile = () => join(folder, 'atelier.lock');

/** A number that no process has: above the highest that Linux, macOS and Windows give. */
const nobody = 2 ** 30;

const holder = (pid: number, identity: string, token: string) =>
  JSON.stringify({ pid, identity, token });

/** Many at once; who got the lock, and with which codes the others were refused. */
async function contend(contenders: number) {
  const results = await Promise.allSettled(
    Array.from({ length: contenders }, () => lockFolder(folder)),
  );
  const held: FolderLock[] = [];
  const codes: unknown[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') held.push(result.value);
    else codes.push(result.reason.code ?? result.reason);
  }
  return { held, codes };
}

describe('a data folder', () => {
  test('is refused to a second one while the first holds it, and free after that', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: 'ERR_DATA_FOLDER_IN_USE',
      params: { pid: process.pid, folder },
    });
    await lock.release();
    await (await lockFolder(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('has one holder of many who want it at once', async () => {
    const { held, codes } = await contend(20);
    expect(held).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['ERR_DATA_FOLDER_IN_USE']));
  });

  test('of a dead process goes to exactly one of many', async () => {
    for (let round = 0; round < 30; round++) {
      await writeFile(lockFile(), holder(nobody, 'gone', `round-${round}`));
      const { held, codes } = await contend(12);
      expect(held).toHaveLength(1);
      expect(new Set(codes)).toEqual(new Set(['ERR_DATA_FOLDER_IN_USE']));
      await held[0]?.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  test('is taken over behind others who died while they took it over', async () => {
    for (let round = 0; round < 30; round++) {
      await writeFile(lockFile(), holder(nobody, 'gone', `a${round}`));
      await writeFile(`${lockFile()}.after-a${round}`, holder(nobody + 1, 'gone', `b${round}`));
      await writeFile(`${lockFile()}.after-b${round}`, holder(nobody + 2, 'gone', `c${round}`));
      const { held } = await contend(12);
      expect(held).toHaveLength(1);
      await held[0]?.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  test('belongs to a living process that is still taking it over', async () => {
    const identity = (await processIdentity(process.pid)) ?? '';
    await writeFile(lockFile(), holder(nobody, 'gone', 'a'));
    await writeFile(`${lockFile()}.after-a`, holder(process.pid, identity, 'b'));
    await expect(lockFolder(folder)).rejects.toMatchObject({ params: { pid: process.pid } });
  });

  test('is free when a stranger has the number of the dead holder now', async () => {
    await writeFile(lockFile(), holder(process.pid, 'an earlier start', 'a'));
    const lock = await lockFolder(folder);
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  test('is free when its lock file was cut off by a crash', async () => {
    await writeFile(lockFile(), '');
    await (await lockFolder(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the identity of a process', () => {
  test('stays the same while it runs', async () => {
    expect(await processIdentity(process.pid)).toBe(await processIdentity(process.pid));
  });

  test('is nothing where there is no process', async () => {
    expect(await processIdentity(nobody)).toBeUndefined();
    // To kill(2) these are groups, the caller's own among them.
    expect(await processIdentity(0)).toBeUndefined();
    expect(await processIdentity(-1)).toBeUndefined();
  });
});
