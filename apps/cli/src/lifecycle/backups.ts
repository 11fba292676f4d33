import { listBackups } from '@atelier/lifecycle/backup/backup-folder.ts';
import { databaseOf, inMaintenance } from '@atelier/lifecycle/backup/maintenance.ts';
import {
  dropKeptCluster,
  dropKeptDatabase,
  keptClusters,
  keptDatabases,
} from '@atelier/lifecycle/backup/put-aside.ts';
import { removeRestoreDrafts } from '@atelier/lifecycle/backup/restore-database.ts';
import { backupError } from '@atelier/lifecycle/backup/rules/backup-errors.ts';
import { namedBackup, tidyFolder } from '@atelier/lifecycle/backup/take-backup.ts';
import { verifyBackup } from '@atelier/lifecycle/backup/verify-backup.ts';
import { hasCluster } from '@atelier/lifecycle/embedded/location.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { shellWord } from '@atelier/lifecycle/terminal/shell-word.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { Command, Outcome } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { backupLines } from './backups/backup-line.ts';
import { dropBackup } from './backups/drop-backup.ts';
import { summaryOf } from './backups/summary.ts';

/** `atelier db backups`: what there is, whether it is good, and what restores put aside. */
export const backups: Command = {
  usage: '[--verify <backup>|latest | --drop <backup> | --drop-old <name>]',
  details: [
    'Verifying restores the backup aside and compares every table with what was backed up; the result',
    'is noted in the backup.',
    'The newest ones stay (ATELIER_BACKUP_KEEP), and beside them each that was made before an adoption,',
    'until the profile is released or the backup is dropped by its name.',
  ],
  options: {
    verify: {
      value: '<backup>',
      help: 'Verify this backup; `latest`: the newest verified one, no restore’s.',
    },
    drop: { value: '<backup>', help: 'Remove this backup.' },
    'drop-old': { value: '<name>', help: 'Drop a database that a restore kept.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const verify = input.text('verify');
    const dropOld = input.text('drop-old');
    const drop = input.text('drop');
    if ([verify, drop, dropOld].filter((each) => each !== undefined).length > 1) {
      throw new UsageError('--verify, --drop and --drop-old do not go together.');
    }
    if (!session.dryRun) await tidyFolder(session);
    if (verify !== undefined) return verifyOne(session, verify);
    if (drop !== undefined) return dropBackup(session, drop);
    if (dropOld !== undefined) return dropOne(session, dropOld);
    return listAll(session);
  },
};

async function listAll(session: Session): Promise<Outcome> {
  const { databaseUrl, dataDir, backupDir } = session.settings;
  const { backups: found, damaged } = await listBackups(backupDir);
  const kept =
    databaseUrl === undefined
      ? await keptClusters(dataDir)
      : await keptOnServer(databaseUrl, session.dryRun);
  if (databaseUrl === undefined && found.length + damaged.length + kept.length === 0) {
    if (!(await hasCluster(dataDir))) {
      throw startupError('ERR_DATABASE_ABSENT', { folder: dataDir });
    }
  }
  const now = Date.now();
  return {
    facts: {
      folder: backupDir,
      backups: found.map(({ name, manifest }) => ({ name, ...summaryOf(manifest) })),
      damaged,
      kept,
    },
    lines: [
      found.length === 0
        ? `No backups in ${backupDir}`
        : `${found.length} in ${backupDir}, the newest first:`,
      ...backupLines(found, now),
      ...damaged.map(({ name, problem }) => `  ${name}  DAMAGED: ${problem}`),
      ...(kept.length === 0 ? [] : ['Kept by restores (drop with --drop-old <name>):']),
      ...kept.map((name) => `  ${shellWord(name)}`),
    ],
  };
}

async function verifyOne(session: Session, name: string): Promise<Outcome> {
  const backup = await namedBackup(session, name);
  const plan = [
    `To restore ${backup.name} aside and compare ${backup.manifest.tables.length} tables.`,
  ];
  if (session.dryRun) return { facts: { backup: backup.name, plan }, lines: plan };
  for (const line of plan) session.progress.note(line);
  const manifest = await verifyBackup(session, backup);
  return {
    facts: { name: backup.name, ...summaryOf(manifest) },
    lines: [`Verified: ${backup.name}, ${manifest.tables.length} tables are what was backed up`],
  };
}

async function dropOne(session: Session, name: string): Promise<Outcome> {
  const { databaseUrl, dataDir } = session.settings;
  const kept =
    databaseUrl === undefined ? await keptClusters(dataDir) : await keptDatabases(databaseUrl);
  if (!kept.includes(name)) throw backupError('ERR_KEPT_DATABASE_UNKNOWN', { name });
  const plan = [`To drop ${name}, which a restore kept. It cannot be brought back.`];
  if (session.dryRun) return { facts: { name, plan }, lines: plan };
  await session.confirm(plan);
  if (databaseUrl === undefined) await dropKeptCluster(dataDir, name);
  else await dropKeptDatabase(databaseUrl, name);
  return { facts: { dropped: name }, lines: [`Dropped: ${name}`] };
}

/** What a killed restore left half filled goes by the way, but in a dry run. */
async function keptOnServer(databaseUrl: string, dryRun: boolean): Promise<readonly string[]> {
  if (!dryRun) {
    await inMaintenance(databaseUrl, (admin) =>
      removeRestoreDrafts(admin, databaseOf(databaseUrl)),
    );
  }
  return keptDatabases(databaseUrl);
}
