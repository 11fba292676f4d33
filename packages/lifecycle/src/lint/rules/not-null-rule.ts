import { effectsOf } from './effects.ts';
import type { Rule } from './migration.ts';
import type { SchemaObject, SchemaState } from './schema-state.ts';
import { nodeOf, type SyntaxTree } from './syntax-tree.ts';

/** A column becomes NOT NULL when a validated CHECK says already that it holds no NULL. */
export const notNullRule: Rule = function* ({ scope, statement: { before, after } }) {
  const { madeNotNull } = effectsOf(scope.isKnown, before, after);
  for (const column of madeNotNull) {
    if (!isProved(before, column)) yield { rule: 'not-null-without-check', subject: column.name };
  }
};

function isProved(state: SchemaState, column: SchemaObject): boolean {
  return [...state.objects.values()].some(
    ({ condition, parents }) =>
      condition !== undefined &&
      parents.some((parent) => column.parents.includes(parent)) &&
      saysNotNull(condition, column.column),
  );
}

/** Whether a condition cannot hold for a row with NULL there, by `column IS NOT NULL AND …`. */
function saysNotNull(condition: SyntaxTree, column: string | undefined): boolean {
  const both = nodeOf(condition, 'BoolExpr');
  if (both?.boolop === 'AND_EXPR') return both.args.some((each) => saysNotNull(each, column));
  const test = nodeOf(condition, 'NullTest');
  if (test?.nulltesttype !== 'IS_NOT_NULL') return false;
  const [field] = nodeOf(test.arg, 'ColumnRef')?.fields ?? [];
  return nodeOf(field, 'String')?.sval === column;
}
