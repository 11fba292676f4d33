import type { StoredSoFar } from '@atelier/domain/identity/files/admission.ts';
import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import type { Knex } from 'knex';
import { FileModel } from './models/file.ts';

/** A thing, and what files of it are for. */
export interface FilesOf {
  readonly use: string;
  readonly entityType: string;
  readonly entityId: string;
}

export async function findFile(db: Knex, id: string): Promise<FileModel | undefined> {
  return FileModel.query(db).findById(id);
}

/** The files of a thing for a use, in the order in which they came. */
export async function filesOf(db: Knex, of: FilesOf): Promise<readonly FileModel[]> {
  const { use, entityType, entityId } = of;
  return FileModel.query(db).where({ use, entityType, entityId }).orderBy(['createdAt', 'id']);
}

/** How much is stored of a thing, and of a user; of nobody's nothing is. */
export async function storedSoFar(
  db: Knex,
  { use, entityType, entityId }: FilesOf,
  ownerId: string | null,
): Promise<StoredSoFar> {
  const { rows } = await db.raw<{ rows: { files: string; bytes: string; owned: string }[] }>(
    `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes,
       (SELECT coalesce(sum(size), 0) FROM identity.files WHERE owner_id = ?) AS owned
     FROM identity.files WHERE use = ? AND entity_type = ? AND entity_id = ?`,
    [ownerId, use, entityType, entityId],
  );
  const [{ files, bytes, owned } = { files: 0, bytes: 0, owned: 0 }] = rows;
  return {
    ofThing: { files: Number(files), bytes: Number(bytes) },
    ofUser: { bytes: Number(owned) },
  };
}

/** A stored piece that rows know of. */
export interface KnownPiece {
  readonly fileId: string;
  readonly key: string;
  readonly size: number;
  /** Null for a thumbnail: it can be made again. */
  readonly sha256: Buffer | null;
}

/** All pieces that rows name, by their keys' order, a page at a time. */
export async function* knownPieces(db: Knex): AsyncGenerator<KnownPiece> {
  const perPage = 1000;
  for (let last = ''; ; ) {
    const page = await FileModel.query(db)
      .where('storageKey', '>', last)
      .orderBy('storageKey')
      .limit(perPage);
    for (const { id, storageKey, size, sha256, thumbnailKey, thumbnailSize } of page) {
      yield { fileId: id, key: storageKey, size: Number(size), sha256 };
      if (thumbnailKey === null) continue;
      yield { fileId: id, key: thumbnailKey, size: Number(thumbnailSize), sha256: null };
    }
    const end = page.at(-1);
    if (end === undefined || page.length < perPage) return;
    last = end.storageKey;
  }
}

/** Those of some keys that no row names, and nothing else waits for. */
export async function unknownKeys(db: Knex, keys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { key: string }[] }>(
    `SELECT key FROM unnest(?::text[]) AS key
     WHERE NOT EXISTS (SELECT FROM identity.files WHERE storage_key = key)
       AND NOT EXISTS (SELECT FROM identity.files WHERE thumbnail_key = key)`,
    [[...keys]],
  );
  return rows.map(({ key }) => key);
}

export function shownFile({
  id,
  use,
  entityId,
  name,
  mediaType,
  size,
  sha256,
  thumbnailKey,
  thumbnailDue,
  ownerId,
  createdAt,
}: FileModel): AttachedFile {
  return {
    id,
    use,
    entityId,
    name,
    mediaType,
    size: Number(size),
    sha256: sha256.toString('hex'),
    hasThumbnail: thumbnailKey !== null || thumbnailDue,
    ownerId,
    createdAt: createdAt.toISOString(),
  };
}
