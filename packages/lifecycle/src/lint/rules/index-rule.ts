import { existing, type Rule, type RuleContext, type Violation } from './migration.ts';
import { relationNamed, type SchemaObject } from './schema-state.ts';
import {
  actionsOf,
  columnConstraints,
  nodeOf,
  nodesWithin,
  type RangeVar,
  type SyntaxTree,
} from './syntax-tree.ts';

const rule = 'index-without-concurrently';
/** Constraints that stand on an index. */
const indexed = new Set(['CONSTR_UNIQUE', 'CONSTR_PRIMARY', 'CONSTR_EXCLUSION']);

/** Indexes of existing tables are built, dropped and rebuilt with CONCURRENTLY. */
export const indexRule: Rule = function* (context) {
  const { tree } = context.statement;
  const index = nodeOf(tree, 'IndexStmt');
  // ON ONLY: the index of a partitioned table by itself, which builds nothing.
  if (index !== undefined && !index.concurrent && index.relation.inh) {
    yield* about(existing(context, index.relation));
  }
  yield* dropOrReindex(context, tree);

  const table = existing(context, nodeOf(tree, 'AlterTableStmt')?.relation);
  if (table !== undefined && actionsOf(tree).some(({ def }) => buildsIndex(def))) {
    yield* about(table);
  }
};

function* dropOrReindex(context: RuleContext, tree: SyntaxTree): Generator<Violation> {
  const drop = nodeOf(tree, 'DropStmt');
  if (drop?.removeType === 'OBJECT_INDEX' && !drop.concurrent) {
    for (const object of drop.objects) {
      const name = spelledName(object);
      const index = name && relationNamed(context.statement.before, name);
      // Also one that the migration made itself: it is the table that is locked.
      const isOfKnown = index?.parents.some(context.scope.isKnown);
      yield* about(isOfKnown ? index : undefined);
    }
  }
  const reindex = nodeOf(tree, 'ReindexStmt');
  const concurrent = reindex?.params?.some(
    (option) => nodeOf(option, 'DefElem')?.defname === 'concurrently',
  );
  if (reindex === undefined || concurrent) return;
  if (reindex.relation) yield* about(existing(context, reindex.relation));
  else yield { rule, subject: reindex.name ?? 'the whole database' };
}

function buildsIndex(definition: SyntaxTree | undefined): boolean {
  const constraint = nodeOf(definition, 'Constraint');
  if (constraint !== undefined) {
    return indexed.has(constraint.contype) && constraint.indexname === undefined;
  }
  const column = nodeOf(definition, 'ColumnDef');
  return (
    column !== undefined && columnConstraints(column).some(({ contype }) => indexed.has(contype))
  );
}

/** `schema.name` as DROP spells it. */
function spelledName(object: SyntaxTree): RangeVar | undefined {
  const words = [...nodesWithin(object, 'String')].map(({ sval }) => sval);
  const relname = words.at(-1);
  if (relname === undefined) return undefined;
  const schemaname = words.at(-2);
  return schemaname === undefined ? { relname } : { schemaname, relname };
}

function* about(relation: SchemaObject | undefined): Generator<Violation> {
  if (relation !== undefined) yield { rule, subject: relation.name };
}
