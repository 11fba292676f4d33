import { randomBytes } from 'node:crypto';
import {
  type FilesOf,
  filesOf,
  shownFile,
  storedSoFar,
  unknownKeys,
} from '@atelier/db/identity/file-reads.ts';
import { deleteFiles, insertFile, lockLimits } from '@atelier/db/identity/file-writes.ts';
import { databaseErrorCode, isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { refusalOfSize, requireType, roomFor } from '@atelier/domain/identity/files/admission.ts';
import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { cleanFileName } from '@atelier/domain/identity/files/file-name.ts';
import { largestFile } from '@atelier/domain/identity/files/file-use.ts';
import type { MediaType } from '@atelier/domain/identity/files/media-types.ts';
import type { Knex } from 'knex';
import type { Context } from '../../kernel/context.ts';
import { execute } from '../../kernel/execute.ts';
import { assertKey } from '../../kernel/idempotency.ts';
import { enqueueJob } from '../../kernel/jobs/enqueue-job.ts';
import { attachEntry, detachEntry } from './audit-entries.ts';
import type { Files } from './files.ts';
import type { ReceivedFile } from './incoming.ts';
import { isPicture, redraw } from './picture.ts';
import { storing } from './storing.ts';
import { thumbnailJob } from './thumbnail-job.ts';
import { type AttachedUse, announceFiles, authorizeThing, placeOf, requireUse } from './uses.ts';

const foreignKeyViolation = '23503';

/** A file that somebody wants to attach. */
export interface Upload {
  readonly use: string;
  readonly entityId: string;
  /** As its sender calls it; it is cleaned. */
  readonly name: () => string;
  /** Bytes, if they are known before the first one has come. */
  readonly announced?: number | undefined;
  /** Its content as it comes. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Aborted when nobody waits for the answer any more: then nothing is attached. */
  readonly left?: AbortSignal | undefined;
}

/** What of a file goes into the store. */
interface Piece {
  readonly key: string;
  readonly path: string;
  readonly size: number;
}

interface Prepared {
  readonly sha256: Buffer;
  readonly type: MediaType;
  readonly content: Piece;
}

/**
 * Takes a file in as it arrives, stores it, and attaches it: a row and its entry in the audit log in one
 * transaction. What is refused, fails, or is cut off leaves nothing, neither stored nor in the database.
 *
 * Throws the codes of `file-errors.ts`, `ERR_FORBIDDEN`, and what the kind of the thing says of a missing one.
 */
export async function attach(
  context: Context,
  files: Files,
  upload: Upload,
): Promise<AttachedFile> {
  const { db, actor, idempotencyKey } = context;
  if (idempotencyKey !== undefined) assertKey(idempotencyKey);
  const attached = requireUse(files.uses, upload.use);
  const { use } = attached;
  await authorizeThing(context, attached, use.attach, upload.entityId);
  const ownerId = actor.kind === 'user' ? actor.id : null;
  const of: FilesOf = { use: use.name, entityType: use.entity, entityId: upload.entityId };

  // Whether a repeated one still fits is no question: it may be the one that filled the room.
  const room =
    idempotencyKey === undefined
      ? roomFor(use, files.userBytes, await storedSoFar(db, of, ownerId))
      : { limit: 'file' as const, bytes: use.fileBytes };
  const requireRoom = (size: number) => {
    const refusal = refusalOfSize(use, files.userBytes, room, size);
    if (refusal !== undefined) throw refusal;
  };
  requireRoom(upload.announced ?? 1);

  const drafts: string[] = [];
  const stored: string[] = [];
  try {
    const received = await storing(() =>
      files.incoming.receive(upload.chunks, {
        onHead: (found) => requireType(use, found),
        onSize: requireRoom,
      }),
    );
    if (received === null) throw fileError('ERR_FILE_EMPTY');
    drafts.push(received.path);
    const prepared = await prepare(files, received, drafts, upload.left);
    upload.left?.throwIfAborted();
    const { key, path, size } = prepared.content;
    stored.push(key);
    await storing(() => files.store.put(key, path, size));
    upload.left?.throwIfAborted();
    const file = await enter(context, files, attached, {
      of,
      ownerId,
      name: cleanFileName(upload.name(), prepared.type),
      receivedSha256: received.sha256.toString('hex'),
      prepared,
    }).catch(async (error: unknown) => {
      // What it hangs on was there when it was looked for, and may have been removed before it was entered.
      if (databaseErrorCode(error) === foreignKeyViolation)
        await placeOf(db, attached, of.entityId);
      throw error;
    });
    stored.length = file.isNew ? 0 : stored.length;
    return file.file;
  } catch (error) {
    // The connection may have broken while it was committed: the row is seen only later, and then needs its pieces.
    if (isUnavailable(error)) stored.length = 0;
    throw error;
  } finally {
    for (const path of drafts) await files.incoming.remove(path).catch(() => {});
    await discard(db, files, stored);
  }
}

/** What is stored of a file: of a picture what is drawn anew. */
async function prepare(
  { incoming }: Files,
  { path, size, sha256, type }: ReceivedFile<MediaType>,
  drafts: string[],
  left: AbortSignal | undefined,
): Promise<Prepared> {
  const key = randomBytes(16).toString('hex');
  if (!isPicture(type)) return { sha256, type, content: { key, path, size } };
  return storing(async () => {
    const to = await incoming.newPath();
    drafts.push(to);
    const drawn = { key, path: to, size: await redraw(path, type, to, left) };
    return { sha256: await incoming.hashOf(to), type, content: drawn };
  });
}

interface Entry {
  readonly of: FilesOf;
  readonly ownerId: string | null;
  readonly name: string;
  /** Of what was sent, which a repeated request sends again. */
  readonly receivedSha256: string;
  readonly prepared: Prepared;
}

/** The command itself: what is stored already becomes a file of the thing. */
async function enter(
  context: Context,
  files: Files,
  attached: AttachedUse,
  { of, ownerId, name, receivedSha256, prepared }: Entry,
): Promise<{ readonly file: AttachedFile; readonly isNew: boolean }> {
  const { use } = attached;
  const id = newId();
  const { content, sha256, type } = prepared;
  const thumbnailDue = use.thumbnail !== undefined && isPicture(type);
  let entries: readonly AuditEntry[] = [];
  const call = {
    command: 'identity.files.attach',
    input: { ...of, name, sha256: receivedSha256 },
    effect: {
      touches: () => [{ entity: 'file', ids: null }],
      watch: async () => async () => entries,
    },
  };
  const file = await execute(context, call, async (trx): Promise<AttachedFile> => {
    await lockLimits(trx, of, ownerId);
    const { projectId = null } = await placeOf(trx, attached, of.entityId);
    await attached.beforeChange?.(trx, of.entityId);
    const replaced = await makeWay(trx, attached, of);
    // A picture that is drawn anew may be larger than what came.
    const unlimited = { ...use, fileBytes: largestFile };
    const room = roomFor(unlimited, files.userBytes, await storedSoFar(trx, of, ownerId));
    const refusal = refusalOfSize(unlimited, files.userBytes, room, content.size);
    if (refusal !== undefined) throw refusal;
    const row = await insertFile(trx, {
      ...of,
      id,
      projectId,
      ownerId,
      name,
      mediaType: type,
      size: content.size,
      sha256,
      storageKey: content.key,
      thumbnailKey: null,
      thumbnailSize: null,
      thumbnailDue,
    });
    if (thumbnailDue) {
      const tells = { area: use.area, entity: use.entity, ids: [of.entityId] };
      await enqueueJob(trx, context, thumbnailJob, {
        input: { fileId: id },
        tells: { ...tells, projectId: projectId ?? undefined },
      });
    }
    entries = [...replaced, attachEntry(row)];
    return shownFile(row);
  });
  await announceFiles(context, attached, of.entityId);
  if (entries.length > 1) await files.sweep();
  return { file, isNew: file.id === id };
}

/** Removes as many of the oldest as stand in the way of a new one, where a use has it so. */
async function makeWay(
  trx: Knex.Transaction,
  { use }: AttachedUse,
  of: FilesOf,
): Promise<readonly AuditEntry[]> {
  if (use.perThing.whenFull !== 'replace') return [];
  const there = await filesOf(trx, of);
  const old = there.slice(0, Math.max(0, there.length - use.perThing.files + 1));
  await deleteFiles(
    trx,
    old.map(({ id }) => id),
  );
  return old.map(detachEntry);
}

/**
 * Removes pieces that no row came to name. Whether there is one is asked, since a transaction whose end was not
 * heard of may have been committed; where it cannot be asked, `atelier files check` finds them.
 */
async function discard(db: Knex, { store }: Files, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  try {
    for (const key of await unknownKeys(db, keys)) await store.remove(key);
  } catch {
    // Found later, as above.
  }
}
