import type { Constraint, Named, Reference, Table, Trigger } from '../../catalog/catalog-types.ts';
import { quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import type { Lookup } from '../compare/lookup.ts';
import { indexMarks, publishStep, unpublishStep } from '../table-marks.ts';
import { meaningOf } from '../trigger-meaning.ts';
import { carryParts, carryRelation, carryRoutine } from './carried.ts';
import { dropFunction, dropView, makeFunction, makeView } from './make-object.ts';
import { dropOther, makeOther } from './make-other.ts';
import { dropConstraint, dropIndex, makeConstraint, makeIndex } from './make-table.ts';
import { dropTrigger, makeTrigger } from './make-trigger.ts';
import { step, type Transition } from './transition.ts';

/** What PostgreSQL does not carry along by itself when a column is changed within a family of types. */
export const notCarried: ReadonlySet<string> = new Set([
  'view',
  'function',
  'trigger',
  'policy',
  'rule',
  'publication',
]);

/**
 * Drops whatever needs these objects, and what needs that in turn, and makes it again afterwards as it is
 * at the end of the transition. What no longer exists at the end is only dropped.
 *
 * @param kinds the kinds of dependent objects to remake; by default all
 */
export function remakeDependents(
  transition: Transition,
  needed: readonly Reference[],
  kinds?: ReadonlySet<string>,
): readonly Step[] {
  const seen = new Set(needed.map((each) => JSON.stringify(each)));
  const waiting = [...needed];
  const steps: Step[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const dependent of dependentsOf(transition, next)) {
      const key = JSON.stringify(dependent);
      if (seen.has(key) || (kinds !== undefined && !kinds.has(dependent[0]))) continue;
      seen.add(key);
      steps.push(...remake(transition, dependent));
      waiting.push(dependent, ...standsBehind(dependent));
    }
  }
  return steps;
}

/** What is foreign is known only by what stands, at both ends of the way. */
function dependentsOf({ from, live, isOurs }: Transition, needed: Reference): readonly Reference[] {
  const foreign = live.dependents(needed).filter(([, schema]) => !isOurs(schema));
  return [...from.dependents(needed).filter(([, schema]) => isOurs(schema)), ...foreign];
}

/** A foreign key needs the index behind the key that it points at. */
function standsBehind([kind, schema, , part]: Reference): readonly Reference[] {
  return kind === 'constraint' ? [['index', schema, part, '']] : [];
}

/** Takes one object away and makes it again as it is at the end of the transition. */
export function remake(
  transition: Transition,
  [kind, schema, name, part]: Reference,
): readonly Step[] {
  const before = transition.isOurs(schema) ? transition.from : transition.live;
  const after = transition.isOurs(schema) ? transition.to : transition.live;
  const object = { schema, name };
  switch (kind) {
    case 'view':
      return [
        ...present(before.find('views', object), dropView),
        ...present(after.find('views', object), (each) => [
          ...makeView(each),
          ...carryRelation(object),
        ]),
      ];
    case 'function':
      return [
        ...remakeOther(before, after, ['aggregate', schema, name, '']),
        ...present(before.find('functions', object), (each) => dropFunction(each, true)),
        ...present(after.find('functions', object), (each) => [
          ...makeFunction(each),
          ...carryRoutine(each.name),
        ]),
      ];
    case 'index':
      // A view goes and comes with its indexes.
      if (before.find('views', before.index(object)?.on ?? object) !== undefined) return [];
      return [
        ...present(before.index(object), ({ index }) => dropIndex(schema, index)),
        ...present(indexAfter(before, after, object), (each) => [
          ...makeIndex(schema, each),
          ...indexMarks(
            after.table(after.index({ schema, name: each.name })?.on ?? object),
            each.name,
          ),
          ...present(after.index({ schema, name: each.name })?.on, carryParts),
        ]),
      ];
    case 'trigger': {
      const found = triggersOf(before, object).find(named(part));
      return [
        ...present(found, (each) => dropTrigger(object, each)),
        ...present(found && triggerAfter(found, before, after, object), (each) => [
          ...makeTrigger(object, each),
          ...carryParts(object),
        ]),
      ];
    }
    case 'constraint': {
      const constraint = before.table(object)?.constraints.find(named(part));
      return [
        ...present(constraint, (each) => dropConstraint(object, each)),
        ...present(
          constraintAfter(constraint, before.table(object), after.table(object)),
          (each) => [
            ...makeConstraint(object, each),
            ...indexMarks(after.table(object), each.name),
            ...carryParts(object),
          ],
        ),
      ];
    }
    case 'default':
      return remakeDefault(object, part, before.table(object), after.table(object));
    case 'publication': {
      const find = (lookup: Lookup) => lookup.table(object)?.publications.find(named(part));
      return [
        ...present(find(before), (each) => [unpublishStep(object, each)]),
        ...present(find(after), (each) => [publishStep(object, each)]),
      ];
    }
    case 'event trigger': {
      const find = ({ catalog }: Lookup) =>
        catalog.globals.find((each) => each.kind === kind && each.name === name);
      return [
        ...present(find(before), dropOther),
        ...present(find(after), (each) => makeOther(each) ?? []),
      ];
    }
    default: {
      return remakeOther(before, after, [kind, schema, name, part]);
    }
  }
}

