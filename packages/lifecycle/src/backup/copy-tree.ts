import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '../embedded/run-program.ts';
import { newBlock, readBlocks } from './checksums.ts';
import { backupError } from './rules/backup-errors.ts';
import type { BackupManifest } from './rules/manifest.ts';

type ManifestFile = BackupManifest['files'][number];

/** The files and folders of a tree, by paths with `/` between. */
export interface Tree {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly folders: readonly string[];
}

/** What a stopped server leaves that means nothing to the next one. */
const left = (path: string): boolean =>
  /^postmaster\.(pid|opts)$|(^|\/)pgsql_tmp|^pg_stat_tmp\/./.test(path);

/** @throws ERR_BACKUP_TABLESPACE for a link: what it leads to would not be copied */
export async function readTree(root: string): Promise<Tree> {
  const files: { path: string; size: number }[] = [];
  const folders: string[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(root.length + 1)
      .replaceAll('\\', '/');
    if (left(path)) continue;
    if (entry.isDirectory()) folders.push(path);
    else if (entry.isFile()) files.push({ path, size: (await lstat(join(root, path))).size });
    else throw backupError('ERR_BACKUP_TABLESPACE', { path });
  }
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  return { files: files.toSorted(byPath), folders: folders.toSorted() };
}

export interface CopyOptions {
  /** Whose the copy is; ours unless told. */
  readonly owner?: Account | undefined;
  /** Called with the bytes that are copied so far. */
  readonly onBytes: (bytes: number) => void;
}

/** Copies a tree with closed modes; what was written of each file, with its SHA-256. */
export async function copyTree(
  from: string,
  to: string,
  { files, folders }: Tree,
  { owner, onBytes }: CopyOptions,
): Promise<ManifestFile[]> {
  const give = async (path: string) => {
    if (owner !== undefined) await chown(path, owner.uid, owner.gid);
  };
  await mkdir(to, { mode: 0o700 });
  await give(to);
  // A folder's name is shorter than those of what is in it, so it comes first.
  for (const folder of folders) {
    await mkdir(join(to, folder), { mode: 0o700 });
    await give(join(to, folder));
  }
  const copied: ManifestFile[] = [];
  const block = newBlock();
  let bytes = 0;
  for (const { path } of files) {
    const file = await copyFile(join(from, path), join(to, path), block);
    await give(join(to, path));
    copied.push({ path, ...file });
    bytes += file.size;
    onBytes(bytes);
  }
  return copied;
}

/** Has the system write a copied tree to the disk, so that it outlives a loss of power. */
export async function syncTree(root: string, { files, folders }: Tree): Promise<void> {
  for (const path of ['.', ...folders, ...files.map((file) => file.path)]) {
    // Not every system can do it for a folder.
    const handle = await open(join(root, path), 'r').catch(() => undefined);
    await handle?.sync().catch(() => {});
    await handle?.close();
  }
}

async function copyFile(
  from: string,
  to: string,
  block: Buffer,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  const target = await open(to, 'wx', 0o600);
  try {
    let size = 0;
    for await (const part of readBlocks(from, block)) {
      hash.update(part);
      await target.writeFile(part);
      size += part.length;
    }
    return { size, sha256: hash.digest('hex') };
  } finally {
    await target.close();
  }
}
