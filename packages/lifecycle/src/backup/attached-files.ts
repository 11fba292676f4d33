import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '@atelier/db/kernel/make-folder.ts';
import type { FilesSettings } from '../session/rules/files-settings.ts';
import type { Backup } from './backup-folder.ts';
import { digest, fileDigest, newBlock, requireSame } from './checksums.ts';
import { backupError } from './rules/backup-errors.ts';
import type { BackupManifest } from './rules/manifest.ts';
import type { OnStage } from './stage.ts';

type ManifestFile = BackupManifest['files'][number];
type Attached = NonNullable<BackupManifest['attached']>;

/** In the folder of a backup: copies of the files that are attached to things, laid out as the app has them. */
const attachedFolder = 'attached';

/** What lies in the folder of files: `ab/<32 hex digits>`. Anything else is on its way, or none of ours. */
interface Piece {
  readonly path: string;
  readonly size: number;
}

export interface AttachedOptions {
  readonly settings: FilesSettings;
  /** Whether they go into the backup; else it says only what there was. */
  readonly copy: boolean;
}

/** What a manifest says of the files, and what of them lies in the backup. */
export interface AttachedPart {
  readonly attached: Attached | undefined;
  readonly files: readonly ManifestFile[];
}

export interface AttachedCopy {
  /** Copies what there is and was not copied yet. */
  pass(): Promise<void>;
  /** Once more; what the backup has then. */
  finish(): Promise<AttachedPart>;
}

/**
 * Copies what is attached into the draft of a backup, or notes what there is. What is stored never changes, so
 * it is copied once: before the database is read, since what is removed meanwhile is named by the rows that are
 * backed up, and once more after it for what came meanwhile.
 *
 * @throws ERR_BACKUP_FILES_ELSEWHERE where they are to be copied and lie in an S3 store
 */
export function createAttachedCopy(
  options: AttachedOptions | undefined,
  draft: string,
  onStage: OnStage,
): AttachedCopy {
  if (options === undefined) {
    return { pass: async () => {}, finish: async () => ({ attached: undefined, files: [] }) };
  }
  const { settings, copy } = options;
  const { folder, s3 } = settings;
  if (copy && s3 !== undefined) {
    throw backupError('ERR_BACKUP_FILES_ELSEWHERE', { store: storeOf(settings) });
  }
  const copied = new Map<string, ManifestFile>();
  const block = newBlock();

  async function pass(): Promise<void> {
    if (!copy) return;
    const pieces = await piecesIn(folder);
    const all = sizeOf(pieces);
    let bytes = 0;
    for (const piece of pieces) {
      bytes += piece.size;
      if (copied.has(piece.path)) continue;
      const to = join(draft, attachedFolder, piece.path);
      await makeFolder(dirname(to), 0o700);
      if (!(await copyIfThere(join(folder, piece.path), to))) continue;
      const path = `${attachedFolder}/${piece.path}`;
      const { size } = await stat(to);
      copied.set(piece.path, { path, size, sha256: await fileDigest(to, block) });
      onStage({ kind: 'copying-files', bytes, all });
    }
  }

  return {
    pass,
    async finish(): Promise<AttachedPart> {
      await pass();
      const store = storeOf(settings);
      if (s3 !== undefined) {
        return {
          attached: { store, files: null, size: null, list: null, copied: false },
          files: [],
        };
      }
      const files = [...copied.values()];
      const pieces = copy ? files.map(pieceOf) : await piecesIn(folder);
      const counts = { files: pieces.length, size: sizeOf(pieces), list: listDigest(pieces) };
      return { attached: { store, ...counts, copied: copy }, files };
    },
  };
}

/** What became of files when a database was restored. */
export type AttachedOutcome =
  /** The backup is from before there were any, or says nothing of them. */
  | { readonly kind: 'unknown' }
  /** They are in an S3 store, now or then: nothing was looked at. */
  | { readonly kind: 'elsewhere'; readonly store: string; readonly copied: boolean }
  /** They were in the backup: so many were put back, so many were there. */
  | { readonly kind: 'restored'; readonly added: number; readonly there: number }
  /** They were not: whether the folder holds what it held, by names and sizes. */
  | {
      readonly kind: 'compared';
      readonly same: boolean;
      readonly before: { readonly files: number; readonly size: number };
      readonly now: { readonly files: number; readonly size: number };
    };

/**
 * Puts the files of a backup back that are not there any more, each held against its SHA-256 before it gets its
 * name; where they are not in the backup, says whether the folder holds what it held. Nothing is ever removed:
 * what came later belongs to the database that the restore keeps.
 *
 * @throws ERR_BACKUP_CHANGED
 */
export async function restoreAttached(
  settings: FilesSettings,
  { folder, manifest: { attached, files } }: Pick<Backup, 'folder' | 'manifest'>,
  onStage: OnStage,
): Promise<AttachedOutcome> {
  if (attached === undefined) return { kind: 'unknown' };
  const { store, copied, files: count, size, list } = attached;
  if (settings.s3 !== undefined || count === null || size === null) {
    return { kind: 'elsewhere', store, copied };
  }
  if (!copied) {
    const pieces = await piecesIn(settings.folder);
    const now = { files: pieces.length, size: sizeOf(pieces) };
    const same = listDigest(pieces) === list;
    return { kind: 'compared', same, before: { files: count, size }, now };
  }
  const block = newBlock();
  let added = 0;
  let bytes = 0;
  const attachedFiles = files.filter(({ path }) => path.startsWith(`${attachedFolder}/`));
  for (const file of attachedFiles) {
    bytes += file.size;
    const { path } = pieceOf(file);
    const to = join(settings.folder, path);
    const there = await stat(to).catch(() => undefined);
    if (there?.size === file.size) continue;
    const draft = join(settings.folder, 'incoming', `restored-${basename(path)}`);
    await makeFolder(dirname(draft), 0o700);
    await makeFolder(dirname(to), 0o700);
    try {
      await copyFile(join(folder, file.path), draft);
      requireSame(file, await fileDigest(draft, block));
      await syncFile(draft);
      await rename(draft, to);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    added += 1;
    onStage({ kind: 'restoring-files', bytes, all: size });
  }
  return { kind: 'restored', added, there: attachedFiles.length - added };
}

function storeOf({ folder, s3 }: FilesSettings): string {
  return s3 === undefined ? folder : `${s3.endpoint}/${s3.bucket}`;
}

async function piecesIn(folder: string): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for (const shelf of (await readdir(folder).catch(() => [])).sort()) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const name of (await readdir(join(folder, shelf)).catch(() => [])).sort()) {
      const found = await stat(join(folder, shelf, name)).catch(() => undefined);
      if (!/^[0-9a-f]{32}$/.test(name) || !found?.isFile()) continue;
      pieces.push({ path: `${shelf}/${name}`, size: found.size });
    }
  }
  return pieces;
}

const pieceOf = ({ path, size }: ManifestFile): Piece => ({
  path: path.slice(attachedFolder.length + 1),
  size,
});

/** Over names and sizes: what is stored under a name never changes. */
function listDigest(pieces: readonly Piece[]): string {
  const lines = pieces.map(({ path, size }) => `${path} ${size}\n`);
  return digest(lines.toSorted().join(''));
}

const sizeOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { size }) => sum + size, 0);

/** Whether it was still there. */
async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  await syncFile(to);
  return true;
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
