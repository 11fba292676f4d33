import { attachedLines } from '@atelier/lifecycle/backup/attached-lines.ts';
import { megabytes } from '@atelier/lifecycle/backup/show-stages.ts';
import { takeBackup } from '@atelier/lifecycle/backup/take-backup.ts';
import type { Command } from '../kernel/command.ts';
import { summaryOf } from './backups/summary.ts';

/** `atelier db backup`: a backup now. */
export const backup: Command = {
  usage: '[reason] [--with-files]',
  details: [
    'A server that DATABASE_URL names is dumped with pg_dump, while others go on working. The embedded',
    'server is stopped for as long as copying its folder takes. Either way the backup is restored aside',
    'and every table compared before it counts; what fails leaves nothing behind.',
    'ATELIER_BACKUP_DIR is the folder, ATELIER_BACKUP_KEEP how many stay (10). Those from before an',
    'adoption stay besides, until its release.',
    'Files that are attached to things lie beside the database: the backup says how many there are, and',
    'has them with --with-files.',
  ],
  options: {
    'with-files': { help: 'Copy the files that are attached to things as well.' },
  },
  positionals: [0, 1],
  async run(session, input) {
    const reason = input.positionals[0] ?? 'manual';
    const { backupDir, backupKeep } = session.settings;
    const { kind } = await session.server();
    const plan = [
      kind === 'external'
        ? 'To dump the database with pg_dump, and to restore the dump into a scratch database.'
        : 'To stop the embedded server, copy its folder, start it again, and to start a copy aside.',
      ...(input.flag('with-files') ? [`With the files in ${session.settings.files.folder}.`] : []),
      `Into ${backupDir}, where the newest ${backupKeep} stay, and those from before adoptions.`,
    ];
    if (session.dryRun) return { facts: { plan }, lines: plan };
    for (const line of plan) session.progress.note(line);
    const { backup, removed } = await takeBackup(session, reason, {
      withFiles: input.flag('with-files'),
    });
    const { manifest, name, folder } = backup;
    return {
      facts: {
        name,
        folder,
        ...summaryOf(manifest),
        removed,
      },
      lines: [
        `Backup: ${name} (${megabytes(manifest.size)}, ${manifest.tables.length} tables, verified)`,
        `  in ${folder}`,
        ...attachedLines(manifest),
        ...removed.map((each) => `Removed: ${each}`),
      ],
    };
  },
};
