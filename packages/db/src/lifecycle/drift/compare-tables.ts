import { isDeepStrictEqual } from 'node:util';
import type { DriftObject, Step } from '@atelier/domain/lifecycle/drift/difference.ts';
import type { Named, Table, Trigger } from '../catalog/catalog-types.ts';
import { quoteQualified } from '../catalog/quote.ts';
import { type Collector, comparePair, note, pairs, qualifiedName, sameName } from './collector.ts';
import { compareColumns } from './compare-columns.ts';
import { compareConstraints } from './compare-constraints.ts';
import { compareIndexes, compareUniqueKinds } from './compare-indexes.ts';
import type { Lookup } from './lookup.ts';
import {
  bareTableSql,
  dropTable,
  dropTrigger,
  enableTrigger,
  makeTable,
  makeTrigger,
  replicaIdentityStep,
  rowSecurityTo,
} from './make-table.ts';
import { hasRelation, relationIs, triggerIs } from './probe.ts';
import { rebuildInOrder } from './rebuild-table.ts';
import { step } from './way.ts';

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

const objectOf = ({ schema, name, kind }: Table): DriftObject => ({
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
    each === undefined ? null : bareTableSql(each, quoteQualified(each));
  note(collector, {
    class: wanted === undefined ? 'extra' : 'missing',
    object: objectOf(table),
    expected: words(wanted),
    actual: words(found),
    stands: hasRelation(table, found !== undefined),
    change: ({ from, to }) => {
      const [was, is] = [from.table(table), to.table(table)];
      // It is made before its parents are changed, and would have to be made after.
      const changes = (parent: Named): boolean => {
        const [before, after] = [from.table(parent), to.table(parent)];
        return before !== undefined && !isDeepStrictEqual(before, after);
      };
      if (is?.inherits.some(changes)) return null;
      if (is !== undefined) return makeTable(is, depthOf(is, to));
      return was === undefined ? [] : dropTable(was, depthOf(was, from));
    },
  });
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
    compareStorage(collector, wanted, found),
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

/** What ALTER TABLE changes of a table as a whole; what it does not is left to \`other\`. */
function compareStorage(collector: Collector, wanted: Table, found: Table): void {
  const whole = (
    differs: boolean,
    words: (table: Table) => string,
    stands: string,
    steps: (to: Table, from: Table) => readonly Step[],
  ): void => {
    if (!differs) return;
    note(collector, {
      class: 'other',
      object: objectOf(wanted),
      expected: words(wanted),
      actual: words(found),
      stands,
      change: (way) => {
        const [from, to] = [way.from.table(wanted), way.to.table(wanted)];
        return from === undefined || to === undefined ? null : steps(to, from);
      },
    });
  };
  const alter = `ALTER TABLE ${quoteQualified(wanted)}`;
  const options = (table: Table): string => table.options.join(', ');
  whole(
    options(wanted) !== options(found),
    (table) => `WITH (${options(table)})`,
    relationIs(wanted, "coalesce(array_to_string(c.reloptions, ', '), '')", options(found)),
    (to, from) => {
      const nameOf = (option: string): string => option.replace(/=.*$/s, '');
      const gone = from.options
        .map(nameOf)
        .filter((name) => !to.options.map(nameOf).includes(name));
      return [
        ...(gone.length > 0 ? [step('column', `${alter} RESET (${gone.join(', ')})`)] : []),
        ...(to.options.length > 0 ? [step('column', `${alter} SET (${options(to)})`)] : []),
      ];
    },
  );
  whole(
    wanted.unlogged !== found.unlogged,
    ({ unlogged }) => (unlogged ? 'UNLOGGED' : 'LOGGED'),
    relationIs(wanted, 'c.relpersistence', found.unlogged ? 'u' : 'p'),
    ({ unlogged }) => [step('column', `${alter} SET ${unlogged ? 'UNLOGGED' : 'LOGGED'}`)],
  );
  whole(
    wanted.rowSecurity !== found.rowSecurity ||
      wanted.rowSecurityForced !== found.rowSecurityForced,
    ({ rowSecurity, rowSecurityForced }) =>
      `row security ${rowSecurity ? 'on' : 'off'}${rowSecurityForced ? ', forced' : ''}`,
    relationIs(
      wanted,
      "concat(c.relrowsecurity, ' ', c.relforcerowsecurity)",
      [found.rowSecurity, found.rowSecurityForced].map((each) => (each ? 't' : 'f')).join(' '),
    ),
    rowSecurityTo,
  );
  whole(
    wanted.replicaIdentity !== found.replicaIdentity,
    ({ replicaIdentity }) => `replica identity ${replicaIdentity}`,
    hasRelation(wanted, true),
    (to) => [replicaIdentityStep(to)],
  );
}

/** Triggers of a table or a view. */
export function compareTriggers(
  collector: Collector,
  expected: Named & { readonly triggers: readonly Trigger[] },
  actual: Named & { readonly triggers: readonly Trigger[] },
): void {
  const words = (each: Trigger | undefined): string | null =>
    each === undefined
      ? null
      : `${each.definition}${each.enabled === 'O' ? '' : ` (${states[each.enabled] ?? each.enabled})`}`;
  for (const [wanted, found] of pairs(expected.triggers, actual.triggers, sameName)) {
    const trigger = wanted ?? found;
    if (trigger === undefined || words(wanted) === words(found)) continue;
    const { name } = trigger;
    note(collector, {
      class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'trigger',
      object: { kind: 'trigger', schema: expected.schema, name: expected.name, part: name },
      expected: words(wanted),
      actual: words(found),
      stands: triggerIs(expected, name, found?.definition ?? null, found?.enabled ?? null),
      change: ({ from, to }) => {
        const [was, is] = [from, to].map((lookup) =>
          (lookup.table(expected) ?? lookup.find('views', expected))?.triggers.find(
            (each) => each.name === name,
          ),
        );
        if (was?.definition === is?.definition && is !== undefined)
          return [enableTrigger(expected, is)];
        return [
          ...(was === undefined ? [] : dropTrigger(expected, was)),
          ...(is === undefined ? [] : makeTrigger(expected, is)),
        ];
      },
    });
  }
}

const states: Readonly<Record<string, string>> = {
  D: 'disabled',
  R: 'in replication only',
  A: 'in replication too',
};
