import { join } from 'node:path';
import { forgetRemoved, postponeRemoved, removedKeys } from '@atelier/db/identity/file-writes.ts';
import type { Knex } from 'knex';
import type { FileStore } from './file-store.ts';
import { openFolderStore } from './folder-store.ts';
import { type IncomingFolder, openIncomingFolder } from './incoming.ts';
import { type AttachedUse, type FileUses, usesByName } from './uses.ts';

export interface FilesSettings {
  /** An absolute path: files lie in it, unless there is another store, and there on their way. */
  readonly folder: string;
  /** All files of one user together, in bytes. */
  readonly userBytes: number;
  /** Left out for the folder: see `open-store.ts`. */
  readonly store?: FileStore;
}

/** Where files are kept and taken in: one for the process. */
export interface Files {
  readonly store: FileStore;
  readonly incoming: IncomingFolder;
  readonly userBytes: number;
  readonly uses: FileUses;
  /** Removes what is stored of rows that are gone. What cannot be removed now waits for the next time. */
  sweep(): Promise<void>;
  close(): void;
}

const hourMs = 60 * 60_000;
/** What the last process left is removed so long after the start, when there is less to do. */
const soonMs = 60_000;
/** Longer than any upload may take. */
const abandonedMs = 24 * hourMs;
const sweptAtOnce = 500;
/** A store that refuses so many one after the other is not asked for the rest. */
const mostInARow = 3;

/** Where files that arrive lie within the folder. */
export const incomingName = 'incoming';

export function openFiles(
  db: Knex,
  { folder, userBytes, store = openFolderStore(folder) }: FilesSettings,
  uses: readonly AttachedUse[],
): Files {
  const incoming = openIncomingFolder(join(folder, incomingName));
  // Nobody's request failed by it; the next sweep tries again.
  const warn = (error: unknown) =>
    process.emitWarning(`Files that are gone could not be removed from ${store.place}: ${error}`);
  const sweep = () => removePieces(db, store);
  const tidy = async () => {
    await incoming.tidy(abandonedMs);
    await sweep();
  };
  const tidyNow = () => tidy().catch(warn);
  const timers = [setTimeout(tidyNow, soonMs).unref(), setInterval(tidyNow, hourMs).unref()];
  return {
    store,
    incoming,
    userBytes,
    uses: usesByName(uses),
    async sweep() {
      await sweep().catch(warn);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      store.close();
    },
  };
}

/**
 * The piece first, then the note that it is to go: what is killed in between is repeated, and harms nothing. A piece
 * that cannot be removed goes to the end of those that wait; what the store said of it is thrown when the others are
 * removed, or when it refuses several one after the other.
 */
export async function removePieces(db: Knex, store: FileStore): Promise<number> {
  const failures = new Map<string, unknown>();
  let removed = 0;
  let inARow = 0;
  for (let isMore = true; isMore && inARow < mostInARow; ) {
    const keys = await removedKeys(db, sweptAtOnce);
    const gone: string[] = [];
    for (const key of keys) {
      if (failures.has(key) || inARow >= mostInARow) continue;
      try {
        await store.remove(key);
        gone.push(key);
        inARow = 0;
      } catch (error) {
        failures.set(key, error);
        inARow += 1;
        await postponeRemoved(db, key);
      }
    }
    await forgetRemoved(db, gone);
    removed += gone.length;
    isMore = keys.length === sweptAtOnce && gone.length > 0;
  }
  for (const failure of failures.values()) throw failure;
  return removed;
}
