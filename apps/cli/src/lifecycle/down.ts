import { readLedger } from '@atelier/lifecycle/migrate/ledger.ts';
import { readMigrationFiles } from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrateDown } from '@atelier/lifecycle/migrate/migrator.ts';
import { planDown } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import type { Command } from '../kernel/command.ts';
import { noBackupOption } from './back-up-first.ts';
import { backUpOrReuse } from './back-up-or-reuse.ts';
import { showStep } from './migration-progress.ts';

/** `atelier db down`: take migrations back. */
export const down: Command = {
  usage: '[--to <revision>|none]',
  details: [
    'Without --to it is the latest one. What the tables of a migration hold is lost with them:',
    'that is what the backup before it is for. Adopted tables are never dropped.',
  ],
  options: {
    to: { value: '<revision>|none', help: 'Take back everything behind it; none: everything.' },
    ...noBackupOption,
    'no-wait': { help: 'Refuse when another runner is at work, instead of waiting for it.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const folder = session.migrationsFolder;
    const { applied, revision, interrupted } = await migrationStatus(db, { folder });
    const asked = input.text('to') ?? applied.at(-2)?.name ?? 'none';
    const to = asked === 'none' ? null : asked;
    const undo = interrupted?.direction === 'up' && !interrupted.transactional ? interrupted : null;
    // Half a migration is taken back alone, unless more was asked for.
    const target = undo !== null && input.text('to') === undefined ? revision : to;
    const planned = planDown(await readMigrationFiles(folder), await readLedger(db), target);
    const leaving = planned.map(({ name }) => name);
    if (leaving.length === 0 && undo === null) {
      return { facts: { changed: [], revision }, lines: ['Nothing to take back.'] };
    }
    const plan = [
      'To take back, in this order:',
      ...(undo === null ? [] : [`  ${undo.name} (half done)`]),
      ...leaving.map((name) => `  ${name}`),
    ];
    if (session.dryRun) return { facts: { leaving, revision }, lines: plan };
    await session.confirm(plan);
    const backup = await backUpOrReuse(session, 'before-down', input, interrupted);
    const report = await migrateDown(db, {
      folder,
      to: target,
      backup: backup?.name,
      refuseToWait: input.flag('no-wait'),
      onProgress: (step) => showStep(step, session.progress),
    });
    return {
      facts: report,
      lines: [`Took back ${report.changed.length}. Revision: ${report.revision ?? 'none'}`],
    };
  },
};
