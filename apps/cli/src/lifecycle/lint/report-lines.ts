import type { LintReport } from '@atelier/lifecycle/lint/lint.ts';
import type { Finding } from '@atelier/lifecycle/lint/rules/lint-migrations.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';

/** Findings as they are printed; what a rule says for itself is said at its first one. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const said = new Set<string>();
  const once = (label: string, text: string | null): readonly string[] => {
    if (text === null || said.has(text)) return [];
    said.add(text);
    return [`  ${label}${text}`];
  };
  return findings.flatMap(
    ({ migration, direction, statement, sql, rule, subject, why, fix }): readonly string[] => [
      `${migration}, ${direction}, statement ${statement}: ${rule}${subject === null ? '' : ` (${subject})`}`,
      `  ${firstLine(sql)}`,
      ...once('why:  ', why),
      ...once('fix: ', fix),
      '',
    ],
  );
}

/** A statement in one line, without the comments before it; of a fix what it does, without its block. */
export function firstLine(sql: string): string {
  const line = sql.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  const [, inner] = /^DO \$atelier_fix\$ DECLARE statement text := '(.*)'; BEGIN/.exec(line) ?? [];
  const text = inner?.replaceAll("''", "'") ?? line;
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** What was looked at, and what was not. */
export function closingLines({ migrations, findings, squawk }: LintReport): readonly string[] {
  const up = migrations.reduce((sum, each) => sum + each.statements, 0);
  const down = migrations.reduce((sum, each) => sum + each.down.statements, 0);
  return [
    `${count(migrations.length, 'migration')}, ${up} statements up and ${down} down: ${count(findings.length, 'finding')}.`,
    ...migrations
      .filter(({ readsData }) => readsData)
      .map(
        ({ name }) =>
          `Not covered: ${name} decides by data; only what it does on an empty database was seen.`,
      ),
    ...migrations.flatMap(({ name, down: { statements: seen, failure } }) =>
      failure === null
        ? []
        : [
            `Not covered: the way down of ${name} fails on an empty database, after ${seen} statements (${failure}).`,
          ],
    ),
    ...(squawk.ran
      ? []
      : [
          `Not covered: squawk's rules; it is not installed here, as it is in a checkout after npm ci (${squawk.reason}).`,
        ]),
  ];
}
