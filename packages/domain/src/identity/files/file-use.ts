import type { Action } from '../actions.ts';
import type { MediaType } from './media-types.ts';

/** What files are kept for, as an area declares it. Everything else is done for it. */
export interface FileUse {
  /** `profile-picture`: stands in addresses and rows, so it is never renamed. */
  readonly name: string;
  readonly area: string;
  /** What the files are attached to, as the area names it: `user`. */
  readonly entity: string;
  /** By what they hold, and not by what they are called. */
  readonly types: readonly MediaType[];
  /** Bytes of one file, at most 5 GiB: more cannot be sent to an S3 store at once. */
  readonly fileBytes: number;
  /** Of one thing. */
  readonly perThing: {
    readonly files: number;
    readonly bytes: number;
    /** Whether a further file takes the place of the oldest; otherwise it is refused. */
    readonly whenFull: 'refuse' | 'replace';
  };
  /** Of pictures; none is made where this is left out. */
  readonly thumbnail?: {
    /** Of the longer side, or of both; never more than the picture has. */
    readonly pixels: number;
    readonly square: boolean;
  };
  readonly see: Action;
  readonly attach: Action;
  readonly detach: Action;
}

/** The most that a use may allow of one file. */
export const largestFile = 5 * 1024 ** 3;

/** A use, held against what must be so of each. */
export function defineFileUse<const Use extends FileUse>(use: Use): Use {
  if (!/^[a-z][a-z0-9-]{1,62}$/.test(use.name)) throw new TypeError(`a use called ${use.name}`);
  if (use.fileBytes < 1 || use.fileBytes > largestFile) throw new TypeError(`${use.name}: bytes`);
  if (use.perThing.files < 1) throw new TypeError(`${use.name}: files of one thing`);
  if (use.types.length === 0) throw new TypeError(`${use.name}: no type`);
  return use;
}
