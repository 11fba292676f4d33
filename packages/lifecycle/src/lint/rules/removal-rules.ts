import { effectsOf } from './effects.ts';
import { existing, type Rule } from './migration.ts';
import type { SchemaObject } from './schema-state.ts';
import { nodeOf, type RangeVar } from './syntax-tree.ts';

/** What stood before is dropped (with all that CASCADE takes along) or emptied only with a reason. */
export const dropRule: Rule = function* (context) {
  const { scope, statement } = context;
  const { dropped } = effectsOf(scope.isKept, statement.before, statement.after);
  if (dropped.length > 0) yield { rule: 'drop', subject: listed(dropped.map(described)) };
  const emptied = (nodeOf(statement.tree, 'TruncateStmt')?.relations ?? [])
    .map((node) => existing(context, node.RangeVar as RangeVar | undefined))
    .filter((table) => table !== undefined)
    .filter(({ id }) => scope.isKept(id));
  if (emptied.length > 0) {
    yield { rule: 'drop', subject: `every row of ${listed(emptied.map(({ name }) => name))}` };
  }
};

/** What stood before gets another name or schema only with a reason; the one it had is none. */
export const renameRule: Rule = function* ({ scope, statement: { before, after } }) {
  const renamed = effectsOf(scope.isKept, before, after).renamed.filter(
    ({ from }) => !scope.isRestored(from.id),
  );
  if (renamed.length === 0) return;
  const changes = renamed.map(({ from, to }) => `${described(from)} → ${to.name}`);
  yield { rule: 'rename', subject: listed(changes) };
};

const described = ({ kind, name }: SchemaObject): string => `${kind} ${name}`;

const shown = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - shown;
  return names.toSorted().slice(0, shown).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
