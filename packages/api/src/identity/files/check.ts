import { createHash } from 'node:crypto';
import {
  findFile,
  type KnownPiece,
  knownPieces,
  unknownKeys,
} from '@atelier/db/identity/file-reads.ts';
import type { Knex } from 'knex';
import { type FileStore, PieceMissing, type StoredPiece } from './file-store.ts';
import { removePieces } from './files.ts';
import type { IncomingFolder } from './incoming.ts';

export interface CheckOptions {
  /** Whether each file is read and its SHA-256 computed. */
  readonly hashes: boolean;
  /** Remove what has no row. Rows are never removed. */
  readonly repair: boolean;
  /** What is younger may belong to an upload that is under way. */
  readonly olderThanMs: number;
  /** Is told the bytes that were read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** A row of which what it names is not there, or is something else. */
export interface BrokenFile {
  readonly fileId: string;
  readonly key: string;
  readonly problem: 'missing' | 'size' | 'hash';
  /** Whether it is only the small picture. */
  readonly isThumbnail: boolean;
}

export interface CheckResult {
  /** Files and small pictures that rows name, and how many of them were read. */
  readonly known: number;
  readonly read: number;
  readonly broken: readonly BrokenFile[];
  /** Stored, and named by no row. */
  readonly orphans: readonly StoredPiece[];
  /** What killed uploads left, by path. */
  readonly unfinished: readonly string[];
  /** How many were removed of these, and of what was waiting to be. */
  readonly removed: number;
}

/** Holds the store against the rows, both ways. It may run beside the app. */
export async function checkFiles(
  db: Knex,
  { store, incoming }: { readonly store: FileStore; readonly incoming: IncomingFolder },
  { hashes, repair, olderThanMs, onBytes }: CheckOptions,
): Promise<CheckResult> {
  let removed = repair ? await removePieces(db, store) : 0;
  const listed = new Map<string, number>();
  const orphans: StoredPiece[] = [];
  for await (const batch of inBatches(store.list())) {
    for (const { key, size } of batch) listed.set(key, size);
    const old = batch.filter(({ changedAt }) => Date.now() - changedAt >= olderThanMs);
    const unknown = new Set(
      await unknownKeys(
        db,
        old.map(({ key }) => key),
      ),
    );
    orphans.push(...old.filter(({ key }) => unknown.has(key)));
  }

  const broken: BrokenFile[] = [];
  let known = 0;
  let read = 0;
  let bytes = 0;
  for await (const piece of knownPieces(db)) {
    known += 1;
    const problem = await problemOf(store, piece, listed.get(piece.key), hashes);
    if (problem !== undefined && (await isStillThere(db, piece))) {
      const { fileId, key, sha256 } = piece;
      broken.push({ fileId, key, problem, isThumbnail: sha256 === null });
    }
    if (!hashes || piece.sha256 === null) continue;
    read += 1;
    bytes += piece.size;
    onBytes?.(bytes);
  }

  const unfinished = await incoming.tidy(olderThanMs, repair ? undefined : 'look');
  if (repair) {
    for (const { key } of orphans) await store.remove(key);
    removed += orphans.length + unfinished.length;
  }
  return { known, read, broken, orphans, unfinished, removed };
}

async function problemOf(
  store: FileStore,
  { key, size, sha256 }: KnownPiece,
  listed: number | undefined,
  hashes: boolean,
): Promise<BrokenFile['problem'] | undefined> {
  if (listed !== undefined && listed !== size) return 'size';
  // One that came after the list was read is not in it.
  if (listed !== undefined && (!hashes || sha256 === null)) return undefined;
  try {
    const content = await store.open(key);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of content as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      hash.update(chunk);
    }
    if (bytes !== size) return 'size';
    return sha256 === null || hash.digest().equals(sha256) ? undefined : 'hash';
  } catch (error) {
    if (error instanceof PieceMissing) return 'missing';
    throw error;
  }
}

/** It may have been removed since, with its row. */
async function isStillThere(db: Knex, { fileId, key }: KnownPiece): Promise<boolean> {
  const row = await findFile(db, fileId);
  return row !== undefined && [row.storageKey, row.thumbnailKey].includes(key);
}

async function* inBatches<Item>(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < 1000) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
