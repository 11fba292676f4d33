import type { Knex } from 'knex';
import { tableFingerprints } from '../scratch/fingerprints.ts';
import { fingerprintDifferences } from '../scratch/rules/table-fingerprint.ts';
import { backupError } from './rules/backup-errors.ts';
import type { BackupManifest } from './rules/manifest.ts';
import type { OnStage } from './stage.ts';

/**
 * Compares every table of a restored database with the backup's manifest.
 *
 * @throws ERR_BACKUP_DIFFERS with the first table that differs, and how many do
 */
export async function compareWithManifest(
  restored: Knex,
  { tables }: BackupManifest,
  onStage: OnStage,
): Promise<void> {
  const found = await tableFingerprints(restored, {
    onTable: (table, done, all) => onStage({ kind: 'hashing', of: 'restored', table, done, all }),
  });
  const differences = fingerprintDifferences(tables, found);
  const [first] = differences;
  if (first === undefined) return;
  const { schema, table, expectedRows, foundRows } = first;
  throw backupError('ERR_BACKUP_DIFFERS', {
    table: `${schema}.${table}`,
    expectedRows,
    foundRows,
    tables: differences.length,
  });
}
