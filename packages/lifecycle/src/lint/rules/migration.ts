import type { Direction } from '../../migrate/rules/direction.ts';
import type { RuleName } from './rules.ts';
import { relationNamed, type SchemaObject, type SchemaState } from './schema-state.ts';
import type { RangeVar, SyntaxTree } from './syntax-tree.ts';

/** One way of a migration as it ran in a scratch database. */
export interface ObservedMigration {
  readonly name: string;
  readonly direction: Direction;
  /** Whether all its statements are in one transaction. */
  readonly transactional: boolean;
  /** Before its first statement. */
  readonly base: SchemaState;
  readonly statements: readonly ObservedStatement[];
}

export interface ObservedStatement {
  /** As it was sent, with the comments before it. */
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly before: SchemaState;
  readonly after: SchemaState;
  /** A question mark of it was sent as `$1`, and no value for it. */
  readonly lacksValues: boolean;
}

/** What a rule says about one statement. `subject`: what it is about, as PostgreSQL writes names. */
export interface Violation {
  readonly rule: RuleName;
  readonly subject: string;
}

export interface RuleContext {
  readonly migration: ObservedMigration;
  readonly statement: ObservedStatement;
  readonly scope: Scope;
}

/** How what stands there is to be looked at, by its id (`scopes.ts` decides). */
export interface Scope {
  /** Others use it while the migration runs: its locks, scans and rewrites matter. */
  isKnown(id: string): boolean;
  /** The migration must leave it as it is, unless it has a reason. */
  isKept(id: string): boolean;
  /** In the end it has the name that it had before the way up. */
  isRestored(id: string): boolean;
  /** A constraint of which not every row was looked at in the end. */
  isNeverValidated(id: string): boolean;
}

export type Rule = (context: RuleContext) => Iterable<Violation>;

/** The relation that a statement means, when it stood before the migration; else undefined. */
export function existing(
  { scope, statement }: Pick<RuleContext, 'scope' | 'statement'>,
  name: RangeVar | undefined,
): SchemaObject | undefined {
  if (name === undefined) return undefined;
  const relation = relationNamed(statement.before, name);
  return relation !== undefined && scope.isKnown(relation.id) ? relation : undefined;
}
