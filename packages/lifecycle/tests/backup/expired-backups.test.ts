import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeExpired } from '@atelier/lifecycle/backup/backup-folder.ts';
import { tellLeftOvers } from '@atelier/lifecycle/server/clean-up.ts';
import { storeBackup } from '@atelier/testkit/stored-backup.ts';
import { expect, test } from 'vitest';

test('a backup that cannot be removed is named, and the others make way', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'atelier-expired-'));
  const names = [1, 2, 3].map((day) => `2026010${day}T000000Z`);
  const leftOver: string[] = [];
  tellLeftOvers((what) => leftOver.push(what));
  try {
    for (const [day, name] of names.entries()) {
      await storeBackup(dir, name, { createdAt: `2026-01-0${day + 1}T00:00:00.000Z` });
    }
    // Stands where it would be renamed to.
    await mkdir(join(dir, `.draft-0-removed-${names[0]}`, 'in the way'), { recursive: true });
    expect(await removeExpired(dir, 'embedded', 1)).toEqual([names[1]]);
    expect(leftOver).toEqual([`backup ${names[0]}`]);
    const left = (await readdir(dir)).filter((name) => !name.startsWith('.'));
    expect(left.toSorted()).toEqual([names[0], names[2]]);
  } finally {
    tellLeftOvers(() => {});
    await rm(dir, { recursive: true });
  }
});
