import { existing, type ObservedMigration, type Rule } from './migration.ts';
import { kindOf, nodeOf, nodesWithin, type RangeVar, type SyntaxTree } from './syntax-tree.ts';

const withoutLocksOnSchema = new Set([
  'CallStmt',
  'CopyStmt',
  'DeleteStmt',
  'DoStmt',
  'ExplainStmt',
  'InsertStmt',
  'LockStmt',
  'MergeStmt',
  'SelectStmt',
  'TransactionStmt',
  'UpdateStmt',
  'VariableSetStmt',
  'VariableShowStmt',
]);

/** The rows of an existing table are not changed in the transaction of a schema change. */
export const backfillRule: Rule = function* (context) {
  if (!context.migration.transactional || !changesSchema(context.migration)) return;
  for (const target of backfilled(context.statement.tree)) {
    const table = existing(context, target);
    if (table !== undefined) yield { rule: 'backfill-with-ddl', subject: table.name };
  }
};

function changesSchema({ statements }: ObservedMigration): boolean {
  return statements.some(({ tree }) => !withoutLocksOnSchema.has(kindOf(tree)));
}

/** The tables whose rows a statement changes, also in a WITH; INSERT … VALUES is a handful of rows. */
function* backfilled(tree: SyntaxTree): Generator<RangeVar> {
  // The body of a function is not run here.
  if (kindOf(tree) === 'CreateFunctionStmt' || kindOf(tree) === 'RuleStmt') return;
  for (const { relation } of nodesWithin(tree, 'UpdateStmt')) yield relation;
  for (const { relation } of nodesWithin(tree, 'DeleteStmt')) yield relation;
  for (const { relation } of nodesWithin(tree, 'MergeStmt')) yield relation;
  for (const { relation, selectStmt } of nodesWithin(tree, 'InsertStmt')) {
    const query = nodeOf(selectStmt, 'SelectStmt');
    if (query !== undefined && query.valuesLists === undefined) yield relation;
  }
}
