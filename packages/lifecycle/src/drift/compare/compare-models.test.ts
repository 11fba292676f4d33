import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelDescription } from '@atelier/db/kernel/model-columns.ts';
import { models } from '@atelier/db/models.ts';
import { expect, test } from 'vitest';
import type { Catalog, Column, Table } from '../../catalog/catalog-types.ts';
import { compareModels } from './compare-models.ts';

const column = (name: string, type: string, notNull = true): Column => ({
  name,
  type,
  notNull,
  notNullValid: true,
  notNullForHeirs: true,
  collation: null,
  default: null,
  generated: null,
  identity: null,
  identityOptions: null,
  storage: null,
  compression: null,
  statistics: null,
  options: [],
  foreignOptions: [],
  local: true,
});

const orders: Table = {
  schema: 'shop',
  name: 'orders',
  kind: 'table',
  unlogged: false,
  options: [],
  rowSecurity: false,
  rowSecurityForced: false,
  replicaIdentity: 'DEFAULT',
  clusteredOn: null,
  accessMethod: 'heap',
  server: null,
  foreignOptions: [],
  ofType: null,
  publications: [],
  partitionKey: null,
  partitionBound: null,
  inherits: [],
  columns: [
    column('id', 'uuid'),
    column('placed_at', 'timestamp with time zone', false),
    column('codes', 'character varying(50)[]'),
  ],
  constraints: [
    {
      name: 'orders_pkey',
      kind: 'primary key',
      definition: 'PRIMARY KEY (id)',
      columns: ['id'],
      validated: true,
      references: null,
      referencedColumns: [],
      actions: null,
      indexBody: null,
      statistics: [],
      triggers: null,
      inherited: false,
    },
  ],
  indexes: [],
  triggers: [],
};

const built: Catalog = {
  extensions: [],
  schemas: ['shop'],
  collations: [],
  types: [],
  sequences: [],
  functions: [],
  tables: [orders],
  views: [],
  others: [],
  globals: [],
  servers: [],
  dependencies: [],
};

const fitting: ModelDescription = {
  tableName: 'shop.orders',
  idColumn: 'id',
  columns: { id: 'uuid', placedAt: 'timestamptz null', codes: 'varchar(50)[]' },
};

const found = (model: Partial<ModelDescription>) =>
  compareModels([{ ...fitting, ...model }], built).map(
    ({ class: kind, object, expected, actual }) => [kind, object.part, expected, actual],
  );

test('a model that fits its table has no difference, by short names of types or long ones', () => {
  expect(found({})).toEqual([]);
  expect(
    found({ columns: { ...fitting.columns, placedAt: 'timestamp with time zone null' } }),
  ).toEqual([]);
});

test('a table that is not built', () => {
  expect(found({ tableName: 'shop.parcels' })).toEqual([['missing', null, 'shop.parcels', null]]);
});

test('another key', () => {
  expect(found({ idColumn: ['id', 'placedAt'] })).toEqual([
    ['primary-key', null, 'id, placed_at', 'id'],
  ]);
});

test('columns that the table has not, and that the model has not', () => {
  const { codes, ...rest } = fitting.columns;
  expect(found({ columns: { ...rest, codeList: codes ?? '' } })).toEqual([
    ['missing', 'code_list', 'varchar(50)[]', null],
    ['extra', 'codes', null, 'character varying(50)[]'],
  ]);
});

test('another type, and another word about NULL', () => {
  expect(found({ columns: { ...fitting.columns, id: 'bigint', placedAt: 'timestamptz' } })).toEqual(
    [
      ['type', 'id', 'bigint', 'uuid'],
      ['nullability', 'placed_at', 'NOT NULL', 'NULL'],
    ],
  );
});

test('every file of models is in the list', async () => {
  const source = join(import.meta.dirname, '../../../../db/src');
  const files = (await readdir(source, { recursive: true })).filter((file) =>
    /[/\\]models[/\\][^/\\]+\.ts$/.test(file),
  );
  const listed = new Set<unknown>(models);
  for (const file of files) {
    const classes = Object.values(await import(/* @vite-ignore */ join(source, file)));
    expect(classes.filter((each) => listed.has(each)).length, file).toBeGreaterThan(0);
  }
  expect(files.length).toBeGreaterThan(2);
});
