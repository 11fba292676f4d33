import type { Rule } from './migration.ts';
import { nodeOf } from './syntax-tree.ts';

/** Statements are written where they can be read. */
export const blockRule: Rule = function* ({ statement }) {
  if (nodeOf(statement.tree, 'DoStmt')) yield { rule: 'opaque-block', subject: 'DO' };
};
