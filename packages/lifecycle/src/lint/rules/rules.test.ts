import { expect, test } from 'vitest';
import { backfillRule } from './backfill-rule.ts';
import { blockRule } from './block-rule.ts';
import { neverValidatedRule, notValidRule, validateRule } from './constraint-rules.ts';
import { indexRule } from './index-rule.ts';
import type { ObservedMigration, Rule } from './migration.ts';
import { notNullRule } from './not-null-rule.ts';
import {
  alter,
  column,
  constraint,
  goods,
  migration,
  now,
  price,
  priceCheck,
  priceIndex,
  shelves,
  state,
  statement,
  string,
  table,
  violations,
} from './observed-fixture.ts';
import { dropRule, renameRule } from './removal-rules.ts';
import { rewriteRule } from './rewrite-rules.ts';
import type { SchemaObject, SchemaState } from './schema-state.ts';
import type { SyntaxTree } from './syntax-tree.ts';

interface RuleCase {
  readonly what: string;
  readonly rule: Rule;
  readonly of: ObservedMigration;
  /** What it is about; none where the rule is silent. */
  readonly subjects: readonly string[];
  readonly neverValidated?: ReadonlySet<string>;
}

const one = (tree: SyntaxTree, states: { before?: SchemaState; after?: SchemaState } = {}) =>
  migration([statement(tree, states)]);
const select: SyntaxTree = { SelectStmt: {} };
const index = (relname: string, rest: object = {}): SyntaxTree => ({
  IndexStmt: { relation: table(relname), ...rest },
});
const change = (from: SchemaObject, to: Partial<SchemaObject>): SchemaState =>
  state(...[...now.objects.values()].map((each) => (each === from ? { ...from, ...to } : each)));
const without = (...ids: readonly string[]): SchemaState =>
  state(...[...now.objects.values()].filter(({ id }) => !ids.includes(id)));
const dropIndex = (rest: object = {}): SyntaxTree => ({
  DropStmt: {
    removeType: 'OBJECT_INDEX',
    objects: [{ List: { items: [string('public'), string('goods_price_idx')] } }],
    ...rest,
  },
});
const reindex = (...params: readonly SyntaxTree[]): SyntaxTree => ({
  ReindexStmt: { kind: 'REINDEX_OBJECT_TABLE', relation: table('goods'), params },
});
const check = constraint('CONSTR_CHECK', { conname: 'c' });
const isNotNull = (nulltesttype = 'IS_NOT_NULL'): SyntaxTree => ({
  NullTest: { nulltesttype, arg: { ColumnRef: { fields: [string('price')] } } },
});
const both = (boolop: string): SyntaxTree => ({ BoolExpr: { boolop, args: [{}, isNotNull()] } });
const setNotNull = (condition?: SyntaxTree) => {
  const before = condition === undefined ? now : change(priceCheck, { condition });
  const after = state(
    ...[...before.objects.values()].map((each) =>
      each.id === 'price' ? { ...each, notNull: true } : each,
    ),
  );
  return one(alter('goods', 'AT_SetNotNull', { name: 'price' }), { before, after });
};
const validate = alter('goods', 'AT_ValidateConstraint', { name: 'price_check' });
const notValid = { ...priceCheck, validated: false };
const update = (relname: string): SyntaxTree => ({ UpdateStmt: { relation: table(relname) } });
const insert = (relname: string, query: object): SyntaxTree => ({
  InsertStmt: { relation: table(relname), selectStmt: { SelectStmt: query } },
});
const ddl = statement(alter('goods', 'AT_AddColumn', { def: column() }));
const truncate = (relname: string): SyntaxTree => ({
  TruncateStmt: { relations: [{ RangeVar: table(relname) }] },
});

