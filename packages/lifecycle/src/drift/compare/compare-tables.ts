import { isDeepStrictEqual } from 'node:util';
import type { Named, Table } from '../../catalog/catalog-types.ts';
import { quoteQualified } from '../../catalog/quote.ts';
import type { DriftObject } from '../../catalog/rules/difference.ts';
import { bareTableSql } from '../bare-table.ts';
import { giveOwner } from '../fix/give-owner.ts';
import { dropTable, makeTable } from '../fix/make-table.ts';
import { rebuildInOrder } from '../fix/rebuild-table.ts';
import { type Collector, comparePair, note, pairs, qualifiedName, sameName } from './collector.ts';
import { compareColumns } from './compare-columns.ts';
import { compareConstraints } from './compare-constraints.ts';
import { compareIndexes, compareUniqueKinds } from './compare-indexes.ts';
import { compareStorage } from './compare-storage.ts';
import { compareTriggers } from './compare-triggers.ts';
import type { Lookup } from './lookup.ts';
import { hasRelation, relationIs } from './probe.ts';

export function compareTables(
  collector: Collector,
  expected: readonly Table[],
  actual: readonly Table[],
): void {
  for (const [wanted, found] of pairs(expected, actual, qualifiedName)) {
    if (wanted === undefined || found === undefined) {
      noteExistence(collector, wanted, found);
    } else {
      compareTable(collector, wanted, found);
    }
  }
}

export const objectOf = ({ schema, name, kind }: Table): DriftObject => ({
  kind,
  schema,
  name,
  part: null,
});

function noteExistence(
  collector: Collector,
  wanted: Table | undefined,
  found: Table | undefined,
): void {
  const table = wanted ?? found;
  if (table === undefined) return;
  const words = (each: Table | undefined): string | null =>
    each === undefined ? null : withKey(each, bareTableSql(each, quoteQualified(each)));
  note(collector, {
    class: wanted === undefined ? 'extra' : 'missing',
    object: objectOf(table),
    expected: words(wanted),
    actual: words(found),
    stands: hasRelation(table, found !== undefined),
    change: ({ from, to, live }) => {
      const [was, is] = [from.table(table), to.table(table)];
      // It is made before its parents are changed, and would have to be made after.
      const changes = (parent: Named): boolean => {
        const [before, after] = [from.table(parent), to.table(parent)];
        return before !== undefined && !isDeepStrictEqual(before, after);
      };
      if (is?.inherits.some(changes)) return null;
      if (is !== undefined) {
        const parent = is.inherits.flatMap((each) => to.table(each) ?? [])[0];
        return [
          ...makeTable(is, depthOf(is, to), parent),
          ...giveOwner({ to, live }, 'TABLE', is.schema, quoteQualified(is)),
        ];
      }
      return was === undefined ? [] : dropTable(was, depthOf(was, from));
    },
  });
}

/** A table's text with its primary key, which tells more of it than the other constraints do. */
function withKey(table: Table, text: string): string {
  const key = table.constraints.find(({ kind }) => kind === 'primary key');
  return key === undefined
    ? text
    : `${text};\nALTER TABLE ${quoteQualified(table)} ADD ${key.definition}`;
}

/** How many tables a table inherits from, one above the other. */
function depthOf({ inherits }: Table, lookup: Lookup): number {
  const parents = inherits.flatMap((each) => lookup.table(each) ?? []);
  return Math.max(0, ...parents.map((each) => 1 + depthOf(each, lookup)));
}

function compareTable(collector: Collector, wanted: Table, found: Table): void {
  compareColumns(collector, wanted, found);
  const settled = compareUniqueKinds(collector, wanted, found);
  compareConstraints(collector, wanted, found, settled.constraints);
  compareIndexes(collector, wanted, found, settled.indexes);
  compareTriggers(collector, wanted, found);
  compareOrder(collector, wanted, found);
  const whole = ({ columns, constraints, indexes, triggers, ...rest }: Table) => rest;
  comparePair(collector, objectOf(wanted), whole(wanted), whole(found), () =>
    compareStorage(collector, objectOf(wanted), wanted, found),
  );
}

/** The columns that both have, in another order. */
function compareOrder(collector: Collector, wanted: Table, found: Table): void {
  const common = (one: Table, other: Table): string[] =>
    one.columns.map(sameName).filter((name) => other.columns.some((each) => each.name === name));
  const [expected, actual] = [common(wanted, found).join(', '), common(found, wanted).join(', ')];
  if (expected === actual) return;
  note(collector, {
    class: 'order-only',
    object: objectOf(wanted),
    expected,
    actual,
    stands: relationIs(
      wanted,
      `SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`,
      found.columns.map(sameName).join(', '),
    ),
    change: rebuildInOrder(wanted),
  });
}
