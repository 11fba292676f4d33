import type { Counts, Stage } from './stages.ts';

/** The most characters (code points) that a type's name has. */
export const maxNameLength = 255;

/** A type of miniature in the collection, with how many stand in each stage. Instants are ISO 8601 in UTC. */
export interface MiniatureType {
  readonly id: string;
  /** Its id in REST v1: a whole number from 1 on, given in the order of creation, never twice. */
  readonly number: number;
  readonly name: string;
  readonly counts: Counts;
  readonly createdAt: string;
  /** When it was archived, or null while it is in use. */
  readonly archivedAt: string | null;
}

/** A type whose name reads like another one. */
export interface NamesakeType {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
}

/**
 * What happened to a type. `move` goes forward from stage to stage; `add` comes from outside (`from` is
 * null); `import` is what a file brought into a stage (`from` is null too); `undo` takes a move or an add
 * back: its `from` and `to` are exchanged.
 */
export type EntryKind = 'move' | 'add' | 'import' | 'undo';

/**
 * One row of a type's history. It is never changed or deleted. A type's counts are the sum of all its
 * rows but the imported ones.
 */
export interface HistoryEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly from: Stage | null;
  readonly to: Stage | null;
  readonly quantity: number;
  /** The entry that an `undo` takes back. */
  readonly undoesId: string | null;
  /** Whether this move came with a file, whose `import` entries hold the counts it led to. */
  readonly imported: boolean;
  /** Whether a later `undo` took this entry back. */
  readonly undone: boolean;
  /** Microseconds since 1970 in UTC: what PostgreSQL keeps, exact in a JavaScript number until 2255. */
  readonly at: number;
}

/** The answer to a command that changed counts: the type as it is now, and the entry that was written. */
export interface CountsChange {
  readonly type: MiniatureType;
  readonly entryId: string;
}

/** The collection in use, summed up. */
export interface CollectionOverview {
  readonly types: number;
  readonly counts: Counts;
}

/** A page; `nextCursor` is null on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
