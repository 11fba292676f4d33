import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { houseSecret } from './house-secret.ts';

let folder: string;
let rounds = 0;
beforeEach(() => {
  rounds += 1;
  folder = join(tmpdir(), `atelier-secret-${process.pid}-${rounds}`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const secretIn = (dataDir: string) => houseSecret({ secret: undefined, dataDir });

test('starts at the same moment have one secret, and leave nothing else behind', async () => {
  for (let round = 0; round < 20; round += 1) {
    const dataDir = join(folder, String(round));
    const all = await Promise.all(Array.from({ length: 8 }, () => secretIn(dataDir)));
    expect(new Set(all.map((each) => each.toString('hex'))).size).toBe(1);
    expect(all[0]).toHaveLength(32);
    expect(await readdir(dataDir)).toEqual(['secret']);
  }
});

test('nobody ever sees a part of it', async () => {
  const seen = new Set<number>();
  for (let round = 0; round < 100; round += 1) {
    const dataDir = join(folder, String(round));
    const path = join(dataDir, 'secret');
    let isMaking = true;
    const making = secretIn(dataDir).finally(() => {
      isMaking = false;
    });
    while (isMaking) {
      if (existsSync(path)) seen.add(readFileSync(path).length);
      await setImmediate();
    }
    await making;
    seen.add(readFileSync(path).length);
  }
  expect([...seen]).toEqual([44]);
});

test('it is the same at the next start', async () => {
  const made = await secretIn(folder);
  expect(await secretIn(folder)).toEqual(made);
});

test('a damaged one is left as it is, and what is lost without it is told', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'secret'), 'cut o');
  const refused = await secretIn(folder).catch((error: unknown) => error);
  if (!(refused instanceof DomainError)) throw refused;
  expect(refused.code).toBe('ERR_SETTING_INVALID');
  expect(refused.params.expected).toMatch(/second factors and recovery codes/);
  expect(refused.params.expected).not.toMatch(/sign in again/);
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('cut o');
});
