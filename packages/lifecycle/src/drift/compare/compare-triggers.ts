import type { Named, Trigger } from '../../catalog/catalog-types.ts';
import { dropTrigger, enableTrigger, makeTrigger, renameTrigger } from '../fix/make-trigger.ts';
import type { Transition } from '../fix/transition.ts';
import { meaningOf } from '../trigger-meaning.ts';
import { type Collector, note, pairs, sameName } from './collector.ts';
import type { Lookup } from './lookup.ts';
import { triggerIs } from './probe.ts';

type Triggered = Named & { readonly triggers: readonly Trigger[] };

/** Triggers of a table or a view. */
export function compareTriggers(
  collector: Collector,
  expected: Triggered,
  actual: Triggered,
): void {
  const matched = pairs(expected.triggers, actual.triggers, sameName);
  const missing = matched.flatMap(([wanted, found]) => (wanted && !found ? [wanted] : []));
  const extra = matched.flatMap(([wanted, found]) => (found && !wanted ? [found] : []));
  const { to, live } = collector.transition;
  const renamed = new Set<Trigger>();
  for (const wanted of missing) {
    const means = (each: Trigger, lookup: Lookup) =>
      !each.inherited && meaningOf(each, lookup) === meaningOf(wanted, to);
    const [found, ...more] = extra.filter((each) => means(each, live));
    const isOne = missing.filter((each) => means(each, to)).length === 1;
    if (found === undefined || more.length > 0 || !isOne) continue;
    noteName(collector, expected, wanted, found);
    renamed.add(wanted).add(found);
  }
  for (const [wanted, found] of matched) {
    const trigger = wanted ?? found;
    if (trigger === undefined || renamed.has(trigger)) continue;
    if (words(wanted) !== words(found)) noteTrigger(collector, expected, wanted, found);
  }
}

const words = (each: Trigger | undefined): string | null =>
  each === undefined
    ? null
    : [
        each.definition,
        ...(each.enabled === 'O' ? [] : [`(${states[each.enabled] ?? each.enabled})`]),
        ...(each.inherited ? ['(of the partitioned table)'] : []),
      ].join(' ');

function noteTrigger(
  collector: Collector,
  on: Named,
  wanted: Trigger | undefined,
  found: Trigger | undefined,
): void {
  const { name } = wanted ?? found ?? { name: '' };
  const onlyState =
    wanted?.definition === found?.definition && wanted?.inherited === found?.inherited;
  note(collector, {
    class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'trigger',
    object: { kind: 'trigger', schema: on.schema, name: on.name, part: name },
    expected: onlyState ? stateOf(wanted) : words(wanted),
    actual: onlyState ? stateOf(found) : words(found),
    stands: triggerIs(on, name, found?.definition ?? null, found?.enabled ?? null),
    change: (transition) => {
      const { was, is } = endsOf(transition, on, name, name);
      const same = was?.definition === is?.definition && was?.inherited === is?.inherited;
      if (same && is !== undefined) return [enableTrigger(on, is)];
      return [
        ...(was === undefined ? [] : dropTrigger(on, was)),
        ...(is === undefined ? [] : makeTrigger(on, is)),
      ];
    },
  });
}

/** One that does the same under another name: a second one would do it twice. */
function noteName(collector: Collector, on: Named, wanted: Trigger, found: Trigger): void {
  note(collector, {
    class: 'name',
    object: { kind: 'trigger', schema: on.schema, name: on.name, part: wanted.name },
    expected: wanted.name,
    actual: found.name,
    stands: triggerIs(on, found.name, found.definition, found.enabled),
    change: (transition) => {
      const forward = endsOf(transition, on, found.name, wanted.name);
      const { was, is } = forward.was ? forward : endsOf(transition, on, wanted.name, found.name);
      if (was === undefined || is === undefined) return [];
      // It may call a function of another name.
      if (callOf(was) !== callOf(is)) return [...dropTrigger(on, was), ...makeTrigger(on, is)];
      return [
        renameTrigger(on, was.name, is.name),
        ...(was.enabled === is.enabled ? [] : [enableTrigger(on, is)]),
      ];
    },
  });
}

/** A trigger at both ends of a transition, under the name that it has there. */
function endsOf({ from, to }: Transition, on: Named, before: string, after: string) {
  const find = (lookup: Lookup, wanted: string): Trigger | undefined =>
    (lookup.table(on) ?? lookup.find('views', on))?.triggers.find(({ name }) => name === wanted);
  return { was: find(from, before), is: find(to, after) };
}

const callOf = ({ definition }: Trigger): string =>
  / EXECUTE FUNCTION .*$/s.exec(definition)?.[0] ?? '';

const stateOf = (each: Trigger | undefined): string | null =>
  each === undefined ? null : (states[each.enabled] ?? each.enabled);

const states: Readonly<Record<string, string>> = {
  O: 'enabled',
  D: 'disabled',
  R: 'in replication only',
  A: 'in replication too',
};
