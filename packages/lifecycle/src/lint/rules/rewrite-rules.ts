import { effectsOf } from './effects.ts';
import type { Rule } from './migration.ts';
import type { RuleName } from './rules.ts';
import {
  actionsOf,
  columnConstraints,
  kindOf,
  nodeOf,
  nodesWithin,
  type SyntaxTree,
} from './syntax-tree.ts';

/** Statements of which the rewriting is another rule's. */
const others = new Set(['ReindexStmt', 'TruncateStmt']);

/** No existing table is written anew; PostgreSQL's own decision was seen in the scratch database. */
export const rewriteRule: Rule = function* ({ scope, statement: { tree, before, after } }) {
  if (others.has(kindOf(tree))) return;
  const { rewritten } = effectsOf(scope.isKnown, before, after);
  for (const relation of rewritten) {
    for (const rule of reasonsOf(tree)) yield { rule, subject: relation.name };
  }
};

/** Which parts of the statement make PostgreSQL rewrite. */
function reasonsOf(tree: SyntaxTree): readonly RuleName[] {
  const actions = actionsOf(tree);
  const changesType = actions.some(({ subtype }) => subtype === 'AT_AlterColumnType');
  const addsColumn = actions.some(
    ({ subtype, def }) => subtype === 'AT_AddColumn' && (!changesType || computesValue(def)),
  );
  const reasons: RuleName[] = [];
  if (changesType) reasons.push('rewriting-type-change');
  if (addsColumn) reasons.push('volatile-default');
  return reasons.length > 0 ? reasons : ['table-rewrite'];
}

/** Whether a column's value is more than a constant; asked only where a type change rewrites anyway. */
function computesValue(definition: SyntaxTree | undefined): boolean {
  const column = nodeOf(definition, 'ColumnDef');
  return (
    column !== undefined &&
    columnConstraints(column).some(
      (constraint) =>
        constraint.contype === 'CONSTR_IDENTITY' ||
        constraint.contype === 'CONSTR_GENERATED' ||
        (constraint.contype === 'CONSTR_DEFAULT' &&
          !nodesWithin(constraint, 'FuncCall').next().done),
    )
  );
}
