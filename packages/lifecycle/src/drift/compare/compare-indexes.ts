import { isDeepStrictEqual } from 'node:util';
import type { Constraint, Index, Named, Table } from '../../catalog/catalog-types.ts';
import { quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { DriftObject } from '../../catalog/rules/difference.ts';
import { dropIndexOfView, makeIndexOfView } from '../fix/make-object.ts';
import { dropIndex, makeIndex } from '../fix/make-table.ts';
import { remakeDependents } from '../fix/remake.ts';
import { type Change, step } from '../fix/transition.ts';
import { inWordsOf, meansTheSame } from '../index-meaning.ts';
import { compareIndexStatistics } from '../index-statistics.ts';
import { indexMarks } from '../table-marks.ts';
import { type Collector, comparePair, note, pairs, sameName } from './collector.ts';
import { constraintIs, indexIs } from './probe.ts';

interface Indexed extends Named {
  readonly indexes: readonly Index[];
}

/** Indexes of both, but for those of `taken`. */
export function compareIndexes(
  collector: Collector,
  expected: Indexed,
  actual: Indexed,
  taken: ReadonlySet<Index>,
): void {
  const free = (each: Index): boolean => !taken.has(each);
  const matched = pairs(expected.indexes.filter(free), actual.indexes.filter(free), sameName);
  const missing = matched.flatMap(([wanted, found]) => (wanted && !found ? [wanted] : []));
  const extra = matched.flatMap(([wanted, found]) => (found && !wanted ? [found] : []));
  for (const [wanted, found] of matched) {
    if (wanted === undefined || found === undefined) continue;
    const spelled = inWordsOf(wanted, found);
    comparePair(collector, objectOf(expected, wanted), wanted, spelled, () =>
      compareIndex(collector, expected, wanted, { found, spelled }),
    );
  }
  const renamed = new Set<Index>();
  for (const wanted of missing) {
    const same = (each: Index): boolean =>
      meansTheSame(each, wanted) && each.valid && !each.inherited;
    const [found, ...more] = extra.filter(same);
    if (found === undefined || more.length > 0 || missing.filter(same).length > 1) continue;
    noteName(collector, expected, wanted, found);
    compareStatistics(collector, expected, wanted, found);
    renamed.add(wanted).add(found);
  }
  for (const wanted of missing) {
    if (!renamed.has(wanted)) noteIndex(collector, expected, wanted, undefined);
  }
  for (const found of extra) {
    if (!renamed.has(found)) noteIndex(collector, expected, undefined, found);
  }
}

const objectOf = ({ schema, name }: Named, index: Index): DriftObject => ({
  kind: 'index',
  schema,
  name,
  part: index.name,
});

/** @param spelled the one that was found, in the words of the other where it means the same */
function compareIndex(
  collector: Collector,
  on: Named,
  wanted: Index,
  { found, spelled }: { readonly found: Index; readonly spelled: Index },
): void {
  if (isDeepStrictEqual({ ...spelled, statistics: wanted.statistics }, wanted)) {
    compareStatistics(collector, on, wanted, found);
  } else {
    noteIndex(collector, on, wanted, found);
  }
}

function compareStatistics(collector: Collector, on: Named, wanted: Index, found: Index): void {
  compareIndexStatistics(collector, objectOf(on, wanted), on.schema, wanted, found);
}

/** Takes it away and makes it again, with the foreign keys that need it. */
const remakeIndex =
  (on: Named, name: string): Change =>
  (transition) => {
    const { schema } = on;
    const [before, after] = [transition.from, transition.to].map(
      (lookup) => lookup.index({ schema, name })?.index,
    );
    // One that is not valid is not made again: nobody wants it.
    if (after?.valid === false) return [];
    const view = transition.from.find('views', on) ?? transition.to.find('views', on);
    if (view !== undefined) {
      const { place } = transition.to.find('views', on) ?? view;
      return [
        ...(before === undefined ? [] : dropIndexOfView(schema, before)),
        ...(after === undefined ? [] : makeIndexOfView(schema, after, place)),
      ];
    }
    return [
      ...(before === undefined ? [] : dropIndex(schema, before)),
      ...remakeDependents(transition, [['index', schema, name, '']]),
      ...(after === undefined ? [] : makeIndex(schema, after)),
      ...indexMarks(transition.to.table(on), name),
    ];
  };

function noteIndex(
  collector: Collector,
  on: Named,
  wanted: Index | undefined,
  found: Index | undefined,
): void {
  const index = wanted ?? found;
  if (index === undefined) return;
  const invalid = found !== undefined && !found.valid && wanted?.valid !== false;
  const { schema } = on;
  const { name } = index;
  const words = (each: Index | undefined): string | null =>
    each === undefined ? null : `${each.definition}${each.valid ? '' : ' (invalid)'}`;
  const existence = wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'index';
  note(collector, {
    class: invalid ? 'invalid-index' : existence,
    object: objectOf(on, index),
    expected: words(wanted),
    actual: words(found),
    stands: indexIs({ schema, name }, found?.definition ?? null, found?.valid),
    change: remakeIndex(on, name),
  });
}

function noteName(collector: Collector, on: Named, wanted: Index, found: Index): void {
  const { schema } = on;
  note(collector, {
    class: 'name',
    object: objectOf(on, wanted),
    expected: wanted.name,
    actual: found.name,
    stands: indexIs({ schema, name: found.name }, found.definition),
    change: (transition) => {
      const forward = transition.from.index({ schema, name: found.name }) !== undefined;
      const [from, to] = forward ? [found.name, wanted.name] : [wanted.name, found.name];
      const sql = `ALTER INDEX IF EXISTS ${quoteQualified({ schema, name: from })} RENAME TO ${quoteName(to)}`;
      return [step('rename', sql)];
    },
  });
}

/**
 * A unique index where a unique constraint is expected, or the other way round: both keep values unique,
 * but only a constraint can be deferred, or named in ON CONFLICT ON CONSTRAINT.
 *
 * @returns the constraints and indexes that are matched this way, and are therefore neither missing nor
 * extra
 */
export function compareUniqueKinds(
  collector: Collector,
  expected: Table,
  actual: Table,
): { readonly constraints: ReadonlySet<Constraint>; readonly indexes: ReadonlySet<Index> } {
  const constraints = new Set<Constraint>();
  const indexes = new Set<Index>();
  const match = (keys: Table, others: Table, constraintExpected: boolean): void => {
    for (const constraint of keys.constraints) {
      if (
        constraint.kind !== 'unique' ||
        others.constraints.some(({ name }) => name === constraint.name)
      )
        continue;
      const index = others.indexes.find(
        (each) =>
          each.unique &&
          each.valid &&
          each.body === constraint.indexBody &&
          !indexes.has(each) &&
          !keys.indexes.some(({ name }) => name === each.name),
      );
      if (index === undefined) continue;
      constraints.add(constraint);
      indexes.add(index);
      noteUniqueKind(collector, expected, constraint, index, constraintExpected);
    }
  };
  match(expected, actual, true);
  match(actual, expected, false);
  return { constraints, indexes };
}

function noteUniqueKind(
  collector: Collector,
  table: Table,
  constraint: Constraint,
  index: Index,
  constraintExpected: boolean,
): void {
  const { schema } = table;
  const words = [`CONSTRAINT ${constraint.name} ${constraint.definition}`, index.definition];
  const [expected = null, actual = null] = constraintExpected ? words : words.toReversed();
  note(collector, {
    class: 'unique-kind',
    object: {
      kind: constraintExpected ? 'unique' : 'index',
      schema,
      name: table.name,
      part: constraintExpected ? constraint.name : index.name,
    },
    expected,
    actual,
    stands: constraintExpected
      ? indexIs({ schema, name: index.name }, index.definition)
      : constraintIs(table, constraint.name, constraint.definition),
    change: (transition) => {
      const name = quoteQualified(table);
      const toConstraint =
        transition.from.index({ schema, name: index.name })?.index.body === index.body;
      if (!toConstraint) {
        return [
          ...remakeDependents(transition, [['index', schema, constraint.name, '']]),
          step(
            'drop constraint',
            `ALTER TABLE ${name} DROP CONSTRAINT ${quoteName(constraint.name)}`,
          ),
          ...makeIndex(schema, index),
          ...indexMarks(transition.to.table(table), index.name),
        ];
      }
      const deferrable = / DEFERRABLE.*$/.exec(constraint.definition)?.[0] ?? '';
      return [
        step(
          'constraint',
          `ALTER TABLE ${name} ADD CONSTRAINT ${quoteName(constraint.name)} UNIQUE USING INDEX ${quoteName(index.name)}${deferrable}`,
        ),
        ...indexMarks(transition.to.table(table), constraint.name),
      ];
    },
  });
}
