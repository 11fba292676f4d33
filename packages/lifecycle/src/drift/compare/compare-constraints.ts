import { isDeepStrictEqual } from 'node:util';
import type { Constraint, Table } from '../../catalog/catalog-types.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { DriftClass, DriftObject } from '../../catalog/rules/difference.ts';
import { makeConstraint } from '../fix/make-table.ts';
import { constraintTriggersStep } from '../fix/make-trigger.ts';
import { remake, remakeDependents } from '../fix/remake.ts';
import { type Change, step, type Transition } from '../fix/transition.ts';
import { compareIndexStatistics } from '../index-statistics.ts';
import { indexMarks } from '../table-marks.ts';
import { type Collector, comparePair, note, pairs, sameName } from './collector.ts';
import { constraintIs, constraintIsWhole } from './probe.ts';

/** Constraints of both, but for those of `taken`, which are compared as something else. */
export function compareConstraints(
  collector: Collector,
  expected: Table,
  actual: Table,
  taken: ReadonlySet<Constraint>,
): void {
  const free = (each: Constraint): boolean => !taken.has(each);
  const matched = pairs(
    expected.constraints.filter(free),
    actual.constraints.filter(free),
    sameName,
  );
  const missing = matched.flatMap(([wanted, found]) => (wanted && !found ? [wanted] : []));
  const extra = matched.flatMap(([wanted, found]) => (found && !wanted ? [found] : []));
  for (const [wanted, found] of matched) {
    if (wanted === undefined || found === undefined) continue;
    const object = objectOf(expected, wanted);
    comparePair(collector, object, wanted, found, () =>
      compareConstraint(collector, expected, wanted, found),
    );
  }
  const renamed = new Set<Constraint>();
  for (const wanted of missing) {
    const same = (each: Constraint): boolean =>
      each.kind === wanted.kind && each.definition === wanted.definition && !each.inherited;
    const [found, ...more] = extra.filter(same);
    if (found === undefined || more.length > 0 || missing.filter(same).length > 1) continue;
    noteName(collector, expected, wanted, found);
    const object = objectOf(expected, wanted);
    compareIndexStatistics(collector, object, expected.schema, wanted, found);
    renamed.add(wanted).add(found);
  }
  for (const wanted of missing) {
    if (!renamed.has(wanted)) noteExistence(collector, expected, wanted, 'missing');
  }
  for (const found of extra) {
    if (!renamed.has(found)) noteExistence(collector, expected, found, 'extra');
  }
}

function compareConstraint(
  collector: Collector,
  table: Table,
  wanted: Constraint,
  found: Constraint,
): void {
  if (isDeepStrictEqual({ ...found, statistics: wanted.statistics }, wanted)) {
    compareIndexStatistics(collector, objectOf(table, wanted), table.schema, wanted, found);
  } else {
    noteChange(collector, table, wanted, found);
  }
}

export const objectOf = ({ schema, name }: Table, constraint: Constraint): DriftObject => ({
  kind: constraint.kind,
  schema,
  name,
  part: constraint.name,
});

/** Takes it away and makes it again, with the foreign keys that need it. */
export const remakeConstraint =
  ({ schema, name }: Table, constraint: string): Change =>
  (transition) => [
    ...remake(transition, ['constraint', schema, name, constraint]),
    ...makeNew(transition, { schema, name }, constraint),
    ...indexMarks(transition.to.table({ schema, name }), constraint),
    ...remakeDependents(transition, [
      ['constraint', schema, name, constraint],
      ['index', schema, constraint, ''],
    ]),
  ];

/** What was not there before is not made again, but made. */
function makeNew(
  transition: Transition,
  table: { schema: string; name: string },
  constraint: string,
) {
  const [before, after] = [transition.from, transition.to].map((lookup) =>
    lookup.table(table)?.constraints.find(({ name }) => name === constraint),
  );
  return before === undefined && after !== undefined ? makeConstraint(table, after) : [];
}

