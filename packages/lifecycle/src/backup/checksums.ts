import { createHash } from 'node:crypto';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { backupError } from './rules/backup-errors.ts';
import type { BackupManifest } from './rules/manifest.ts';
import type { OnStage } from './stage.ts';

type ManifestFile = BackupManifest['files'][number];

/** SHA-256 in hex. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 in hex of a file's content. */
export async function fileDigest(path: string, block = newBlock()): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of readBlocks(path, block)) hash.update(part);
  return hash.digest('hex');
}

/**
 * Reads every file of a backup and checks it against the manifest.
 *
 * @throws ERR_BACKUP_FILE_MISSING, ERR_BACKUP_TRUNCATED, ERR_BACKUP_CHANGED with the file
 */
export async function checkFiles(
  folder: string,
  { files, size }: BackupManifest,
  onStage: OnStage,
): Promise<void> {
  await checkSizes(folder, files);
  const block = newBlock();
  let bytes = 0;
  for (const file of files) {
    onStage({ kind: 'checking', bytes, all: size });
    requireSame(file, await fileDigest(join(folder, file.path), block));
    bytes += file.size;
  }
  onStage({ kind: 'checking', bytes, all: size });
}

/**
 * Makes sure that every file is there and has its original size, without reading any.
 *
 * @throws ERR_BACKUP_FILE_MISSING, ERR_BACKUP_TRUNCATED with the file
 */
export async function checkSizes(folder: string, files: readonly ManifestFile[]): Promise<void> {
  for (const { path, size: expected } of files) {
    const found = await lstat(join(folder, path)).catch(() => undefined);
    if (!found?.isFile()) throw backupError('ERR_BACKUP_FILE_MISSING', { file: path });
    if (found.size !== expected) {
      throw backupError('ERR_BACKUP_TRUNCATED', { file: path, expected, found: found.size });
    }
  }
}

/** @throws ERR_BACKUP_CHANGED when what was read of a file is not what its manifest says */
export function requireSame({ path, sha256 }: ManifestFile, found: string | undefined): void {
  if (found !== sha256) throw backupError('ERR_BACKUP_CHANGED', { file: path });
}

/** For {@link readBlocks}. A new one for each file of thousands keeps the garbage collector busy. */
export const newBlock = (): Buffer => Buffer.allocUnsafeSlow(1 << 20);

/** A file's content, piece by piece, all of them read into the same block. */
export async function* readBlocks(path: string, block: Buffer): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead } = await file.read(block, 0, block.length);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