const cases: readonly RuleCase[] = [
  ...[
    { what: 'CREATE INDEX', tree: index('goods'), subjects: ['public.goods'] },
    { what: 'CREATE INDEX CONCURRENTLY', tree: index('goods', { concurrent: true }) },
    { what: 'CREATE INDEX ON ONLY', tree: { IndexStmt: { relation: { relname: 'goods' } } } },
    { what: 'CREATE INDEX on a new table', tree: index('shelves') },
    { what: 'CREATE INDEX on an unknown table', tree: index('nothing') },
    { what: 'DROP INDEX', tree: dropIndex(), subjects: ['public.goods_price_idx'] },
    { what: 'DROP INDEX CONCURRENTLY', tree: dropIndex({ concurrent: true }) },
    { what: 'REINDEX', tree: reindex(), subjects: ['public.goods'] },
    {
      what: 'REINDEX CONCURRENTLY',
      tree: reindex({ DefElem: { defname: 'concurrently' } }),
    },
    {
      what: 'REINDEX DATABASE',
      tree: { ReindexStmt: { kind: 'REINDEX_OBJECT_DATABASE', name: 'shop' } },
      subjects: ['shop'],
    },
    {
      what: 'ADD UNIQUE',
      tree: alter('goods', 'AT_AddConstraint', { def: constraint('CONSTR_UNIQUE') }),
      subjects: ['public.goods'],
    },
    {
      what: 'ADD UNIQUE USING INDEX',
      tree: alter('goods', 'AT_AddConstraint', {
        def: constraint('CONSTR_UNIQUE', { indexname: 'i' }),
      }),
    },
    {
      what: 'ADD COLUMN … PRIMARY KEY',
      tree: alter('goods', 'AT_AddColumn', { def: column(constraint('CONSTR_PRIMARY')) }),
      subjects: ['public.goods'],
    },
  ].map(({ what, tree, subjects = [] }) => ({ what, rule: indexRule, of: one(tree), subjects })),

  ...[
    {
      what: 'ADD CHECK',
      tree: alter('goods', 'AT_AddConstraint', { def: check }),
      subjects: ['c on public.goods'],
    },
    {
      what: 'ADD CHECK to a new table',
      tree: alter('shelves', 'AT_AddConstraint', { def: check }),
    },
    {
      what: 'ADD FOREIGN KEY without a name',
      tree: alter('goods', 'AT_AddConstraint', { def: constraint('CONSTR_FOREIGN') }),
      subjects: ['public.goods'],
    },
    {
      what: 'ADD FOREIGN KEY NOT VALID',
      tree: alter('goods', 'AT_AddConstraint', {
        def: constraint('CONSTR_FOREIGN', { skip_validation: true }),
      }),
    },
    {
      what: 'ADD CHECK NOT ENFORCED',
      tree: alter('goods', 'AT_AddConstraint', {
        def: constraint('CONSTR_CHECK', { is_enforced: false }),
      }),
    },
    {
      what: 'ADD COLUMN … CHECK',
      tree: alter('goods', 'AT_AddColumn', { def: column(check) }),
      subjects: ['public.goods.size'],
    },
    {
      what: 'ADD COLUMN … REFERENCES',
      tree: alter('goods', 'AT_AddColumn', { def: column(constraint('CONSTR_FOREIGN')) }),
    },
    {
      what: 'ADD COLUMN … DEFAULT … REFERENCES',
      tree: alter('goods', 'AT_AddColumn', {
        def: column(constraint('CONSTR_DEFAULT'), constraint('CONSTR_FOREIGN')),
      }),
      subjects: ['public.goods.size'],
    },
  ].map(({ what, tree, subjects = [] }) => ({ what, rule: notValidRule, of: one(tree), subjects })),

  {
    what: 'VALIDATE of what the migration added',
    rule: validateRule,
    of: one(validate),
    subjects: ['price_check on public.goods'],
  },
  {
    what: 'VALIDATE of what stood NOT VALID before',
    rule: validateRule,
    of: migration([statement(validate)], { base: state(goods, notValid) }),
    subjects: [],
  },
  {
    what: 'VALIDATE outside of a transaction',
    rule: validateRule,
    of: migration([statement(validate)], { transactional: false }),
    subjects: [],
  },
  {
    what: 'NOT VALID to the end',
    rule: neverValidatedRule,
    of: one(select, { before: without('price_check'), after: state(goods, notValid) }),
    neverValidated: new Set(['price_check']),
    subjects: ['price_check on public.goods'],
  },
  {
    what: 'NOT VALID, and validated later',
    rule: neverValidatedRule,
    of: one(select, { before: without('price_check'), after: state(goods, notValid) }),
    subjects: [],
  },

  ...[
    { what: 'SET NOT NULL', of: setNotNull(), subjects: ['public.goods.price'] },
    { what: 'SET NOT NULL behind CHECK (IS NOT NULL)', of: setNotNull(isNotNull()) },
    { what: 'SET NOT NULL behind CHECK (… AND IS NOT NULL)', of: setNotNull(both('AND_EXPR')) },
    {
      what: 'SET NOT NULL behind CHECK (… OR IS NOT NULL)',
      of: setNotNull(both('OR_EXPR')),
      subjects: ['public.goods.price'],
    },
    {
      what: 'SET NOT NULL behind CHECK (IS NULL)',
      of: setNotNull(isNotNull('IS_NULL')),
      subjects: ['public.goods.price'],
    },
  ].map(({ what, of, subjects = [] }) => ({ what, rule: notNullRule, of, subjects })),

  {
    what: 'a type change with a new file',
    rule: rewriteRule,
    of: one(alter('goods', 'AT_AlterColumnType'), { after: change(goods, { file: 9 }) }),
    subjects: ['public.goods'],
  },
  {
    what: 'a type change with the old file',
    rule: rewriteRule,
    of: one(alter('goods', 'AT_AlterColumnType')),
    subjects: [],
  },
  {
    what: 'a new table with a new file',
    rule: rewriteRule,
    of: one(alter('shelves', 'AT_AlterColumnType'), { after: change(shelves, { file: 9 }) }),
    subjects: [],
  },
  {
    what: 'a new file after REINDEX, which is the index rule’s',
    rule: rewriteRule,
    of: one(reindex(), { after: change(priceIndex, { file: 9 }) }),
    subjects: [],
  },

  ...[
    { what: 'UPDATE', tree: update('goods'), subjects: ['public.goods'] },
    { what: 'UPDATE of a new table', tree: update('shelves') },
    {
      what: 'DELETE in WITH',
      tree: {
        SelectStmt: { withClause: { ctes: [{ DeleteStmt: { relation: table('goods') } }] } },
      },
      subjects: ['public.goods'],
    },
    { what: 'INSERT … SELECT', tree: insert('goods', {}), subjects: ['public.goods'] },
    { what: 'INSERT … VALUES', tree: insert('goods', { valuesLists: [] }) },
    {
      what: 'MERGE',
      tree: { MergeStmt: { relation: table('goods') } },
      subjects: ['public.goods'],
    },
    { what: 'UPDATE in a function', tree: { CreateFunctionStmt: { body: update('goods') } } },
  ].map(({ what, tree, subjects = [] }) => ({
    what: `${what} beside a schema change`,
    rule: backfillRule,
    of: migration([ddl, statement(tree)]),
    subjects,
  })),
  {
    what: 'UPDATE without a schema change',
    rule: backfillRule,
    of: one(update('goods')),
    subjects: [],
  },
  {
    what: 'UPDATE outside of a transaction',
    rule: backfillRule,
    of: migration([ddl, statement(update('goods'))], { transactional: false }),
    subjects: [],
  },

  {
    what: 'a table that is gone, with its parts',
    rule: dropRule,
    of: one(select, { after: without('goods', 'price', 'price_idx', 'price_check') }),
    subjects: ['table public.goods'],
  },
  {
    what: 'a column and an index that are gone',
    rule: dropRule,
    of: one(select, { after: without('price', 'price_idx') }),
    subjects: ['index public.goods_price_idx, table column public.goods.price'],
  },
  {
    what: 'a new table that is gone',
    rule: dropRule,
    of: one(select, { after: without('shelves') }),
    subjects: [],
  },
  {
    what: 'an index that is made again',
    rule: dropRule,
    of: one(select, {
      after: state(...without('price_idx').objects.values(), { ...priceIndex, id: 'other' }),
    }),
    subjects: [],
  },
  {
    what: 'TRUNCATE',
    rule: dropRule,
    of: one(truncate('goods')),
    subjects: ['every row of public.goods'],
  },
  { what: 'TRUNCATE of a new table', rule: dropRule, of: one(truncate('shelves')), subjects: [] },
  {
    what: 'a column with another name',
    rule: renameRule,
    of: one(select, { after: change(price, { name: 'public.goods.cost' }) }),
    subjects: ['table column public.goods.price → public.goods.cost'],
  },
  {
    what: 'a new table with another name',
    rule: renameRule,
    of: one(select, { after: change(shelves, { name: 'public.racks' }) }),
    subjects: [],
  },
  { what: 'DO', rule: blockRule, of: one({ DoStmt: {} }), subjects: ['DO'] },
  { what: 'no tree', rule: blockRule, of: one({}), subjects: ['unknown syntax'] },
  { what: 'SELECT', rule: blockRule, of: one(select), subjects: [] },
];