function noteExistence(
  collector: Collector,
  table: Table,
  constraint: Constraint,
  kind: 'missing' | 'extra',
): void {
  const { name, definition } = constraint;
  note(collector, {
    class: kind,
    object: objectOf(table, constraint),
    expected: kind === 'missing' ? definition : null,
    actual: kind === 'extra' ? definition : null,
    stands: constraintIs(table, name, kind === 'extra' ? definition : null),
    change: remakeConstraint(table, name),
  });
}

function noteName(collector: Collector, table: Table, wanted: Constraint, found: Constraint): void {
  note(collector, {
    class: 'name',
    object: objectOf(table, wanted),
    expected: wanted.name,
    actual: found.name,
    stands: constraintIs(table, found.name, found.definition),
    change: (transition) => {
      const forward = transition.from
        .table(table)
        ?.constraints.some(({ name }) => name === found.name);
      const [from, to] = forward ? [found.name, wanted.name] : [wanted.name, found.name];
      return [step('rename', renameIfThere(table, from, to))];
    },
  });
}

/** Another fix may have had to take it away, and then makes it again by its new name. */
function renameIfThere(table: Table, from: string, to: string): string {
  const name = quoteQualified(table);
  return `DO $rename$ BEGIN
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(${quoteLiteral(name)}) AND conname = ${quoteLiteral(from)}) THEN
    ALTER TABLE ${name} RENAME CONSTRAINT ${quoteName(from)} TO ${quoteName(to)};
  END IF;
END $rename$`;
}

function noteChange(
  collector: Collector,
  table: Table,
  wanted: Constraint,
  found: Constraint,
): void {
  const { name } = wanted;
  const again = remakeConstraint(table, name);
  const onlyTriggers = wanted.definition === found.definition && wanted.triggers !== found.triggers;
  const onlyValidity =
    wanted.validated !== found.validated &&
    wanted.triggers === found.triggers &&
    unchecked(wanted) === unchecked(found);
  note(collector, {
    class: onlyValidity ? 'not-valid' : onlyTriggers ? 'trigger' : classOf(wanted, found),
    object: objectOf(table, wanted),
    expected: wordsFor(wanted, found),
    actual: wordsFor(found, wanted),
    stands: constraintIsWhole(table, found),
    change: (transition) => {
      const after = transition.to.table(table)?.constraints.find((each) => each.name === name);
      // Made again it looks at the rows too: while it did not fire, anything could come in.
      if (after?.inherited && onlyTriggers) return [constraintTriggersStep(table, after)];
      if (!onlyValidity || after?.validated !== true) return again(transition);
      const stage = after.kind === 'foreign key' ? 'foreign key' : 'constraint';
      const validate = `ALTER TABLE ${quoteQualified(table)} VALIDATE CONSTRAINT ${quoteName(name)}`;
      return [step(stage, validate, 2)];
    },
  });
}

/** The definition, and of what it does not tell whatever the other one has otherwise. */
function wordsFor(one: Constraint, other: Constraint): string {
  return [
    one.definition,
    ...(one.indexBody === other.indexBody || one.definition !== other.definition
      ? []
      : [`(${one.indexBody})`]),
    ...(one.triggers === other.triggers ? [] : [`(not enabled: ${one.triggers ?? 'none'})`]),
  ].join(' ');
}

const unchecked = ({ definition }: Constraint): string => definition.replace(/ NOT VALID$/, '');

function classOf(wanted: Constraint, found: Constraint): DriftClass {
  if (wanted.kind !== found.kind) return 'other';
  switch (wanted.kind) {
    case 'primary key':
      return 'primary-key';
    case 'unique':
      return 'unique';
    case 'check':
      return 'check';
    case 'exclusion':
      return 'other';
    case 'foreign key':
      return wanted.actions !== found.actions && endsOf(wanted) === endsOf(found)
        ? 'foreign-key-action'
        : 'foreign-key';
  }
}

const endsOf = ({ columns, references, referencedColumns }: Constraint): string =>
  JSON.stringify([columns, references?.schema, references?.name, referencedColumns]);
