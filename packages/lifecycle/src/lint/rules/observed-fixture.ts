import type { ObservedMigration, ObservedStatement, Rule, Violation } from './migration.ts';
import type { SchemaObject, SchemaState } from './schema-state.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** A table `public.goods` with a column, an index and a constraint, for the tests of the rules. */
export const goods: SchemaObject = {
  id: 'goods',
  kind: 'table',
  name: 'public.goods',
  parents: [],
  relation: { schema: 'public', name: 'goods' },
  file: 1,
};
export const price: SchemaObject = {
  id: 'price',
  kind: 'table column',
  name: 'public.goods.price',
  parents: ['goods'],
  column: 'price',
  notNull: false,
};
export const priceIndex: SchemaObject = {
  id: 'price_idx',
  kind: 'index',
  name: 'public.goods_price_idx',
  parents: ['goods'],
  relation: { schema: 'public', name: 'goods_price_idx' },
  file: 2,
};
export const priceCheck: SchemaObject = {
  id: 'price_check',
  kind: 'table constraint',
  name: 'price_check on public.goods',
  parents: ['goods'],
  constraint: 'price_check',
  validated: true,
};
/** Made by the migration itself. */
export const shelves: SchemaObject = {
  ...goods,
  id: 'shelves',
  name: 'public.shelves',
  relation: { schema: 'public', name: 'shelves' },
};

export const state = (...objects: readonly SchemaObject[]): SchemaState => ({
  searchPath: ['pg_catalog', 'public'],
  objects: new Map(objects.map((object) => [object.id, object])),
});

/** What stood before the migration. */
export const base = state(goods, price, priceIndex, priceCheck);
/** While it runs. */
export const now = state(goods, price, priceIndex, priceCheck, shelves);

/** A statement; it changes nothing unless told. */
export const statement = (
  tree: SyntaxTree,
  { before = now, after = before, text = '' }: Partial<ObservedStatement> = {},
): ObservedStatement => ({ text, tree, before, after, lacksValues: false });

export const migration = (
  statements: readonly ObservedStatement[],
  facts: Partial<ObservedMigration> = {},
): ObservedMigration => ({
  name: '20260102000000_shop_change',
  direction: 'up',
  transactional: true,
  base,
  statements,
  ...facts,
});

export const table = (relname: string) => ({ relname, inh: true });
export const string = (sval: string): SyntaxTree => ({ String: { sval } });
export const constraint = (contype: string, rest: object = {}): SyntaxTree => ({
  Constraint: { contype, ...rest },
});
export const column = (...constraints: readonly SyntaxTree[]): SyntaxTree => ({
  ColumnDef: { colname: 'size', constraints },
});
export const alter = (relname: string, subtype: string, rest: object = {}): SyntaxTree => ({
  AlterTableStmt: {
    relation: table(relname),
    objtype: 'OBJECT_TABLE',
    cmds: [{ AlterTableCmd: { subtype, ...rest } }],
  },
});

/** What a rule says about each statement of a migration. */
export function violations(
  rule: Rule,
  of: ObservedMigration,
  neverValidated: ReadonlySet<string> = new Set(),
): readonly Violation[] {
  const scope = {
    isKnown: (id: string) => of.base.objects.has(id),
    isKept: (id: string) => of.base.objects.has(id),
    isRestored: () => false,
    isNeverValidated: (id: string) => neverValidated.has(id),
  };
  return of.statements.flatMap((each) => [...rule({ migration: of, statement: each, scope })]);
}
