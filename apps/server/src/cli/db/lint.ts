import { type LintReport, lint as lintAll } from '@atelier/db/lifecycle/lint/lint.ts';
import { lifecycleError } from '@atelier/domain/lifecycle/errors.ts';
import type { Finding } from '@atelier/domain/lifecycle/lint/lint-migrations.ts';
import { type Command, exitCodes } from '../command.ts';

/** `atelier db lint`: what the migrations would lock, rewrite or break. */
export const lint: Command = {
  name: 'lint',
  summary: 'Lock-safety rules on every migration.',
  usage: '[<revision>…]',
  details: [
    'The migrations run in a scratch database, which is dropped afterwards; the statements that they',
    'send there are judged by our rules and by squawk. Only the way up is: down drops by its nature.',
    'A table that a migration makes itself is exempt in it. A comment in the SQL, right before or in a',
    'statement, makes an exception from one rule, and needs a reason:',
    '  -- lint: allow <rule> because <reason>',
  ],
  options: { 'exit-code': { help: 'End with 3 when there are findings.' } },
  positionals: [0, Number.POSITIVE_INFINITY],
  async run(session, input) {
    if (session.dryRun) {
      const plan = 'The migrations would run in a scratch database; nothing else is touched.';
      return { facts: { dryRun: true }, lines: [plan] };
    }
    const db = await session.database();
    session.progress.begin('Running the migrations in a scratch database, and linting them');
    const report = await lintAll(db, { folder: session.migrationsFolder });
    const facts = only(report, input.positionals);
    return {
      facts,
      lines: [...facts.findings.flatMap(findingLines), ...closingLines(facts)],
      exitCode:
        input.flag('exit-code') && facts.findings.length > 0 ? exitCodes.found : exitCodes.done,
    };
  },
};

function only(report: LintReport, names: readonly string[]): LintReport {
  if (names.length === 0) return report;
  const unknown = names.find((name) => report.migrations.every((each) => each.name !== name));
  if (unknown !== undefined) throw lifecycleError('ERR_MIGRATION_UNKNOWN', { name: unknown });
  return {
    ...report,
    migrations: report.migrations.filter(({ name }) => names.includes(name)),
    findings: report.findings.filter(({ migration }) => names.includes(migration)),
  };
}

/** One finding as it is printed; `rehearse` prints the same. */
export function findingLines(finding: Finding): readonly string[] {
  const { migration, statement, sql, rule, subject, why, mend } = finding;
  return [
    `${migration}, statement ${statement}: ${rule}${subject === null ? '' : ` (${subject})`}`,
    `  ${firstLine(sql)}`,
    `  why:  ${why}`,
    ...(mend === null ? [] : [`  mend: ${mend}`]),
    '',
  ];
}

/** A statement in one line, without the comments before it. */
export function firstLine(sql: string): string {
  const text = sql.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** What was looked at, and what was not. */
export function closingLines({ migrations, findings, squawk }: LintReport): readonly string[] {
  const statements = migrations.reduce((sum, each) => sum + each.statements, 0);
  return [
    `${migrations.length} migrations, ${statements} statements: ${findings.length} findings.`,
    ...migrations
      .filter(({ readsData }) => readsData)
      .map(
        ({ name }) =>
          `Not covered: ${name} decides by data; only what it does on an empty database was seen.`,
      ),
    ...(squawk.ran ? [] : [`Not covered: squawk's rules. ${squawk.reason}`]),
  ];
}
