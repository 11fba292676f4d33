import type { IdKind, Points } from '../rules/id-column.ts';
import { idArray, idOfCall, numberInCall, numberNode, numberOf, numbersOf } from './constants.ts';
import { type IdScope, pointsOf, within } from './id-scope.ts';
import {
  type Branch,
  isBranch,
  isList,
  mapTree,
  namesOf,
  nodeOf,
  parseSql,
  printSql,
  type Tree,
} from './tree.ts';

export interface RewrittenSql {
  /** The very text that was given, where nothing had to change. */
  readonly sql: string;
  /** Ids are compared with a number by order, which has no meaning among UUIDs. */
  readonly comparesByOrder: boolean;
}

const statements = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt'];
const orders = new Set(['<', '>', '<=', '>=']);

/**
 * Rewrites what a statement says about ids as numbers: `project_id = 7` becomes
 * `project_id = lifecycle.id_of('time.projects', 7)`, and back.
 */
export async function rewriteIds(
  sql: string,
  scope: IdScope,
  target: IdKind,
): Promise<RewrittenSql> {
  const tree = await parseSql(sql);
  let changed = false;
  let comparesByOrder = false;
  const replace = (by: Tree): Tree => {
    changed = true;
    return by;
  };

  function toUuid(part: Tree, around: IdScope): Tree {
    return mapTree(part, (each) => {
      for (const kind of statements) {
        const body = nodeOf(each, kind);
        if (body !== undefined) return { [kind]: queryBody(body, around) };
      }
      const comparison = nodeOf(each, 'A_Expr');
      if (comparison) return compared(each, comparison, around);
      const choice = nodeOf(each, 'CoalesceExpr') ?? nodeOf(each, 'CaseExpr');
      return choice ? chosen(each, around) : each;
    });
  }

  /** The two sides of a UNION are queries without a node of their own around them. */
  function queryBody(body: Branch, around: IdScope): Tree {
    const scopeInside = within(around, body);
    return Object.fromEntries(
      Object.entries(body).map(([field, value]) => [
        field,
        (field === 'larg' || field === 'rarg') && isBranch(value)
          ? queryBody(value, around)
          : toUuid(value, scopeInside),
      ]),
    );
  }

  function compared(whole: Tree, { lexpr, rexpr, name, ...rest }: Branch, around: IdScope): Tree {
    const left = idsIn(lexpr, around);
    const right = idsIn(rexpr, around);
    const points = left ?? right;
    if (points === undefined || points.shape === 'variant' || points.shape === 'path') return whole;
    const byOrder = orders.has(namesOf(name)[0] ?? '') || String(rest.kind).includes('BETWEEN');
    if (byOrder && [lexpr, rexpr].some((side) => constantIn(side))) {
      comparesByOrder = true;
      return whole;
    }
    const sides = {
      lexpr: left ? toUuid(lexpr, around) : asIds(lexpr, points, around),
      rexpr: right ? toUuid(rexpr, around) : asIds(rexpr, points, around),
    };
    return { A_Expr: { ...rest, name, ...sides } };
  }

  function asIds(side: Tree, { to }: { to: string }, around: IdScope): Tree {
    const number = numberOf(side);
    if (number !== undefined) return replace(idOfCall(to, number));
    const numbers = numbersOf(side);
    if (numbers === undefined) return toUuid(side, around);
    const list = nodeOf(side, 'List');
    return replace(
      list ? { List: { items: numbers.map((each) => idOfCall(to, each)) } } : idArray(to, numbers),
    );
  }

  /** `coalesce(task_id, 0)`, `CASE task_id WHEN 7 THEN …` */
  function chosen(whole: Tree, around: IdScope): Tree {
    const points = idsIn(whole, around);
    const coalesce = nodeOf(whole, 'CoalesceExpr');
    if (coalesce && isList(coalesce.args) && points && 'to' in points) {
      const args = coalesce.args.map((arg) => asIds(arg, points, around));
      return { CoalesceExpr: { ...coalesce, args } };
    }
    const choice = nodeOf(whole, 'CaseExpr');
    const arg = pointsOf(choice?.arg, around);
    if (choice === undefined || arg === undefined || !('to' in arg) || !isList(choice.args)) {
      return whole;
    }
    const args = choice.args.map((each) => {
      const when = nodeOf(each, 'CaseWhen');
      if (when === undefined) return each;
      const result = toUuid(when.result, around);
      return { CaseWhen: { ...when, expr: asIds(when.expr, arg, around), result } };
    });
    return { CaseExpr: { ...choice, args, defresult: toUuid(choice.defresult, around) } };
  }

  const toInteger = (part: Tree): Tree =>
    mapTree(part, (each) => {
      const number = numberInCall(each);
      return number === undefined ? each : replace(numberNode(number));
    });

  const rewritten = target === 'uuid' ? toUuid(tree, scope) : toInteger(tree);
  return { sql: changed ? await printSql(rewritten as Branch) : sql, comparesByOrder };
}

/** Whose ids an expression gives: a column, or a coalesce over one. */
function idsIn(tree: Tree, scope: IdScope): Points | undefined {
  const args = nodeOf(tree, 'CoalesceExpr')?.args;
  if (!isList(args)) return pointsOf(tree, scope);
  for (const arg of args) {
    const points = pointsOf(arg, scope);
    if (points) return points;
  }
  return undefined;
}

const constantIn = (side: Tree): boolean =>
  numberOf(side) !== undefined || numbersOf(side) !== undefined;
