import type { Column, Table } from '../../catalog/catalog-types.ts';
import type { DriftObject } from '../../catalog/rules/difference.ts';
import {
  columnNotNull,
  columnOptions,
  columnStatistics,
  foreignColumnOptions,
} from '../../catalog/table-queries.ts';
import { columnSql, identitySql } from '../column-sql.ts';
import {
  changeDefault,
  changeForeignOptions,
  changeGenerated,
  changeIdentity,
  changeNullability,
  changePlanning,
  changeStorage,
  changeType,
  isTyped,
} from '../fix/change-column.ts';
import { dropColumn, makeColumn, notNullSql } from '../fix/make-table.ts';
import { foreignOptionsSql } from '../options.ts';
import { type Collector, comparePair, note, pairs, sameName } from './collector.ts';
import { columnIs, hasColumn, jsonText } from './probe.ts';

export function compareColumns(collector: Collector, expected: Table, actual: Table): void {
  for (const [wanted, found] of pairs(expected.columns, actual.columns, sameName)) {
    if (wanted === undefined || found === undefined) {
      noteExistence(collector, expected, wanted, found);
    } else {
      comparePair(collector, objectOf(expected, wanted), wanted, found, () =>
        compareColumn(collector, expected, actual, wanted, found),
      );
    }
  }
}

const objectOf = ({ schema, name }: Table, column: Column): DriftObject => ({
  kind: 'column',
  schema,
  name,
  part: column.name,
});

function noteExistence(
  collector: Collector,
  table: Table,
  wanted: Column | undefined,
  found: Column | undefined,
): void {
  const column = wanted ?? found;
  if (column === undefined) return;
  const { name } = column;
  note(collector, {
    class: wanted === undefined ? 'extra' : 'missing',
    object: objectOf(table, column),
    expected: wanted === undefined ? null : columnSql(wanted),
    actual: found === undefined ? null : columnSql(found),
    stands: hasColumn(table, name, found !== undefined),
    change: (transition) => {
      if (isTyped(transition, table)) return null;
      const [was, is] = [transition.from, transition.to].map((lookup) =>
        lookup.table(table)?.columns.find((each) => each.name === name),
      );
      if (is !== undefined) return makeColumn(table, is);
      return was === undefined ? [] : dropColumn(table, was);
    },
  });
}

function compareColumn(
  collector: Collector,
  table: Table,
  actualTable: Table,
  wanted: Column,
  found: Column,
): void {
  const object = objectOf(table, wanted);
  const { name } = wanted;
  const is = (value: string, text: string | null) => columnIs(table, name, value, text);
  const recomputed =
    wanted.generated !== found.generated ||
    (wanted.generated !== null && wanted.default !== found.default);
  if (recomputed) {
    note(collector, {
      class: 'generated',
      object,
      expected: columnSql(wanted),
      actual: columnSql(found),
      stands: is(
        "concat(a.attgenerated, ' ', pg_get_expr(d.adbin, d.adrelid))",
        `${found.generated?.charAt(0) ?? ''} ${found.default ?? ''}`,
      ),
      fields: ['generated', 'default'],
      change: changeGenerated(table, name),
    });
  }
  if (wanted.type !== found.type) {
    note(collector, {
      class:
        isKey(collector, actualTable, name) || isKey(collector, table, name) ? 'key-type' : 'type',
      object,
      expected: wanted.type,
      actual: found.type,
      stands: is('format_type(a.atttypid, a.atttypmod)', found.type),
      fields: ['type'],
      change: changeType(table, name),
    });
  }
  if (wanted.collation !== found.collation) {
    note(collector, {
      class: 'collation',
      object,
      expected: wanted.collation,
      actual: found.collation,
      stands: is(
        'CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END',
        found.collation,
      ),
      fields: ['collation'],
      change: changeType(table, name),
    });
  }
  if (nullability(wanted) !== nullability(found)) {
    const onlyValidity =
      wanted.notNull === found.notNull && wanted.notNullForHeirs === found.notNullForHeirs;
    note(collector, {
      class: onlyValidity ? 'not-valid' : 'nullability',
      object,
      expected: nullability(wanted),
      actual: nullability(found),
      stands: is(
        columnNotNull,
        [found.notNull, found.notNullValid, found.notNullForHeirs]
          .map((each) => (each ? 't' : 'f'))
          .join(''),
      ),
      fields: ['notNull', 'notNullValid', 'notNullForHeirs'],
      change: changeNullability(table, name),
    });
  }
  if (!recomputed && wanted.default !== found.default && wanted.identity === found.identity) {
    note(collector, {
      class: 'default',
      object,
      expected: wanted.default,
      actual: found.default,
      stands: is('pg_get_expr(d.adbin, d.adrelid)', found.default),
      fields: ['default'],
      change: changeDefault(table, name),
    });
  }
  if (wanted.identity !== found.identity || wanted.identityOptions !== found.identityOptions) {
    const words = (column: Column): string | null =>
      column.identity === null ? column.default : identitySql(column);
    note(collector, {
      class: 'identity',
      object,
      expected: words(wanted),
      actual: words(found),
      stands: is(
        'a.attidentity',
        found.identity === null ? '' : found.identity === 'ALWAYS' ? 'a' : 'd',
      ),
      fields: ['identity', 'identityOptions', 'default'],
      change: changeIdentity(table, name),
    });
  }
  if (wanted.storage !== found.storage || wanted.compression !== found.compression) {
    const words = ({ storage, compression }: Column): string =>
      `storage ${storage ?? 'default'}, compression ${compression ?? 'default'}`;
    note(collector, {
      class: 'other',
      object,
      expected: words(wanted),
      actual: words(found),
      stands: is(
        'concat(CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, a.attcompression)',
        `${storageLetter(found)}${found.compression?.charAt(0) ?? ''}`,
      ),
      fields: ['storage', 'compression'],
      change: changeStorage(table, name),
    });
  }
  comparePlanning(collector, table, wanted, found);
  compareForeign(collector, table, wanted, found);
}

