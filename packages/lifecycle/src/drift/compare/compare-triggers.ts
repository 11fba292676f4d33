import type { Named, Trigger } from '../../catalog/catalog-types.ts';
import { dropTrigger, enableTrigger, makeTrigger } from '../fix/make-trigger.ts';
import { type Collector, note, pairs, sameName } from './collector.ts';
import { triggerIs } from './probe.ts';

/** Triggers of a table or a view. */
export function compareTriggers(
  collector: Collector,
  expected: Named & { readonly triggers: readonly Trigger[] },
  actual: Named & { readonly triggers: readonly Trigger[] },
): void {
  const words = (each: Trigger | undefined): string | null =>
    each === undefined
      ? null
      : [
          each.definition,
          ...(each.enabled === 'O' ? [] : [`(${states[each.enabled] ?? each.enabled})`]),
          ...(each.inherited ? ['(of the partitioned table)'] : []),
        ].join(' ');
  for (const [wanted, found] of pairs(expected.triggers, actual.triggers, sameName)) {
    const trigger = wanted ?? found;
    if (trigger === undefined || words(wanted) === words(found)) continue;
    const { name } = trigger;
    const onlyState =
      wanted?.definition === found?.definition && wanted?.inherited === found?.inherited;
    note(collector, {
      class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'trigger',
      object: { kind: 'trigger', schema: expected.schema, name: expected.name, part: name },
      expected: onlyState ? stateOf(wanted) : words(wanted),
      actual: onlyState ? stateOf(found) : words(found),
      stands: triggerIs(expected, name, found?.definition ?? null, found?.enabled ?? null),
      change: ({ from, to }) => {
        const [was, is] = [from, to].map((lookup) =>
          (lookup.table(expected) ?? lookup.find('views', expected))?.triggers.find(
            (each) => each.name === name,
          ),
        );
        const same = was?.definition === is?.definition && was?.inherited === is?.inherited;
        if (same && is !== undefined) {
          return [enableTrigger(expected, is)];
        }
        return [
          ...(was === undefined ? [] : dropTrigger(expected, was)),
          ...(is === undefined ? [] : makeTrigger(expected, is)),
        ];
      },
    });
  }
}

const stateOf = (each: Trigger | undefined): string | null =>
  each === undefined ? null : (states[each.enabled] ?? each.enabled);

const states: Readonly<Record<string, string>> = {
  O: 'enabled',
  D: 'disabled',
  R: 'in replication only',
  A: 'in replication too',
};
