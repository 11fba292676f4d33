import type { Knex } from 'knex';
import type { FilesOf } from './file-reads.ts';
import { FileModel } from './models/file.ts';
import { RemovedFileModel } from './models/removed-file.ts';

/** A row to be, with its size as a number. */
export interface NewFile extends FilesOf {
  readonly id: string;
  readonly projectId: string | null;
  readonly ownerId: string | null;
  readonly name: string;
  readonly mediaType: FileModel['mediaType'];
  readonly size: number;
  readonly sha256: Buffer;
  readonly storageKey: string;
  readonly thumbnailKey: string | null;
  readonly thumbnailSize: number | null;
  /** A small picture is to be drawn; false unless told. */
  readonly thumbnailDue?: boolean;
}

/**
 * Until the end of the transaction nobody else attaches anything of this user, or to this thing: limits hold
 * however many files arrive at once. The user first, always, so that two cannot wait for each other.
 */
export async function lockLimits(
  trx: Knex.Transaction,
  { use, entityType, entityId }: FilesOf,
  ownerId: string | null,
): Promise<void> {
  const lock = 'SELECT pg_advisory_xact_lock(hashtextextended(?, ?))';
  if (ownerId !== null) await trx.raw(lock, [ownerId, 1]);
  await trx.raw(lock, [JSON.stringify([use, entityType, entityId]), 2]);
}

export async function insertFile(trx: Knex.Transaction, file: NewFile): Promise<FileModel> {
  const thumbnailSize = file.thumbnailSize === null ? null : String(file.thumbnailSize);
  return FileModel.query(trx)
    .insert({ ...file, size: String(file.size), thumbnailSize })
    .returning('*');
}

/** Removes rows; their pieces are remembered as removed by the table itself. */
export async function deleteFiles(db: Knex, ids: readonly string[]): Promise<number> {
  return FileModel.query(db)
    .whereIn('id', [...ids])
    .delete();
}

/** Removes all files of a thing, whatever they are for: in the transaction that removes the thing itself. */
export async function deleteFilesOf(
  trx: Knex,
  { entityType, entityId }: Pick<FilesOf, 'entityType' | 'entityId'>,
): Promise<readonly FileModel[]> {
  return FileModel.query(trx).where({ entityType, entityId }).delete().returning('*');
}

/** Some of the pieces that are to be removed, those first that have waited longest. */
export async function removedKeys(db: Knex, limit: number): Promise<readonly string[]> {
  const rows = await RemovedFileModel.query(db).orderBy('removedAt').limit(limit);
  return rows.map(({ storageKey }) => storageKey);
}

/** They are removed. */
export async function forgetRemoved(db: Knex, keys: readonly string[]): Promise<void> {
  await RemovedFileModel.query(db)
    .whereIn('storageKey', [...keys])
    .delete();
}

/** It cannot be removed now: the others come first the next time. */
export async function postponeRemoved(db: Knex, key: string): Promise<void> {
  await RemovedFileModel.query(db).findById(key).patch({ removedAt: new Date() });
}

/** Pieces that no row names, nor will: they are removed like those of rows that are gone. */
export async function noteRemoved(trx: Knex, keys: readonly string[]): Promise<void> {
  await RemovedFileModel.query(trx)
    .insert(keys.map((storageKey) => ({ storageKey })))
    .onConflict('storageKey')
    .ignore();
}

/** Gives a file its small picture; false where the file is gone, or waits for none. */
export async function enterThumbnail(
  trx: Knex,
  id: string,
  { key, size }: { readonly key: string; readonly size: number },
): Promise<boolean> {
  const entered = await FileModel.query(trx)
    .patch({ thumbnailKey: key, thumbnailSize: String(size), thumbnailDue: false })
    .where({ id, thumbnailDue: true });
  return entered === 1;
}

/** The file has no small picture, and waits for none. */
export async function giveUpThumbnail(trx: Knex, id: string): Promise<void> {
  await FileModel.query(trx).patch({ thumbnailDue: false }).where({ id, thumbnailDue: true });
}
