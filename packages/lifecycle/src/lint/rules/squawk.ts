import type { Direction } from '../../migrate/rules/direction.ts';
import type { Finding } from './lint-migrations.ts';
import {
  existing,
  type ObservedMigration,
  type ObservedStatement,
  type Scope,
} from './migration.ts';
import { kindOf, type RangeVar } from './syntax-tree.ts';

/** One entry of squawk's JSON reporter; lines count from 0. */
export interface SquawkReport {
  readonly line: number;
  readonly rule_name: string;
  readonly message: string;
  readonly help: string | null;
}

/**
 * Squawk's rules that are left out: those that our own rules judge better with the catalog at hand, those
 * that the runner makes unnecessary (it sets lock_timeout, runs in a transaction or notes each statement),
 * and matters of taste in which an adopted schema has no choice.
 */
const leftOut: readonly string[] = [
  'adding-field-with-default',
  'adding-foreign-key-constraint',
  'adding-not-nullable-field',
  'adding-serial-primary-key-field',
  'ban-drop-column',
  'ban-drop-table',
  'changing-column-type',
  'constraint-missing-not-valid',
  'disallowed-unique-constraint',
  'renaming-column',
  'renaming-table',
  'require-concurrent-index-creation',
  'require-concurrent-index-deletion',
  'require-concurrent-reindex',
  'prefer-robust-stmts',
  'require-lock-timeout',
  'require-statement-timeout',
  'ban-char-field',
  'ban-create-domain-with-constraint',
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-repack',
  'prefer-text-field',
  'prefer-timestamptz',
  'require-enum-value-ordering',
];

/** Left out on the way down besides: what its way up demanded, it may ask no more. */
const leftOutDown: readonly string[] = ['ban-drop-not-null'];

export const squawkRulesLeftOut = (direction: Direction): readonly string[] =>
  direction === 'up' ? leftOut : [...leftOut, ...leftOutDown];

/** A migration as one script for squawk, and which line of it belongs to which statement. */
export function squawkScript({ statements }: ObservedMigration): {
  readonly sql: string;
  /** The number, from 1, of the statement that a line, from 0, is part of. */
  readonly statementAt: (line: number) => number;
} {
  // Its own way of making exceptions knows no reasons.
  const texts = statements.map(({ text }) => text.replaceAll('squawk-ignore', 'squawk_ignore'));
  const ends: number[] = [];
  let lines = 0;
  for (const text of texts) {
    lines += text.split('\n').length + 1;
    ends.push(lines);
  }
  return {
    sql: texts.map((text) => `${text}\n;\n`).join(''),
    statementAt: (line) => ends.findIndex((end) => line < end) + 1,
  };
}

/** Squawk's findings as ours; those about tables that the migration made itself are left out. */
export function squawkFindings(
  migration: ObservedMigration,
  scope: Scope,
  reports: readonly SquawkReport[],
): readonly Finding[] {
  const { statementAt } = squawkScript(migration);
  return reports.flatMap((report): Finding[] => {
    const number = statementAt(report.line);
    const statement = migration.statements[number - 1];
    if (statement === undefined || isAboutNewTable(statement, scope)) return [];
    return [
      {
        migration: migration.name,
        direction: migration.direction,
        statement: number,
        sql: statement.text,
        rule: `squawk/${report.rule_name}`,
        subject: null,
        why: report.message,
        fix: report.help,
      },
    ];
  });
}

function isAboutNewTable(statement: ObservedStatement, scope: Scope): boolean {
  const { tree } = statement;
  const kind = kindOf(tree);
  const { relation } = (tree[kind] ?? {}) as { readonly relation?: RangeVar };
  return (
    kind === 'CreateStmt' || (relation !== undefined && !existing({ scope, statement }, relation))
  );
}
