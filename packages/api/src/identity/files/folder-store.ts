import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@atelier/db/kernel/make-folder.ts';
import { type FileStore, keyPattern, PieceMissing, type StoredPiece } from './file-store.ts';

/**
 * Keeps pieces below a folder, in one folder for each first two digits of their keys. A piece gets its name
 * when it is on the disk as a whole; `path` has to be on the same disk.
 */
export function openFolderStore(folder: string): FileStore {
  const folderOf = (key: string) => join(folder, requireKey(key).slice(0, 2));
  const pathOf = (key: string) => join(folderOf(key), key);
  return {
    place: folder,
    async put(key, path) {
      await makeFolder(folder, 0o700);
      await mkdir(folderOf(key), { mode: 0o700 }).catch(onlyIfThere);
      await syncPath(path);
      await rename(path, pathOf(key));
      await syncPath(folderOf(key));
    },
    async open(key, range) {
      const file = await open(pathOf(key), 'r').catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? new PieceMissing(key) : error;
      });
      const part = range === undefined ? {} : { start: range.first, end: range.last };
      return createReadStream('', { fd: file, highWaterMark: 256 * 1024, ...part });
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    list: () => piecesIn(folder),
    close() {},
  };
}

async function* piecesIn(folder: string): AsyncGenerator<StoredPiece> {
  for (const shelf of (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const key of (await namesIn(join(folder, shelf))).filter(isKeyOf(shelf))) {
      // One that was removed in the meantime is none.
      const found = await stat(join(folder, shelf, key)).catch(() => undefined);
      if (found?.isFile()) yield { key, size: found.size, changedAt: found.mtimeMs };
    }
  }
}

const isKeyOf = (shelf: string) => (name: string) =>
  keyPattern.test(name) && name.startsWith(shelf);

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A key comes from our own rows; yet no other text ever becomes a path. */
function requireKey(key: string): string {
  if (!keyPattern.test(key)) throw new TypeError('no key of a stored piece');
  return key;
}

/** Has the system write a file, or the names in a folder, to the disk; not every system can for a folder. */
async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.datasync().catch(() => {});
  await handle?.close();
}

function onlyIfThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
