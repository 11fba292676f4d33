import { type LintReport, lint as lintAll } from '@atelier/lifecycle/lint/lint.ts';
import { rules } from '@atelier/lifecycle/lint/rules/rules.ts';
import { readMigrationFiles } from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrationNamed } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { type Command, exitCodes } from '../kernel/command.ts';
import { table } from '../kernel/help.ts';
import { closingLines, findingLines } from './lint/report-lines.ts';

/** `atelier db lint`: what the migrations would lock, rewrite or break. */
export const lint: Command = {
  usage: '[<revision>…]',
  details: [
    'The migrations run in a scratch database, up and down again, which is dropped afterwards; the',
    'statements that they send there are judged by our rules and by squawk. A table that a migration',
    'makes itself is exempt in it. A comment in the SQL, right before or in a statement, makes an',
    'exception from one rule there, and needs a reason:',
    '  -- lint: allow <rule> because <reason>',
    'On the way down a migration may drop what its way up made, and give back the old names: that needs',
    'no reason. Dropping or renaming what is older does, and the rules about locks, scans and rewrites',
    'count as on the way up, but for tables that the way down drops itself.',
    '',
    'Our rules (those of squawk are called squawk/<rule>):',
    ...table(Object.entries(rules).map(([name, { why }]) => [name, why] as const)),
  ],
  options: { 'exit-code': { help: 'End with 3 when there are findings.' } },
  positionals: [0, Number.POSITIVE_INFINITY],
  async run(session, input) {
    if (session.dryRun) {
      const plan = 'The migrations would run in a scratch database; nothing else is touched.';
      return { facts: { dryRun: true }, lines: [plan] };
    }
    const files = await readMigrationFiles(session.migrationsFolder);
    const names = input.positionals.map((typed) => migrationNamed(files, typed));
    const db = await session.database();
    session.progress.begin('Running the migrations in a scratch database, and linting them');
    const report = await lintAll(db, { folder: session.migrationsFolder });
    const facts = only(report, names);
    return {
      facts,
      lines: [...findingLines(facts.findings), ...closingLines(facts)],
      exitCode:
        input.flag('exit-code') && facts.findings.length > 0 ? exitCodes.found : exitCodes.done,
    };
  },
};

function only(report: LintReport, names: readonly string[]): LintReport {
  if (names.length === 0) return report;
  return {
    ...report,
    migrations: report.migrations.filter(({ name }) => names.includes(name)),
    findings: report.findings.filter(({ migration }) => names.includes(migration)),
  };
}
