import type { Readable } from 'node:stream';
import type { ByteRange } from '@atelier/domain/identity/files/byte-range.ts';

/** A piece as the store knows it: its content, under a key of 32 hex digits. */
export interface StoredPiece {
  readonly key: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** Where what files hold is kept. It knows nothing of users, names or types. */
export interface FileStore {
  /** For an operator: the folder, or the bucket. */
  readonly place: string;
  /** Takes the whole of a finished file over from `path`, which is gone afterwards or may be removed. */
  put(key: string, path: string, size: number): Promise<void>;
  /** Throws {@link PieceMissing} before anything is read. */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** Of what is not there nothing is said. */
  remove(key: string): Promise<void>;
  /** All pieces, and nothing that is still on its way. */
  list(): AsyncIterable<StoredPiece>;
  close(): void;
}

/** The store, or the way to it, does not do what it should. */
export class StoreFailure extends Error {}

/** There is nothing under this key. */
export class PieceMissing extends Error {}

/** What a piece's key looks like; anything else in the store is none of ours. */
export const keyPattern = /^[0-9a-f]{32}$/;
