import type { TableName } from '../rules/id-column.ts';
import {
  type Branch,
  isBranch,
  isList,
  mapTree,
  namesOf,
  nodeOf,
  parseSql,
  printSql,
  stringNode,
  type Tree,
  textOf,
} from './tree.ts';

/** What a column of a table is called instead; undefined for one that keeps its name. */
export type RenameColumn = (table: TableName, column: string) => string | undefined;

/** A CREATE INDEX for the renamed columns, without holding up writers. */
export async function renamedIndex(
  sql: string,
  name: string,
  table: TableName,
  rename: RenameColumn,
): Promise<string> {
  return changeStatement(sql, 'IndexStmt', (body) => ({
    ...(renamedIn(body, table, rename) as Branch),
    idxname: name,
    concurrent: true,
  }));
}

/** An ALTER TABLE … ADD CONSTRAINT for the renamed columns, not validated yet. */
export async function renamedConstraint(
  sql: string,
  name: string,
  table: TableName,
  rename: RenameColumn,
): Promise<string> {
  return changeStatement(sql, 'AlterTableStmt', (body) => ({
    ...body,
    cmds: mapTree(body.cmds, (each) => {
      const constraint = nodeOf(each, 'Constraint');
      if (constraint === undefined) return each;
      const target = tableOf(constraint.pktable) ?? table;
      const changed = {
        ...(renamedIn(constraint, table, rename) as Branch),
        conname: name,
        skip_validation: true,
        initially_valid: false,
        fk_attrs: renamedNames(constraint.fk_attrs, table, rename),
        pk_attrs: renamedNames(constraint.pk_attrs, target, rename),
        fk_del_set_cols: renamedNames(constraint.fk_del_set_cols, table, rename),
      };
      return { Constraint: withoutUndefined(changed) };
    }),
  }));
}

async function changeStatement(
  sql: string,
  kind: string,
  change: (body: Branch) => Branch,
): Promise<string> {
  const tree = await parseSql(sql);
  const changed = mapTree(tree, (each) => {
    const body = nodeOf(each, kind);
    return body === undefined ? each : { [kind]: change(body) };
  });
  if (!isBranch(changed)) throw new TypeError(`no ${kind}: ${sql}`);
  return printSql(changed);
}

/** Column references and the elements of an index, all of one table. */
function renamedIn(tree: Tree, table: TableName, rename: RenameColumn): Tree {
  return mapTree(tree, (each) => {
    const reference = nodeOf(each, 'ColumnRef');
    const column = namesOf(reference?.fields).at(-1);
    if (reference && column !== undefined && isList(reference.fields)) {
      const other = rename(table, column);
      if (other === undefined) return each;
      return {
        ColumnRef: { ...reference, fields: [...reference.fields.slice(0, -1), stringNode(other)] },
      };
    }
    const element = nodeOf(each, 'IndexElem');
    const name = textOf(element?.name);
    const other = name === undefined ? undefined : rename(table, name);
    return element && other !== undefined ? { IndexElem: { ...element, name: other } } : each;
  });
}

function renamedNames(names: Tree, table: TableName, rename: RenameColumn): Tree {
  if (!isList(names)) return undefined;
  return namesOf(names).map((name) => stringNode(rename(table, name) ?? name));
}

function tableOf(range: Tree): TableName | undefined {
  if (!isBranch(range)) return undefined;
  const schema = textOf(range.schemaname);
  const name = textOf(range.relname);
  return schema !== undefined && name !== undefined ? { schema, name } : undefined;
}

const withoutUndefined = (branch: Branch): Branch =>
  Object.fromEntries(Object.entries(branch).filter(([, value]) => value !== undefined));
