import type { RestoreMode } from './rules/restore-mode.ts';

/** What a backup or a restore is doing, for a progress line. The words are the caller's. */
export type BackupStage =
  /** Rows of a table are counted and hashed, in the database or in what was restored of it. */
  | {
      readonly kind: 'hashing';
      readonly of: 'database' | 'restored';
      readonly table: string;
      readonly done: number;
      readonly all: number;
    }
  /** pg_dump writes; `bytes` of the file so far. */
  | { readonly kind: 'dumping'; readonly bytes: number }
  /** The embedded server is stopped for the copy. */
  | { readonly kind: 'pausing' }
  | { readonly kind: 'copying'; readonly bytes: number; readonly all: number }
  /** Files that are attached to things, into a backup or back from it. */
  | {
      readonly kind: 'copying-files' | 'restoring-files';
      readonly bytes: number;
      readonly all: number;
    }
  /** Files of a backup are held against its manifest; those of a cold copy while they are copied aside. */
  | { readonly kind: 'checking'; readonly bytes: number; readonly all: number }
  /** pg_restore fills a database; `done` of `all` tables have begun. */
  | { readonly kind: 'restoring'; readonly done: number; readonly all: number }
  /** The role may not make these, or they refuse the database, and no table needs them; `event trigger guard`. */
  | { readonly kind: 'left-out'; readonly mode: RestoreMode; readonly what: readonly string[] }
  /** The structure is dumped and restored aside, without rows. */
  | { readonly kind: 'trying-structure' }
  /** An embedded server is started on a copy. */
  | { readonly kind: 'starting-copy' }
  | { readonly kind: 'exchanging' };

export type OnStage = (stage: BackupStage) => void;
