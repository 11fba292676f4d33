import type { FileModel } from '@atelier/db/identity/models/file.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import type { FileUse } from '@atelier/domain/identity/files/file-use.ts';
import type { Knex } from 'knex';
import { authorizeWith, type ResourceKind } from '../../kernel/authorize.ts';
import type { Context } from '../../kernel/context.ts';

/** A use with what it is attached to: how an area's things are found, and whose they are. */
export interface AttachedUse {
  readonly use: FileUse;
  readonly kind: ResourceKind;
  /**
   * Waits for the thing in the transaction that adds or removes a file of it, and throws why it must stay as it is;
   * left out where nothing forbids it.
   */
  readonly beforeChange?: (trx: Knex.Transaction, entityId: string) => Promise<void>;
}

export type FileUses = ReadonlyMap<string, AttachedUse>;

/** The uses of all areas, by their names. */
export function usesByName(uses: readonly AttachedUse[]): FileUses {
  const byName = new Map(uses.map((each) => [each.use.name, each]));
  if (byName.size !== uses.length) throw new TypeError('two uses of files have the same name');
  return byName;
}

/** Throws `ERR_FILE_USE_UNKNOWN`. */
export function requireUse(uses: FileUses, name: string): AttachedUse {
  const found = uses.get(name);
  if (found === undefined) throw fileError('ERR_FILE_USE_UNKNOWN', { use: name });
  return found;
}

/** Whether somebody may do something with the files of a thing. Throws `ERR_FORBIDDEN`, and what is said of a missing thing. */
export async function authorizeThing(
  { db, actor }: Context,
  { kind }: AttachedUse,
  action: Action,
  entityId: string,
): Promise<void> {
  await authorizeWith(db, actor, action, kind, entityId);
}

/**
 * The same for a file that is known by its id: of one that a caller may not see, it is said that there is none.
 * A thing that is gone hides its files.
 */
export async function authorizeFile(
  { db, actor }: Context,
  { use, kind }: AttachedUse,
  action: Action,
  { entityId }: FileModel,
): Promise<void> {
  const missing = () => fileError('ERR_FILE_NOT_FOUND');
  const hiding = { ...action, seenBy: action.seenBy ?? use.see };
  await authorizeWith(db, actor, hiding, { ...kind, missing }, entityId);
}

/** Tells open pages that a thing has other files by now. */
export async function announceFiles(
  { db, notifier }: Context,
  { use: { area, entity }, kind }: AttachedUse,
  entityId: string,
): Promise<void> {
  const place = await kind.load(db, entityId);
  notifier.notify({ area, entity, ids: [entityId], projectId: place?.projectId });
}

/** Where a thing is now; throws what is said of a missing one. */
export async function placeOf(db: Knex, { kind }: AttachedUse, entityId: string) {
  const resource = await kind.load(db, entityId);
  if (resource === null) throw kind.missing();
  return resource;
}
