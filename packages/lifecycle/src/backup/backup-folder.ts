import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDenied, makeFolder } from '@atelier/db/kernel/make-folder.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { processIdentity } from '../embedded/process-identity.ts';
import { meantName } from '../errors/meant-name.ts';
import { cleanUp } from '../server/clean-up.ts';
import { backupFailure } from './backup-failure.ts';
import { digest } from './checksums.ts';
import { backupError } from './rules/backup-errors.ts';
import { type BackupManifest, manifestText, parseManifest } from './rules/manifest.ts';
import { expiredBackups, type RetentionOptions } from './rules/retention.ts';

/** A backup that lies in the folder, whole. */
export interface Backup {
  readonly name: string;
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/** A folder of a backup whose manifest cannot be used; `problem` is the code that says why. */
export interface DamagedBackup {
  readonly name: string;
  readonly problem: string;
}

const manifestFile = 'manifest.json';
const draftPrefix = '.draft-';

/** The reason of a backup of what a restore replaces. */
export const beforeRestore = 'before-restore';

/**
 * Makes the folder where it is missing, and removes drafts whose process is dead.
 *
 * @returns the names of removed drafts
 * @throws ERR_BACKUP_FOLDER_DENIED
 */
export async function openBackupFolder(dir: string): Promise<readonly string[]> {
  try {
    await makeFolder(dir, 0o700);
    const drafts = (await readdir(dir)).filter((name) => name.startsWith(draftPrefix));
    const removed: string[] = [];
    for (const draft of drafts) {
      if (await isDraftOfLiving(draft)) continue;
      await cleanUp(`folder ${join(dir, draft)}`, async () => {
        await rm(join(dir, draft), { recursive: true, force: true });
        removed.push(draft);
      });
    }
    return removed;
  } catch (error) {
    throw isDenied(error)
      ? backupError('ERR_BACKUP_FOLDER_DENIED', { path: dir, reason: error.code })
      : backupFailure('open the folder', error);
  }
}

/**
 * Runs `work` on an empty draft folder; what it leaves gets the name, whole or not at all. Any failure
 * removes the draft.
 */
export async function withDraft(
  dir: string,
  name: string,
  work: (draft: string) => Promise<BackupManifest>,
): Promise<Backup> {
  const random = randomBytes(3).toString('hex');
  const draft = join(dir, `${draftPrefix}${process.pid}-${await ownMark(process.pid)}-${random}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    const manifest = await work(draft);
    const final = await freeName(dir, name);
    await rename(draft, join(dir, final));
    await syncFolder(dir);
    return { name: final, folder: join(dir, final), manifest };
  } catch (error) {
    await cleanUp(`folder ${draft}`, () => rm(draft, { recursive: true, force: true }));
    throw backupFailure('write', error);
  }
}

/** Writes the manifest of a backup, whole or not at all. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const path = join(folder, manifestFile);
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(manifestText(manifest, digest));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(folder);
}

/** Every backup in the folder, the newest first; none where there is no folder. */
export async function listBackups(dir: string): Promise<{
  readonly backups: readonly Backup[];
  readonly damaged: readonly DamagedBackup[];
}> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => /^\d{8}T\d{6}Z/.test(name));
  const backups: Backup[] = [];
  const damaged: DamagedBackup[] = [];
  for (const name of names) {
    try {
      backups.push(await readBackup(dir, name));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      damaged.push({ name, problem: error.code });
    }
  }
  const newestFirst = (a: Backup, b: Backup) =>
    b.manifest.createdAt.localeCompare(a.manifest.createdAt) || b.name.localeCompare(a.name);
  return { backups: backups.toSorted(newestFirst), damaged };
}

/**
 * One backup by its name or an unambiguous beginning of it, or the newest verified one of `source` by the
 * word `latest`: `latest` never means a backup of what a restore replaced, since then a second
 * `restore latest` would undo the first one.
 *
 * @throws ERR_BACKUP_UNKNOWN, ERR_NAME_AMBIGUOUS, ERR_BACKUP_NONE, ERR_BACKUP_MANIFEST_DAMAGED, ERR_BACKUP_FORMAT_NEWER
 */
export async function readBackup(dir: string, typed: string, source?: string): Promise<Backup> {
  if (typed === 'latest') {
    const { backups } = await listBackups(dir);
    const latest = backups.find(
      ({ manifest: { verifiedAt, source: madeFrom, reason } }) =>
        verifiedAt !== null && madeFrom === source && reason !== beforeRestore,
    );
    if (latest === undefined) throw backupError('ERR_BACKUP_NONE', { folder: dir });
    return latest;
  }
  // A name is no path: nothing outside the folder is a backup.
  const names = (await readdir(dir).catch(() => [])).filter((each) => /^[\w-]+$/.test(each));
  const name = meantName(names, typed) ?? '';
  const folder = join(dir, name);
  const found = name === '' ? undefined : await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw backupError('ERR_BACKUP_UNKNOWN', { name: typed, folder: dir });
  }
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => '');
  return { name, folder, manifest: parseManifest(text, digest) };
}

/**
 * Removes the backups of one source that are beyond the newest `keep`.
 *
 * @returns their names, oldest first
 */
export async function removeExpired(
  dir: string,
  source: string,
  keep: number,
  options: RetentionOptions = {},
): Promise<readonly string[]> {
  const { backups } = await listBackups(dir);
  const entries = backups.map(({ name, manifest }) => ({ name, ...manifest }));
  const expired = expiredBackups(entries, source, keep, options);
  const removed: string[] = [];
  for (const name of expired) {
    await cleanUp(`backup ${name}`, async () => {
      await removeBackup(dir, name);
      removed.push(name);
    });
  }
  return removed;
}

/** Removes one, whole or, when it is killed, as a draft that the next command removes. */
export async function removeBackup(dir: string, name: string): Promise<void> {
  // Under a draft's name first: one that is half removed must not look like a backup.
  const draft = join(dir, `${draftPrefix}0-removed-${name}`);
  await rename(join(dir, name), draft);
  await rm(draft, { recursive: true, force: true });
}

async function freeName(dir: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if ((await stat(join(dir, candidate)).catch(() => undefined)) === undefined) return candidate;
  }
}

/** Tells the process from a later one with its number. */
async function ownMark(pid: number): Promise<string | undefined> {
  const identity = await processIdentity(pid);
  if (identity === undefined) return undefined;
  return createHash('sha256').update(identity).digest('hex').slice(0, 8);
}

async function isDraftOfLiving(draft: string): Promise<boolean> {
  const [pid, mark] = draft.slice(draftPrefix.length).split('-');
  return mark !== undefined && (await ownMark(Number(pid))) === mark;
}

/** Makes a rename outlive a loss of power; not every system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => {});
  await handle.close();
}
