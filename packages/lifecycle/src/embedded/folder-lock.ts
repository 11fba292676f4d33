import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startupError } from '../errors/startup-errors.ts';
import { isRunning, processIdentity } from './process-identity.ts';

export interface FolderLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly identity: string;
  /** Makes every taking of the lock different, so that its successor file is named for it alone. */
  readonly token: string;
}

const lockName = 'atelier.lock';
const successorPrefix = 'atelier.lock.after-';
const draftPrefix = 'atelier.lock.draft-';

/**
 * Takes the data folder for this process until `release`, or until the process dies.
 *
 * The lock is a file that names its holder. To take over from a dead holder, a process must create the one
 * file that is named after that holder's token, which only one process can do; if that one dies too, the
 * next must create the file named after its token, and so on. The living process at the end of the chain
 * holds the folder, and writes itself into the lock file before it removes the chain.
 *
 * @throws ERR_DATA_FOLDER_IN_USE with the holder's `pid`
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const lock = join(folder, lockName);
  const identity = (await processIdentity(process.pid)) ?? 'unknown';
  const text = JSON.stringify({ pid: process.pid, identity, token: randomUUID() } satisfies Holder);
  while (!(await create(lock, text))) {
    const first = await readHolder(lock);
    if (first === undefined) continue;
    const successor = await takeChainEnd(folder, first, text);
    if (successor === undefined) continue;
    // While the chain was followed another may have finished a take-over and cleared it away.
    if ((await readHolder(lock))?.token !== first.token) {
      await rm(successor, { force: true });
      continue;
    }
    await replace(lock, text);
    await clearChain(folder);
    break;
  }
  return {
    async release() {
      if ((await readFile(lock, 'utf8').catch(() => undefined)) === text) await rm(lock);
    },
  };
}

/**
 * Follows the chain of dead holders from `holder` and creates its next link with `text`.
 * Gives the link's path, or undefined when another process cleared the chain away meanwhile.
 */
async function takeChainEnd(
  folder: string,
  holder: Holder,
  text: string,
): Promise<string | undefined> {
  for (let last: Holder | undefined = holder; last !== undefined; ) {
    if (await isRunning(last.pid, last.identity)) {
      throw startupError('ERR_DATA_FOLDER_IN_USE', { pid: last.pid, folder });
    }
    const next = join(folder, successorPrefix + last.token);
    if (await create(next, text)) return next;
    last = await readHolder(next);
  }
  return undefined;
}

async function clearChain(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(successorPrefix));
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}

/** Creates the file with its whole content at once; false when it exists. */
async function create(path: string, text: string): Promise<boolean> {
  return withDraft(path, text, async (draft) => {
    try {
      await link(draft, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') throw error;
        // A file system without hard links: the content comes a moment after the file.
        return copyFile(draft, path, constants.COPYFILE_EXCL);
      });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  });
}

async function replace(path: string, text: string): Promise<void> {
  await withDraft(path, text, (draft) => rename(draft, path));
}

async function withDraft<Result>(
  path: string,
  text: string,
  use: (draft: string) => Promise<Result>,
): Promise<Result> {
  const draft = join(dirname(path), draftPrefix + randomUUID());
  await writeFile(draft, text, { flag: 'wx', mode: 0o644 });
  try {
    return await use(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Who the file names; undefined when there is no such file. */
async function readHolder(path: string): Promise<Holder | undefined> {
  for (let attempt = 1; ; attempt++) {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const holder = parseHolder(text);
    if (holder !== undefined) return holder;
    // Its content is still on the way, or its writer died in the middle (pid 0 is nobody's).
    if (attempt === 10) {
      const token = createHash('sha256').update(text).digest('hex').slice(0, 16);
      return { pid: 0, identity: '', token };
    }
    await sleep(50);
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, identity, token } = JSON.parse(text) as Partial<Holder>;
    if (!Number.isInteger(pid) || pid === undefined) return undefined;
    return identity && token ? { pid, identity, token } : undefined;
  } catch {
    return undefined;
  }
}
