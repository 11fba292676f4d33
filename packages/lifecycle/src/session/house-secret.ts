import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startupError } from '../errors/startup-errors.ts';
import type { Settings } from './env.ts';

const fileName = 'secret';
const bytes = 32;

/**
 * What this house alone knows: `ATELIER_SECRET`, or else 32 random bytes in the data folder, which the first
 * start makes, for its owner to read alone. Several processes on one folder have the same.
 *
 * @throws ERR_DATA_FOLDER_DENIED, ERR_SETTING_INVALID for a file that was cut off
 */
export async function houseSecret({
  secret,
  dataDir,
}: Pick<Settings, 'secret' | 'dataDir'>): Promise<Buffer> {
  if (secret !== undefined) return Buffer.from(secret);
  const path = join(dataDir, fileName);
  try {
    await mkdir(dataDir, { recursive: true });
    if (!existsSync(path)) await makeSecret(path);
    const kept = Buffer.from(await readFile(path, 'utf8'), 'base64');
    if (kept.length === bytes) return kept;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw startupError('ERR_DATA_FOLDER_DENIED', { folder: dataDir, reason: String(code) });
  }
  throw startupError('ERR_SETTING_INVALID', {
    name: path,
    expected: `${bytes} bytes in base64; bring it back from a backup. If you delete it, second factors and recovery codes are lost, browsers of guests are no longer known, and anchors of the audit log get another key; sessions stay`,
  });
}

/** The same where it has been made already; undefined where it has not. */
export async function knownHouseSecret(
  settings: Pick<Settings, 'secret' | 'dataDir'>,
): Promise<Buffer | undefined> {
  const isKnown = settings.secret !== undefined || existsSync(join(settings.dataDir, fileName));
  return isKnown ? houseSecret(settings) : undefined;
}

/** Whole or not at all, whenever the process is killed; whoever comes second has what the first has made. */
async function makeSecret(path: string): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  const made = randomBytes(bytes).toString('base64');
  try {
    await writeFile(unfinished, made, { flag: 'wx', mode: 0o600, flush: true });
    await link(unfinished, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      // Not every file system has hard links.
      await copyFile(unfinished, path, constants.COPYFILE_EXCL).catch(onlyIfThere);
    });
  } finally {
    await rm(unfinished, { force: true });
  }
}

function onlyIfThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
