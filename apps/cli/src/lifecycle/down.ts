import type { MigrationFile } from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrateDown } from '@atelier/lifecycle/migrate/migrator.ts';
import { requireRights } from '@atelier/lifecycle/migrate/require-rights.ts';
import type { HalfDone } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import {
  beforeLatest,
  planDown,
  type Standing,
} from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { readStanding } from '@atelier/lifecycle/migrate/standing.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { rowChangesBack } from '@atelier/lifecycle/migrate/undo-interrupted.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import type { Command } from '../kernel/command.ts';
import { grantingAfter } from './app-role-name.ts';
import { noBackupOption } from './back-up-first.ts';
import { backUpOrReuse } from './back-up-or-reuse.ts';
import { firstLine } from './lint/report-lines.ts';
import { showStep } from './migration-progress.ts';
import { readInDoubt, resolveOption } from './resolve-option.ts';

/** `atelier db down`: take migrations back. */
export const down: Command = {
  usage: '[--to <revision>|none]',
  details: [
    'Without --to it is the latest one. What the tables of a migration hold is lost with them:',
    'that is what the backup before it is for. Adopted tables are never dropped.',
  ],
  options: {
    to: {
      value: '<revision>|none',
      help: 'Take back everything behind it, named by a beginning as well; none: everything.',
    },
    ...noBackupOption,
    'no-wait': { help: 'Refuse when another runner is at work, instead of waiting for it.' },
    ...resolveOption,
  },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const folder = session.migrationsFolder;
    const inDoubt = readInDoubt(input);
    const status = await migrationStatus(db, { folder });
    const { applied, revision } = status;
    const standing = await readStanding(db, folder);
    const asked = input.text('to') ?? beforeLatest(applied) ?? 'none';
    const undo = standing.halfDone?.direction === 'up' ? standing.halfDone : null;
    // Half a migration is taken back alone, unless more was asked for.
    const target = undo !== null && input.text('to') === undefined ? (revision ?? 'none') : asked;
    const plan = planDown(standing, target === 'none' ? null : target, {
      resolved: inDoubt !== undefined,
    });
    const leaving = plan.leaving.map(({ name }) => name);
    if (leaving.length === 0 && undo === null) {
      return { facts: { changed: [], revision }, lines: ['Nothing to take back.'] };
    }
    const lines = [
      'To take back, in this order:',
      ...(undo === null ? [] : await halfDoneLines(db, standing, undo)),
      ...leaving.map((name) => `  ${name}`),
    ];
    if (session.dryRun) return { facts: { leaving, revision }, lines };
    await requireRights(db, {});
    await session.confirm(lines);
    const backup = await backUpOrReuse(session, 'before-down', input, status);
    const report = await grantingAfter(session, () =>
      migrateDown(db, {
        folder,
        to: plan.to,
        inDoubt,
        backup: backup?.name,
        refuseToWait: input.flag('no-wait'),
        onProgress: (step) => showStep(step, session.progress),
      }),
    );
    return {
      facts: report,
      lines: [`Took back ${report.changed.length}. Revision: ${report.revision ?? 'none'}`],
    };
  },
};

async function halfDoneLines(
  db: Database,
  { files }: Standing<MigrationFile>,
  { name }: HalfDone,
): Promise<readonly string[]> {
  const file = files.find((each) => each.name === name);
  if (file === undefined)
    return [`  ${name} (half done; without its file, what it has done stays)`];
  const changes = await rowChangesBack(db, file);
  return [
    `  ${name} (half done)`,
    ...(changes.length === 0
      ? []
      : ['  This changes rows, although the way up may not have come as far:']),
    ...changes.map((sql) => `    ${firstLine(sql)}`),
  ];
}