const nullability = ({ notNull, notNullValid, notNullForHeirs }: Column): string =>
  notNull ? notNullSql('', notNullValid, notNullForHeirs).replace('  ', ' ').trim() : 'NULL';

function compareForeign(collector: Collector, table: Table, wanted: Column, found: Column): void {
  const words = ({ foreignOptions }: Column): string =>
    `OPTIONS (${foreignOptionsSql(foreignOptions)})`;
  if (words(wanted) === words(found)) return;
  note(collector, {
    class: 'other',
    object: objectOf(table, wanted),
    expected: words(wanted),
    actual: words(found),
    stands: columnIs(table, wanted.name, foreignColumnOptions, jsonText(found.foreignOptions)),
    fields: ['foreignOptions'],
    change: changeForeignOptions(table, wanted.name),
  });
}

function comparePlanning(collector: Collector, table: Table, wanted: Column, found: Column): void {
  const words = ({ statistics, options }: Column): string =>
    [`STATISTICS ${statistics ?? 'default'}`, ...options].join(', ');
  if (words(wanted) === words(found)) return;
  const { name } = wanted;
  note(collector, {
    class: 'other',
    object: objectOf(table, wanted),
    expected: words(wanted),
    actual: words(found),
    stands: [
      columnIs(table, name, columnStatistics, found.statistics?.toString() ?? null),
      columnIs(table, name, columnOptions, jsonText(found.options)),
    ].join(' AND '),
    fields: ['statistics', 'options'],
    change: changePlanning(table, name),
  });
}

const storageLetter = ({ storage }: Column): string =>
  storage === 'EXTENDED' ? 'x' : (storage?.charAt(0).toLowerCase() ?? '');

/** Whether a column is part of a key, or stands at either end of a foreign key. */
function isKey({ transition }: Collector, table: Table, column: string): boolean {
  const own = table.constraints.some(
    ({ kind, columns }) => kind !== 'check' && kind !== 'exclusion' && columns.includes(column),
  );
  const reference = ['column', table.schema, table.name, column] as const;
  return (
    own ||
    [transition.from, transition.to].some((lookup) =>
      lookup
        .dependents(reference)
        .some(
          ([kind, schema, name, part]) =>
            kind === 'constraint' &&
            lookup.table({ schema, name })?.constraints.find((each) => each.name === part)?.kind ===
              'foreign key',
        ),
    )
  );
}
