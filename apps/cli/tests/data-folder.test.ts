import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lineOf } from './line-of.ts';
import { runInProcess } from './run-in-process.ts';

// A mistyped ATELIER_DATA_DIR: whoever only looks makes nothing there.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-no-data-'));
  await writeFile(join(folder, 'file'), 'mine');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a data folder without a database', () => {
  const embedded = (typed: string, dataDir: string) =>
    runInProcess(typed.split(' '), { ATELIER_DATA_DIR: dataDir });

  test.each(['status', 'backups', 'drift', 'lint', 'backup', 'up --dry-run', 'restore latest'])(
    'db %s makes none',
    async (typed) => {
      const dataDir = join(folder, 'mistyped');
      const { code, errors } = await embedded(typed, dataDir);
      expect([code, lineOf(errors)]).toEqual([
        1,
        expect.stringMatching(
          typed === 'restore latest' ? /ERR_BACKUP_NONE/ : `ERR_DATABASE_ABSENT: folder ${dataDir}`,
        ),
      ]);
      expect(errors.split('\n')[0]).toBe(`Database: embedded, in ${dataDir}`);
      expect(existsSync(dataDir)).toBe(false);
    },
  );

  // To make a folder in /proc is to look for ever for the folder that is missing.
  const places = ['file', ...(process.platform === 'linux' ? ['/proc/none/data'] : [])];
  test.each(places)('and none can be made: %s', async (place) => {
    const dataDir = join(place === 'file' ? folder : '', place);
    const { code, errors } = await embedded('init --yes', dataDir);
    expect([code, lineOf(errors)]).toEqual([
      1,
      expect.stringMatching(/\[ERR_DATA_FOLDER_DENIED: path .*, reason ENO(TDIR|ENT)\]$/),
    ]);
  });
});
