import type { ModelDescription } from '@atelier/db/kernel/model-columns.ts';
import { snakeCaseMappers } from 'objection';
import type { Catalog, Column, Named, Table } from '../../catalog/catalog-types.ts';
import type { Difference, DriftClass } from '../../catalog/rules/difference.ts';

/** Short names of types, and how PostgreSQL writes them; a length stands at the star, else at the end. */
const longNames: Readonly<Record<string, string>> = {
  timestamptz: 'timestamp* with time zone',
  timestamp: 'timestamp* without time zone',
  timetz: 'time* with time zone',
  time: 'time* without time zone',
  bool: 'boolean',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  varchar: 'character varying',
  char: 'character',
};

/**
 * Where the models say something else than the tables that the migrations build: `expected` is what the
 * model says, `actual` what is built. No statement fixes it: either the model is wrong, or a migration
 * is missing.
 */
export function compareModels(
  models: readonly ModelDescription[],
  built: Catalog,
): readonly Difference[] {
  return models.flatMap((model) => {
    const [schema = '', name = ''] = model.tableName.split('.');
    const table = built.tables.find((each) => each.schema === schema && each.name === name);
    if (table === undefined) {
      return [difference('missing', { schema, name }, null, model.tableName, null)];
    }
    return [...compareKey(model, table), ...compareColumns(model, table)];
  });
}

function difference(
  kind: DriftClass,
  { schema, name }: Named,
  part: string | null,
  expected: string | null,
  actual: string | null,
): Difference {
  return {
    class: kind,
    object: { kind: 'model', schema, name, part },
    expected,
    actual,
    fix: null,
  };
}

function compareKey(model: ModelDescription, table: Table): readonly Difference[] {
  const key = table.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? [];
  const expected = [model.idColumn].flat().map(columnName).join(', ');
  const actual = key.join(', ');
  return expected === actual
    ? []
    : [difference('primary-key', table, null, expected, actual === '' ? null : actual)];
}

function compareColumns(model: ModelDescription, table: Table): readonly Difference[] {
  const declared = Object.entries(model.columns).map(([field, type]) => ({
    name: columnName(field),
    type,
  }));
  const missing = declared
    .filter(({ name }) => !table.columns.some((column) => column.name === name))
    .map(({ name, type }) => difference('missing', table, name, type, null));
  const others = table.columns.flatMap((column) => {
    const type = declared.find(({ name }) => name === column.name)?.type;
    if (type === undefined) {
      return [difference('extra', table, column.name, null, column.type)];
    }
    return compareColumn(table, column, type);
  });
  return [...missing, ...others];
}

function compareColumn(table: Table, column: Column, declared: string): readonly Difference[] {
  const nullable = / null$/i.test(declared);
  const type = longName(declared.replace(/ null$/i, '').trim());
  const words = (canBeNull: boolean): string => (canBeNull ? 'NULL' : 'NOT NULL');
  return [
    ...(type === column.type ? [] : [difference('type', table, column.name, type, column.type)]),
    ...(nullable === !column.notNull
      ? []
      : [difference('nullability', table, column.name, words(nullable), words(!column.notNull))]),
  ];
}

/** \`character varying(50)[]\` of \`varchar(50)[]\`. */
function longName(type: string): string {
  const [, base = type, length = '', rest = ''] = /^([a-z0-9_]+)(\([^)]*\))?(.*)$/.exec(type) ?? [];
  const long = longNames[base];
  if (long === undefined || / time zone/.test(rest)) return type;
  return `${long.includes('*') ? long.replace('*', length) : `${long}${length}`}${rest}`;
}

/** As Knex writes it. */
function columnName(field: string): string {
  return Object.keys(snakeCaseMappers().format({ [field]: true }))[0] ?? field;
}