test.each(cases)('$what', ({ rule, of, subjects, neverValidated }) => {
  const found = violations(rule, of, neverValidated);
  expect(found.map(({ subject }) => subject)).toEqual(subjects);
});

const rewriting = (...actions: readonly (readonly [string, SyntaxTree?])[]) => {
  const cmds = actions.map(([subtype, def]) => ({ AlterTableCmd: { subtype, def } }));
  const tree = { AlterTableStmt: { relation: table('goods'), objtype: 'OBJECT_TABLE', cmds } };
  return violations(rewriteRule, one(tree, { after: change(goods, { file: 9 }) })).map(
    ({ rule }) => rule,
  );
};

test('what rewrote a table is told by what was asked for', () => {
  const typeChange = ['AT_AlterColumnType'] as const;
  const constant = [
    'AT_AddColumn',
    column(constraint('CONSTR_DEFAULT', { raw_expr: {} })),
  ] as const;
  const computed = [
    'AT_AddColumn',
    column(constraint('CONSTR_DEFAULT', { raw_expr: { FuncCall: {} } })),
  ] as const;
  expect(rewriting(typeChange)).toEqual(['rewriting-type-change']);
  expect(rewriting(computed)).toEqual(['volatile-default']);
  expect(rewriting(typeChange, constant)).toEqual(['rewriting-type-change']);
  expect(rewriting(typeChange, computed)).toEqual(['rewriting-type-change', 'volatile-default']);
  expect(rewriting(['AT_SetUnLogged'])).toEqual(['table-rewrite']);
});
