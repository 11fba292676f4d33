import { readLedger } from '@atelier/db/lifecycle/ledger.ts';
import { type LintReport, lint } from '@atelier/db/lifecycle/lint/lint.ts';
import { readMigrationFiles } from '@atelier/db/lifecycle/migration-files.ts';
import { recordRehearsals } from '@atelier/db/lifecycle/rehearse/rehearsals.ts';
import { rehearseOn } from '@atelier/db/lifecycle/rehearse/rehearse-on.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { planUp } from '@atelier/domain/lifecycle/migration-plan.ts';
import { withRestoredBackup } from '../backups/with-restored-backup.ts';
import { type Command, exitCodes } from '../command.ts';
import { closingLines } from '../lint/report-lines.ts';
import { backupToRehearseOn } from '../rehearse/backup-to-rehearse-on.ts';
import { rehearsalLines } from '../rehearse/rehearsal-lines.ts';
import type { Session } from '../session.ts';

/** `atelier db rehearse`: the pending migrations, tried on the latest backup. */
export const rehearse: Command = {
  name: 'rehearse',
  summary: 'Try the pending migrations on a restored backup, and see what they lock.',
  usage: '',
  details: [
    'The latest verified backup of this database without the pending migrations is restored aside, and',
    'they run there. Of each statement it is told how long it takes, which locks it really takes on',
    'relations that were there, and how long they are held: at the most, from the begin of the',
    'statement to the end of its transaction. What the lint finds stands beside it. The result is',
    'written down in the database, for up --rehearsed.',
  ],
  options: { backup: { value: '<name>', help: 'Rehearse on this backup.' } },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const files = await readMigrationFiles(session.migrationsFolder);
    const pending = planUp(files, await readLedger(db)).map(({ name }) => name);
    if (pending.length === 0) {
      return { facts: { pending, rehearsed: [] }, lines: ['Nothing is pending.'] };
    }
    const backup = await backupToRehearseOn(session, input.text('backup'));
    const plan = [
      `To restore ${backup.name} (revision ${backup.manifest.revision ?? 'none'}) aside, and to run there:`,
      ...pending.map((name) => `  ${name}`),
    ];
    if (session.dryRun) return { facts: { backup: backup.name, pending }, lines: plan };
    for (const line of plan) session.progress.note(line);

    const rehearsed = await withRestoredBackup(session, backup, async (restored) =>
      rehearseOn(restored.db, planUp(files, await readLedger(restored.db)), (name) =>
        session.progress.begin(`Rehearsing ${name}`),
      ),
    );
    await recordRehearsals(db, backup.name, rehearsed);
    const went = new Set(
      rehearsed.flatMap(({ name, failure }) => (failure === null ? [name] : [])),
    );
    const tried = new Set(rehearsed.map(({ name }) => name));
    const notRehearsed = pending.filter((name) => !tried.has(name));
    const { report, refusal } = await lintOf(session, tried);
    return {
      facts: {
        ...{ backup: backup.name, pending, rehearsed, notRehearsed },
        lint: report ?? null,
        notLinted: refusal ?? null,
      },
      lines: [
        `Rehearsed on ${backup.name}:`,
        '',
        ...rehearsed.flatMap((migration) => rehearsalLines(migration, report?.findings ?? [])),
        ...(report === undefined ? [] : closingLines(report).map((line) => `Lint: ${line}`)),
        ...(refusal === undefined
          ? []
          : [`NOT linted: ${refusal.name} does not run on an empty database: ${refusal.reason}`]),
        ...notRehearsed.map((name) => `NOT rehearsed, though pending: ${name}`),
      ],
      exitCode: pending.every((name) => went.has(name)) ? exitCodes.done : exitCodes.failed,
    };
  },
};

interface Linted {
  readonly report?: LintReport;
  /** Why nothing is linted. The rehearsal is told all the same. */
  readonly refusal?: { readonly name: string; readonly reason: string };
}

async function lintOf(session: Session, names: ReadonlySet<string>): Promise<Linted> {
  session.progress.begin('Linting');
  try {
    const report = await lint(await session.database(), { folder: session.migrationsFolder });
    return {
      report: {
        ...report,
        migrations: report.migrations.filter(({ name }) => names.has(name)),
        findings: report.findings.filter(({ migration }) => names.has(migration)),
      },
    };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'ERR_MIGRATION_FAILS') throw error;
    return { refusal: { name: String(error.params?.name), reason: error.message } };
  }
}
