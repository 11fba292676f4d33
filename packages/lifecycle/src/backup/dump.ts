import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import { quoteQualified } from '../catalog/quote.ts';
import { type TableFingerprint, tableFingerprints, userTables } from '../scratch/fingerprints.ts';
import { connectionStringOf } from '../server/database-address.ts';
import { saysDiskFull } from '../server/full-disk.ts';
import { runClient } from './client-process.ts';
import { type ClientTools, toolIn } from './client-tools.ts';
import { backupError } from './rules/backup-errors.ts';
import type { OnStage } from './stage.ts';

/** The file of a dump in a backup's folder. */
export const dumpFile = 'database.dump';

/**
 * Dumps the database into `folder`, and fingerprints its tables in the very snapshot that pg_dump reads:
 * others may keep writing, and the two still agree row for row.
 *
 * @throws ERR_BACKUP_FAILED, ERR_BACKUP_DISK_FULL
 */
export async function dumpDatabase(
  db: Knex,
  tools: ClientTools,
  folder: string,
  onStage: OnStage,
): Promise<readonly TableFingerprint[]> {
  const connection = singleConnection(db);
  try {
    return await connection.transaction(
      async (trx) => {
        const snapshot = await exportSnapshot(trx);
        const tables = await tableFingerprints(trx, {
          onTable: (table, done, all) =>
            onStage({ kind: 'hashing', of: 'database', table, done, all }),
        });
        await dump(db, tools, folder, [`--snapshot=${snapshot}`], onStage);
        return tables;
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    );
  } finally {
    await connection.destroy();
  }
}

/**
 * Dumps the structure of a database, without a row, into `folder`.
 *
 * @throws ERR_BACKUP_FAILED, ERR_BACKUP_DISK_FULL
 */
export async function dumpStructure(db: Knex, tools: ClientTools, folder: string): Promise<void> {
  await dump(db, tools, folder, ['--schema-only'], () => {});
}

/** Its tables stay as they are meanwhile: a TRUNCATE would be seen by every snapshot. */
async function exportSnapshot(trx: Knex.Transaction): Promise<string> {
  const tables = (await userTables(trx)).map(quoteQualified);
  if (tables.length > 0) {
    await plainQuery(trx, `LOCK TABLE ONLY ${tables.join(', ')} IN ACCESS SHARE MODE`);
  }
  const { rows } = await trx.raw<{ rows: { id: string }[] }>('SELECT pg_export_snapshot() AS id');
  return rows[0]?.id ?? '';
}

async function dump(
  db: Knex,
  tools: ClientTools,
  folder: string,
  options: readonly string[],
  onStage: OnStage,
): Promise<void> {
  const file = join(folder, dumpFile);
  // pg_dump would make it readable for others.
  await writeFile(file, '', { mode: 0o600 });
  const look = () =>
    stat(file).then(
      ({ size }) => onStage({ kind: 'dumping', bytes: size }),
      () => onStage({ kind: 'dumping', bytes: 0 }),
    );
  await look();
  const watching = setInterval(look, 500);
  try {
    const { ok, said } = await runClient(
      toolIn(tools, 'pg_dump'),
      ['--format=custom', `--file=${file}`, '--no-password', '--lock-wait-timeout=30s', ...options],
      connectionStringOf(db),
    );
    if (ok) return await look();
    const code = saysDiskFull(said) ? 'ERR_BACKUP_DISK_FULL' : 'ERR_BACKUP_FAILED';
    throw backupError(code, { step: 'pg_dump', reason: said.slice(-300) });
  } finally {
    clearInterval(watching);
  }
}
