import { existing, type Rule } from './migration.ts';
import type { SchemaObject } from './schema-state.ts';
import { actionsOf, type Constraint, columnConstraints, nodeOf } from './syntax-tree.ts';

/** A CHECK or foreign key of an existing table is added NOT VALID. */
export const notValidRule: Rule = function* (context) {
  const { tree } = context.statement;
  const table = existing(context, nodeOf(tree, 'AlterTableStmt')?.relation);
  if (table === undefined) return;
  for (const { subtype, def } of actionsOf(tree)) {
    const constraint = nodeOf(def, 'Constraint');
    if (subtype === 'AT_AddConstraint' && constraint !== undefined && looksAtRows(constraint)) {
      yield { rule: 'constraint-without-not-valid', subject: nameOf(table, constraint) };
    }
    const column = subtype === 'AT_AddColumn' ? nodeOf(def, 'ColumnDef') : undefined;
    if (column === undefined) continue;
    const constraints = columnConstraints(column);
    const hasDefault = constraints.some(({ contype }) => contype === 'CONSTR_DEFAULT');
    // A foreign key of a column that is NULL in every row has nothing to look at.
    const checked = constraints.filter(
      (each) => looksAtRows(each) && (each.contype === 'CONSTR_CHECK' || hasDefault),
    );
    for (const _each of checked) {
      yield {
        rule: 'constraint-without-not-valid',
        subject: `${table.name}.${column.colname}`,
      };
    }
  }
};

/** What is added NOT VALID is validated in a later transaction. */
export const validateRule: Rule = function* (context) {
  const { migration, statement } = context;
  const table = existing(context, nodeOf(statement.tree, 'AlterTableStmt')?.relation);
  if (table === undefined || !migration.transactional) return;
  for (const { subtype, name } of actionsOf(statement.tree)) {
    if (subtype !== 'AT_ValidateConstraint' || name === undefined) continue;
    const isOld = [...migration.base.objects.values()].some(
      (object) => object.validated === false && isConstraint(object, table, name),
    );
    if (!isOld) yield { rule: 'validate-with-add', subject: `${name} on ${table.name}` };
  }
};

/** What is added NOT VALID is validated at all. */
export const neverValidatedRule: Rule = function* ({ statement, scope }) {
  for (const object of statement.after.objects.values()) {
    if (scope.isNeverValidated(object.id) && !statement.before.objects.has(object.id)) {
      yield { rule: 'never-validated', subject: object.name };
    }
  }
};

function looksAtRows({ contype, skip_validation, is_enforced }: Constraint): boolean {
  const isOfRows = contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN';
  return isOfRows && !skip_validation && is_enforced !== false;
}

const nameOf = (table: SchemaObject, { conname }: Constraint): string =>
  conname === undefined ? table.name : `${conname} on ${table.name}`;

const isConstraint = (object: SchemaObject, table: SchemaObject, name: string): boolean =>
  object.parents.includes(table.id) && object.constraint === name;
