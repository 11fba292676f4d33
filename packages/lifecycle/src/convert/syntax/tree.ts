import { deparse, parse } from 'pgsql-parser';

/** PostgreSQL's syntax tree as plain data: each node is an object with its kind as the only key. */
export type Tree = string | number | boolean | null | undefined | readonly Tree[] | Branch;
export type Branch = { readonly [field: string]: Tree };

/** @throws a syntax error of PostgreSQL's parser */
export async function parseSql(sql: string): Promise<Branch> {
  return (await parse(sql)) as unknown as Branch;
}

/** One line of SQL. */
export async function printSql(tree: Branch): Promise<string> {
  return deparse(tree as unknown as Parameters<typeof deparse>[0], { pretty: false });
}

export function isBranch(tree: Tree): tree is Branch {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

export function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** The body of a node of this kind, else undefined. */
export function nodeOf(tree: Tree, kind: string): Branch | undefined {
  if (!isBranch(tree)) return undefined;
  const body = tree[kind];
  return isBranch(body) ? body : undefined;
}

export function textOf(tree: Tree): string | undefined {
  return typeof tree === 'string' ? tree : undefined;
}

/** The texts of a list of String nodes, such as a qualified name. */
export function namesOf(tree: Tree): readonly string[] {
  if (!isList(tree)) return [];
  return tree.flatMap((each) => textOf(nodeOf(each, 'String')?.sval) ?? []);
}

export const stringNode = (sval: string): Branch => ({ String: { sval } });

/** The same tree with every part that `change` answers for replaced; parts are asked from the top. */
export function mapTree(tree: Tree, change: (tree: Tree) => Tree): Tree {
  const changed = change(tree);
  if (changed !== tree) return changed;
  if (isList(tree)) return tree.map((each) => mapTree(each, change));
  if (!isBranch(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([field, value]) => [field, mapTree(value, change)]),
  );
}

/** Every branch, from the top. */
export function* branchesOf(tree: Tree): Generator<Branch> {
  if (isList(tree)) for (const each of tree) yield* branchesOf(each);
  if (!isBranch(tree)) return;
  yield tree;
  for (const value of Object.values(tree)) yield* branchesOf(value);
}