/** A policy, an operator and the like; nothing for what is none. */
function remakeOther(
  before: Lookup,
  after: Lookup,
  [kind, schema, name, part]: Reference,
): readonly Step[] {
  const find = (lookup: Lookup) =>
    part === '' ? lookup.other(kind, schema, '', name) : lookup.other(kind, schema, name, part);
  return [
    ...present(find(before), dropOther),
    ...present(find(after), (each) => [
      ...(makeOther(each) ?? []),
      ...(each.table === null
        ? kind === 'aggregate'
          ? carryRoutine(name)
          : []
        : carryParts({ schema, name: each.table })),
    ]),
  ];
}

function present<Kind>(
  object: Kind | undefined,
  make: (object: Kind) => readonly Step[],
): readonly Step[] {
  return object === undefined ? [] : make(object);
}

const named =
  (name: string) =>
  (each: { readonly name: string }): boolean =>
    each.name === name;

/** By its name, or by what it is where it has got a new one. */
export function constraintAfter(
  constraint: Constraint | undefined,
  before: Table | undefined,
  after: Table | undefined,
): Constraint | undefined {
  if (constraint === undefined || after === undefined) return undefined;
  return (
    after.constraints.find(named(constraint.name)) ??
    after.constraints.find(
      (each) =>
        each.kind === constraint.kind &&
        each.definition === constraint.definition &&
        !before?.constraints.some(named(each.name)),
    )
  );
}

const triggersOf = (lookup: Lookup, on: Named): readonly Trigger[] =>
  (lookup.table(on) ?? lookup.find('views', on))?.triggers ?? [];

/** By its name, or by what it does where it has got a new one. */
function triggerAfter(
  trigger: Trigger,
  before: Lookup,
  after: Lookup,
  on: Named,
): Trigger | undefined {
  const means = meaningOf(trigger, before);
  return (
    triggersOf(after, on).find(named(trigger.name)) ??
    triggersOf(after, on).find(
      (each) => meaningOf(each, after) === means && !triggersOf(before, on).some(named(each.name)),
    )
  );
}

function indexAfter(before: Lookup, after: Lookup, name: Named) {
  const same = after.index(name)?.index;
  const found = before.index(name);
  if (same !== undefined || found === undefined) return same;
  const { on, index } = found;
  return after
    .table(on)
    ?.indexes.find(
      (each) =>
        each.body === index.body &&
        each.unique === index.unique &&
        before.index({ schema: on.schema, name: each.name }) === undefined,
    );
}

function remakeDefault(
  table: Named,
  column: string,
  before: Table | undefined,
  after: Table | undefined,
): readonly Step[] {
  const [was, is] = [before, after].map((each) => each?.columns.find(named(column)));
  if (was === undefined || was.default === null || was.generated !== null) return [];
  const alter = `ALTER TABLE ${quoteQualified(table)} ALTER COLUMN ${quoteName(column)}`;
  const value = is?.generated === null ? is.default : null;
  return [
    step('drop default', `${alter} DROP DEFAULT`),
    ...(value === null ? [] : [step('default', `${alter} SET DEFAULT ${value}`)]),
  ];
}
