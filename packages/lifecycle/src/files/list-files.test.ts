import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listFiles } from './list-files.ts';

const named = { pattern: /^[a-z]+\.sql$/, words: '<area>.sql' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-files-'));
  for (const name of ['time.sql', 'runs.sql']) await writeFile(join(folder, name), '');
});
afterEach(() => rm(folder, { recursive: true }));

test.each(['._runs.sql', '.DS_Store', '.runs.sql.swp', 'Thumbs.db', 'desktop.ini', '@eaDir'])(
  '%s is the system’s, and passed over',
  async (name) => {
    await writeFile(join(folder, name), 'x');
    expect(await listFiles(folder, named)).toEqual(['runs.sql', 'time.sql']);
  },
);

test.each(['runs (1).sql', 'runs.sql~', 'runs.sql.bak', '#runs.sql#', 'runs.sql.txt', 'RUNS.SQL'])(
  '%s might be meant as one, and is named',
  async (name) => {
    await writeFile(join(folder, name), 'x');
    await expect(listFiles(folder, named)).rejects.toMatchObject({
      code: 'ERR_FILE_UNEXPECTED',
      params: { path: join(folder, name), expected: '<area>.sql' },
    });
  },
);

test('a folder is none, also with the name of a file; a hidden one is passed over', async () => {
  // As Kubernetes mounts files: each is a link, through a hidden folder.
  await mkdir(join(folder, '..data'));
  await writeFile(join(folder, '..data', 'x.sql'), '');
  await symlink(join('..data', 'x.sql'), join(folder, 'tracks.sql'));
  expect(await listFiles(folder, named)).toEqual(['runs.sql', 'time.sql', 'tracks.sql']);
  await mkdir(join(folder, 'old.sql'));
  await expect(listFiles(folder, named)).rejects.toMatchObject({
    params: { path: join(folder, 'old.sql') },
  });
});

test('a folder that is not there is told as the system does', async () => {
  await expect(listFiles(join(folder, 'none'), named)).rejects.toMatchObject({ code: 'ENOENT' });
});
