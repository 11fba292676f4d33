import type { RuleName } from './rules.ts';
import { relationNamed, type SchemaObject, type SchemaState } from './schema-state.ts';
import type { RangeVar, SyntaxTree } from './syntax-tree.ts';

/** A migration as it ran in a scratch database. */
export interface ObservedMigration {
  readonly name: string;
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
}

/** What a rule says about one statement. `subject`: what it is about, as PostgreSQL writes names. */
export interface Violation {
  readonly rule: RuleName;
  readonly subject: string;
}

export interface RuleContext {
  readonly migration: ObservedMigration;
  readonly statement: ObservedStatement;
  /** The ids of what stood before the migration. */
  readonly known: ReadonlySet<string>;
  /** The ids of constraints which are not validated after the last migration. */
  readonly neverValidated: ReadonlySet<string>;
}

export type Rule = (context: RuleContext) => Iterable<Violation>;

/** The relation that a statement means, when it stood before the migration; else undefined. */
export function existing(
  { known, statement }: Pick<RuleContext, 'known' | 'statement'>,
  name: RangeVar | undefined,
): SchemaObject | undefined {
  if (name === undefined) return undefined;
  const relation = relationNamed(statement.before, name);
  return relation !== undefined && known.has(relation.id) ? relation : undefined;
}
