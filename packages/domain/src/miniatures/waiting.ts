import type { Counts, Stage } from './stages.ts';

/** What waits in the collection in use, for the start page. Instants are milliseconds since 1970. */
export interface WaitingMiniatures {
  readonly types: number;
  readonly counts: Counts;
  /** The newest move that stands, of a type in use. */
  readonly lastMove: LastMove | null;
  /** Of the types that are not done, the one to which nothing has happened for longest. */
  readonly longest: LongestWaiting | null;
}

export interface LastMove {
  readonly typeId: string;
  readonly name: string;
  readonly from: Stage;
  readonly to: Stage;
  readonly quantity: number;
  readonly at: number;
}

export interface LongestWaiting {
  readonly typeId: string;
  readonly name: string;
  /** When something happened to it last. */
  readonly since: number;
}
