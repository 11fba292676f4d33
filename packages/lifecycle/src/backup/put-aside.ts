import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dataFolderFiles } from '../embedded/data-folder.ts';
import { rememberedCluster } from '../embedded/location.ts';
import { dropDatabase } from '../scratch/drop-database.ts';
import { databaseOf, inMaintenance } from './maintenance.ts';
import { backupError } from './rules/backup-errors.ts';
import { isKeptName } from './rules/names.ts';

/** Databases that restores of this one put aside, the oldest first. */
export async function keptDatabases(connectionString: string): Promise<readonly string[]> {
  const name = databaseOf(connectionString);
  return inMaintenance(connectionString, async (admin) => {
    const { rows } = await admin.raw<{ rows: { datname: string }[] }>(
      'SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname COLLATE "C"',
    );
    return rows.map(({ datname }) => datname).filter((each) => isKeptName(each, name));
  });
}

/** @throws ERR_KEPT_DATABASE_UNKNOWN, ERR_DATABASE_STAYS */
export async function dropKeptDatabase(connectionString: string, name: string): Promise<void> {
  if (!isKeptName(name, databaseOf(connectionString))) {
    throw backupError('ERR_KEPT_DATABASE_UNKNOWN', { name });
  }
  if (!(await keptDatabases(connectionString)).includes(name)) {
    throw backupError('ERR_KEPT_DATABASE_UNKNOWN', { name });
  }
  await inMaintenance(connectionString, (admin) => dropDatabase(admin, name));
}

/** Clusters that restores into a data folder put aside, the oldest first. */
export async function keptClusters(dataDir: string): Promise<readonly string[]> {
  const names = await readdir(await placeOf(dataDir)).catch(() => []);
  return names.filter((each) => isKeptName(each, dataFolderFiles.cluster)).toSorted();
}

/** @throws ERR_KEPT_DATABASE_UNKNOWN */
export async function dropKeptCluster(dataDir: string, name: string): Promise<void> {
  if (!(await keptClusters(dataDir)).includes(name)) {
    throw backupError('ERR_KEPT_DATABASE_UNKNOWN', { name });
  }
  await rm(join(await placeOf(dataDir), name), { recursive: true });
}

async function placeOf(dataDir: string): Promise<string> {
  return dirname(await rememberedCluster(dataDir));
}
