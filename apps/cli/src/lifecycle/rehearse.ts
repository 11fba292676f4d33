import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { withRestoredBackup } from '@atelier/lifecycle/backup/with-restored-backup.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { type LintReport, lint } from '@atelier/lifecycle/lint/lint.ts';
import { readLedger } from '@atelier/lifecycle/migrate/ledger.ts';
import { planUp, refuseHalfDone } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { readStanding } from '@atelier/lifecycle/migrate/standing.ts';
import { recordRehearsals } from '@atelier/lifecycle/rehearse/rehearsals.ts';
import { rehearseOn } from '@atelier/lifecycle/rehearse/rehearse-on.ts';
import type { Command } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { closingLines } from './lint/report-lines.ts';
import { backupToRehearseOn, noBackup } from './rehearse/backup-to-rehearse-on.ts';
import { rehearsalPrinter } from './rehearse/rehearsal-lines.ts';

/** `atelier db rehearse`: the pending migrations, tried on the latest backup. */
export const rehearse: Command = {
  usage: '',
  details: [
    'The latest verified backup that holds what is applied and adopted now is restored aside, and what',
    'is pending runs there. Of each statement it is told how long it takes, which locks it really takes on',
    'relations that were there, and how long they are held: at the most, from the begin of the',
    'statement to the end of its transaction. What the lint finds stands beside it. The result is',
    'written down in the database, for up --rehearsed.',
  ],
  options: { backup: { value: '<name>', help: 'Rehearse on this backup.' } },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const standing = await readStanding(db, session.migrationsFolder);
    // A backup holds no half of it, or another one.
    refuseHalfDone(standing);
    const { files } = standing;
    const pending = planUp(standing).map(({ name }) => name);
    if (pending.length === 0) {
      return { facts: { pending, rehearsed: [] }, lines: ['Nothing is pending.'] };
    }
    // What `up` would refuse is not tried either.
    await refuseUnadopted(db, pending);
    const backup = await backupToRehearseOn(session, input.text('backup'));
    const plan = [
      `To restore ${backup.name} (revision ${backup.manifest.revision ?? 'none'}) aside, and to run there:`,
      ...pending.map((name) => `  ${name}`),
    ];
    if (session.dryRun) return { facts: { backup: backup.name, pending }, lines: plan };
    for (const line of plan) session.progress.note(line);

    const rehearsed = await withRestoredBackup(session, backup, async (restored) => {
      const ledger = await readLedger(restored.db);
      const there = planUp({ files, applied: ledger });
      // A backup in the first form did not say all of it.
      if (there.map(({ name }) => name).join() !== pending.join()) {
        throw noBackup(backup, 'other-migrations', ledger.at(-1)?.name ?? null);
      }
      return rehearseOn(restored.db, there, (name) => session.progress.begin(`Rehearsing ${name}`));
    });
    await recordRehearsals(db, backup.name, rehearsed);
    const tried = new Set(rehearsed.map(({ name }) => name));
    const notRehearsed = pending.filter((name) => !tried.has(name));
    const { report, refusal: notLinted } = await lintOf(session, tried);
    const lines = [
      `Rehearsed on ${backup.name}:`,
      '',
      ...rehearsed.flatMap(rehearsalPrinter(report?.findings ?? [])),
      ...(report === undefined ? [] : closingLines(report).map((line) => `Lint: ${line}`)),
      ...(notLinted === undefined
        ? []
        : [`NOT linted: ${notLinted.name} does not run on an empty database: ${notLinted.reason}`]),
      ...notRehearsed.map((name) => `NOT rehearsed, though pending: ${name}`),
    ];
    const failed = rehearsed.find(({ failure }) => failure !== null);
    const refusal =
      failed === undefined
        ? undefined
        : operatorError('ERR_REHEARSAL_FAILED', {
            name: failed.name,
            statement: failed.statements.length,
            reason: failed.failure,
          });
    return {
      facts: {
        ...{ backup: backup.name, pending, rehearsed, notRehearsed },
        lint: report ?? null,
        notLinted: notLinted ?? null,
      },
      lines,
      refusal,
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
