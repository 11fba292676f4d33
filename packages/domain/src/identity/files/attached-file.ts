import type { MediaType } from './media-types.ts';

/** A file as pages and programs see it. What it holds is at `/api/files/<id>`. */
export interface AttachedFile {
  readonly id: string;
  readonly use: string;
  readonly entityId: string;
  /** A name to save it under. */
  readonly name: string;
  readonly mediaType: MediaType;
  /** In bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** Whether there is a small picture of it, at `/api/files/<id>/thumbnail`. Whoever asks before it is drawn waits. */
  readonly hasThumbnail: boolean;
  /** Who attached it; null for the house. */
  readonly ownerId: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Where files are served and taken. */
export const filesPath = '/api/files';
