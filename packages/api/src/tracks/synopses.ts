import { touchSession } from '@atelier/db/tracks/session-writes.ts';
import { findSynopsis } from '@atelier/db/tracks/synopsis-reads.ts';
import { insertVersion, lockSynopsis } from '@atelier/db/tracks/synopsis-writes.ts';
import { tracksError } from '@atelier/domain/tracks/errors.ts';
import type { ExportedFile } from '@atelier/domain/tracks/export-track.ts';
import type { exportSynopsisInput, saveSynopsisInput } from '@atelier/domain/tracks/schemas.ts';
import {
  differenceOf,
  type ItemChange,
  type SynopsisItem,
} from '@atelier/domain/tracks/synopsis.ts';
import { exportSynopsis, readSynopsisFile } from '@atelier/domain/tracks/synopsis-file.ts';
import type { Synopsis } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { requireSession } from './sessions.ts';

/** One version. Throws `ERR_SYNOPSIS_VERSION_NOT_FOUND`. */
export async function requireVersion(
  db: Knex,
  sessionId: string,
  versionNumber: number,
): Promise<Synopsis> {
  const version = await findSynopsis(db, sessionId, versionNumber);
  if (version === undefined) throw tracksError('ERR_SYNOPSIS_VERSION_NOT_FOUND');
  return version;
}

/** What became of each item from one version to another. Throws `ERR_SYNOPSIS_VERSION_NOT_FOUND`. */
export async function compareVersions(
  db: Knex,
  {
    sessionId,
    before,
    after,
  }: { readonly sessionId: string; readonly before: number; readonly after: number },
): Promise<{
  readonly before: Synopsis;
  readonly after: Synopsis;
  readonly changes: readonly ItemChange[];
}> {
  const [was, is] = [
    await requireVersion(db, sessionId, before),
    await requireVersion(db, sessionId, after),
  ];
  return { before: was, after: is, changes: differenceOf(was.items, is.items) };
}

type SavedSynopsis = Readonly<Omit<z.output<typeof saveSynopsisInput>, 'items'>> & {
  readonly items: readonly SynopsisItem[];
};

/**
 * A new live version by hand; the one before it stays. Where another one is live than the one that was edited, nothing
 * is written: `ERR_SYNOPSIS_CHANGED`.
 */
export async function saveSynopsis(
  trx: Knex.Transaction,
  { sessionId, title, items, basedOn }: SavedSynopsis,
): Promise<Synopsis> {
  const locked = await lockSynopsis(trx, sessionId);
  if (basedOn !== undefined && basedOn !== locked.live) {
    throw tracksError('ERR_SYNOPSIS_CHANGED', { live: locked.live });
  }
  const number = await insertVersion(trx, locked, { title, items, kind: 'edited', isLive: true });
  await touchSession(trx, sessionId);
  return requireVersion(trx, sessionId, number);
}

/** What stood in a version is live again, as a version of its own. Throws `ERR_SYNOPSIS_VERSION_NOT_FOUND`. */
export async function restoreVersion(
  trx: Knex.Transaction,
  { sessionId, versionNumber }: { readonly sessionId: string; readonly versionNumber: number },
): Promise<Synopsis> {
  const { title, items } = await requireVersion(trx, sessionId, versionNumber);
  return saveSynopsis(trx, { sessionId, title, items });
}

/** Keeps a file as a version apart, until it is restored. Throws `ERR_SYNOPSIS_FILE`. */
export async function importVersion(
  trx: Knex.Transaction,
  { sessionId, text }: { readonly sessionId: string; readonly text: string },
): Promise<Synopsis> {
  const { title, items } = readSynopsisFile(text);
  const locked = await lockSynopsis(trx, sessionId);
  const version = { title, items, kind: 'imported', isLive: false } as const;
  return requireVersion(trx, sessionId, await insertVersion(trx, locked, version));
}

/** A version as a file, the live one unless told. Throws `ERR_SYNOPSIS_VERSION_NOT_FOUND`. */
export async function synopsisAsFile(
  db: Knex,
  { sessionId, format, versionNumber }: z.output<typeof exportSynopsisInput>,
): Promise<ExportedFile> {
  const { session } = await requireSession(db, sessionId);
  const version = await findSynopsis(db, sessionId, versionNumber);
  if (version === undefined) throw tracksError('ERR_SYNOPSIS_VERSION_NOT_FOUND');
  return exportSynopsis(`${session.trackSlug}-synopsis`, version, format);
}
