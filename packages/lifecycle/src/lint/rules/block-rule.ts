import type { Rule } from './migration.ts';
import { kindOf, nodeOf } from './syntax-tree.ts';

/** Statements are written where they can be read. */
export const blockRule: Rule = function* ({ statement }) {
  if (nodeOf(statement.tree, 'DoStmt')) yield { rule: 'opaque-block', subject: 'DO' };
  // Without a tree: the parser did not take it, and yet it ran.
  if (kindOf(statement.tree) === '') yield { rule: 'opaque-block', subject: 'unknown syntax' };
};
