import type { Direction } from '../../migrate/rules/direction.ts';
import { allowancesIn } from './allowances.ts';
import { backfillRule } from './backfill-rule.ts';
import { bindingRule } from './binding-rule.ts';
import { blockRule } from './block-rule.ts';
import { neverValidatedRule, notValidRule, validateRule } from './constraint-rules.ts';
import { indexRule } from './index-rule.ts';
import type { ObservedMigration, ObservedStatement, Rule, Scope } from './migration.ts';
import { notNullRule } from './not-null-rule.ts';
import { dropRule, renameRule } from './removal-rules.ts';
import { rewriteRule } from './rewrite-rules.ts';
import { type RuleName, wordsOf } from './rules.ts';
import { scopesOf } from './scopes.ts';

/** What is wrong with a statement, why, and what to write instead. */
export interface Finding {
  readonly migration: string;
  readonly direction: Direction;
  /** Its place in this direction of the migration, from 1. */
  readonly statement: number;
  /** The statement as it was sent. */
  readonly sql: string;
  /** One of {@link rules}, or `squawk/<rule>`. */
  readonly rule: string;
  /** What it is about; null where that is the statement as a whole. */
  readonly subject: string | null;
  readonly why: string;
  readonly fix: string | null;
}

const allRules: readonly Rule[] = [
  indexRule,
  notValidRule,
  validateRule,
  neverValidatedRule,
  notNullRule,
  rewriteRule,
  backfillRule,
  dropRule,
  renameRule,
  blockRule,
  bindingRule,
];

/**
 * Every finding in migrations that ran one after the other, all up and then down again, except those that a
 * comment with a reason allows; a comment that allows nothing is itself a finding.
 *
 * @param foreign findings of another linter in one migration; they are allowed in the same way
 */
export function lintMigrations(
  migrations: readonly ObservedMigration[],
  foreign: (migration: ObservedMigration, scope: Scope) => readonly Finding[],
): readonly Finding[] {
  return [...scopesOf(migrations)].flatMap(([migration, scope]) => {
    const others = foreign(migration, scope);
    const { name, direction } = migration;
    return migration.statements.flatMap((statement, index) => {
      const place = { migration: name, direction, statement: index + 1, sql: statement.text };
      const ours = allRules.flatMap((rule) =>
        [...rule({ migration, statement, scope })].map((violation) => ({
          ...place,
          ...violation,
          ...wordsOf(violation.rule, direction),
        })),
      );
      const theirs = others.filter((finding) => finding.statement === index + 1);
      return withAllowances(statement, place, [...ours, ...theirs]);
    });
  });
}

function withAllowances(
  { text }: ObservedStatement,
  place: Pick<Finding, 'migration' | 'direction' | 'statement' | 'sql'>,
  findings: readonly Finding[],
): readonly Finding[] {
  const allowances = allowancesIn(text);
  const about = (rule: RuleName, subject: string): Finding => ({
    ...place,
    rule,
    subject,
    ...wordsOf(rule, place.direction),
  });
  const allowed = new Set(
    allowances.flatMap(({ rule, reason }) => (reason === undefined ? [] : [rule])),
  );
  return [
    ...findings.filter(({ rule }) => !allowed.has(rule)),
    ...allowances
      .filter(({ reason }) => reason === undefined)
      .map(({ rule }) => about('allowance-without-reason', rule)),
    ...allowances
      .filter((each) => !findings.some((finding) => finding.rule === each.rule))
      .map(({ rule }) => about('allowance-unused', rule)),
  ];
}
