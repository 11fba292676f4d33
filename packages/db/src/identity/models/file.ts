import type { MediaType } from '@atelier/domain/identity/files/media-types.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** A file that is attached to something; what it holds is stored under its key. */
export class FileModel extends Model {
  static override tableName = 'identity.files';
  static columns: ColumnsOf<FileModel> = {
    id: 'uuid',
    use: 'text',
    entityType: 'text',
    entityId: 'text',
    projectId: 'text null',
    ownerId: 'uuid null',
    name: 'text',
    mediaType: 'text',
    size: 'bigint',
    sha256: 'bytea',
    storageKey: 'text',
    thumbnailKey: 'text null',
    thumbnailSize: 'bigint null',
    thumbnailDue: 'boolean',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare use: string;
  declare entityType: string;
  declare entityId: string;
  declare projectId: string | null;
  /** Who attached it, and in whose room it is; null for the house. */
  declare ownerId: string | null;
  declare name: string;
  declare mediaType: MediaType;
  /** Bytes: a whole number as text. */
  declare size: string;
  declare sha256: Buffer;
  declare storageKey: string;
  declare thumbnailKey: string | null;
  declare thumbnailSize: string | null;
  /** A job is to draw it. */
  declare thumbnailDue: boolean;
  declare createdAt: Date;
}
