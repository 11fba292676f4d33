import type { Routine, Sequence, View } from '../../catalog/catalog-types.ts';
import { quoteQualified } from '../../catalog/quote.ts';
import { canonicalText } from '../canonical-text.ts';
import { giveOwner } from '../fix/give-owner.ts';
import {
  dropFunction,
  dropSequence,
  dropView,
  logSequence,
  makeFunction,
  makeSequence,
  makeView,
  ownSequence,
} from '../fix/make-object.ts';
import { remake, remakeDependents } from '../fix/remake.ts';
import { step } from '../fix/transition.ts';
import { type Collector, comparePair, note, pairs, qualifiedName } from './collector.ts';
import { compareIndexes } from './compare-indexes.ts';
import { compareTriggers } from './compare-triggers.ts';
import { functionIs, hasRelation, jsonText, sequenceIs, viewIs } from './probe.ts';

export function compareFunctions(
  collector: Collector,
  expected: readonly Routine[],
  actual: readonly Routine[],
): void {
  for (const [wanted, found] of pairs(expected, actual, qualifiedName)) {
    const routine = wanted ?? found;
    if (routine === undefined) continue;
    const { schema, name, kind } = routine;
    const object = { kind, schema, name: nameWithin(schema, name), part: null };
    if (wanted?.definition === found?.definition) {
      if (wanted && found) comparePair(collector, object, wanted, found, () => {});
      continue;
    }
    note(collector, {
      class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'function',
      object,
      expected: wanted?.definition ?? null,
      actual: found?.definition ?? null,
      stands: functionIs(name, found?.definition ?? null),
      change: (transition) => {
        const [was, is] = [transition.from, transition.to].map((each) =>
          each.find('functions', routine),
        );
        if (was === undefined) {
          if (is === undefined) return [];
          return [...makeFunction(is), ...giveOwner(transition, 'ROUTINE', schema, is.name)];
        }
        if (is === undefined) return dropFunction(was, false);
        // PostgreSQL replaces a function only where its signature stays, and who needs it is not touched.
        const replaceable =
          was.kind === is.kind && was.arguments === is.arguments && was.result === is.result;
        if (replaceable) return makeFunction(is);
        const reference = ['function', schema, name, ''] as const;
        return [...remake(transition, reference), ...remakeDependents(transition, [reference])];
      },
    });
  }
}

/** `touch()` of `shop.touch()`. */
export function nameWithin(schema: string, signature: string): string {
  return [`${schema}.`, `"${schema}".`].reduce(
    (name, prefix) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
    signature,
  );
}

export function compareViews(
  collector: Collector,
  expected: readonly View[],
  actual: readonly View[],
): void {
  for (const [wanted, found] of pairs(expected, actual, qualifiedName)) {
    const view = wanted ?? found;
    if (view === undefined) continue;
    const { schema, name, materialized } = view;
    const object = {
      kind: materialized ? 'materialized view' : 'view',
      schema,
      name,
      part: null,
    };
    const words = (each: View | undefined): string | null =>
      each === undefined
        ? null
        : [each.definition, ...each.alterations.map((change) => `ALTER … ${change}`)].join(';\n');
    const texts = [wanted, found].map((each) => canonicalText(words(each) ?? ''));
    if (texts[0] !== texts[1]) {
      note(collector, {
        class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'view',
        object,
        expected: words(wanted),
        actual: words(found),
        stands: viewIs(
          view,
          found === undefined ? null : `${found.definition}${jsonText(found.alterations)}`,
        ),
        change: (transition) => {
          const [was, is] = [transition.from, transition.to].map((each) =>
            each.find('views', view),
          );
          if (was === undefined) {
            if (is === undefined) return [];
            const kind = is.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
            return [...makeView(is), ...giveOwner(transition, kind, schema, quoteQualified(is))];
          }
          if (is === undefined) return dropView(was);
          const reference = ['view', schema, name, ''] as const;
          return [...remake(transition, reference), ...remakeDependents(transition, [reference])];
        },
      });
    } else if (wanted !== undefined && found !== undefined) {
      const { indexes: _indexes, triggers: _triggers, ...wholeWanted } = wanted;
      const { indexes: _otherIndexes, triggers: _otherTriggers, ...wholeFound } = found;
      comparePair(collector, object, wholeWanted, wholeFound, () => {});
    }
    if (wanted !== undefined && found !== undefined) {
      compareIndexes(collector, wanted, found, new Set());
      compareTriggers(collector, wanted, found);
    }
  }
}

export function compareSequences(
  collector: Collector,
  expected: readonly Sequence[],
  actual: readonly Sequence[],
): void {
  const words = (each: Sequence | undefined): string | null => {
    if (each === undefined) return null;
    const { options, ownedBy, unlogged } = each;
    const owner = ownedBy === null ? 'NONE' : `${quoteQualified(ownedBy)}.${ownedBy.column}`;
    return `${unlogged ? 'UNLOGGED ' : ''}${options} OWNED BY ${owner}`;
  };
  for (const [wanted, found] of pairs(expected, actual, qualifiedName)) {
    const sequence = wanted ?? found;
    if (sequence === undefined) continue;
    const { schema, name } = sequence;
    const object = { kind: 'sequence', schema, name, part: null };
    if (words(wanted) === words(found)) {
      if (wanted && found) comparePair(collector, object, wanted, found, () => {});
      continue;
    }
    const gone = wanted === undefined;
    note(collector, {
      class: gone ? 'extra' : found === undefined ? 'missing' : 'sequence',
      object,
      expected: words(wanted),
      actual: words(found),
      stands:
        gone || found === undefined
          ? hasRelation(sequence, found !== undefined)
          : sequenceIs(sequence, found.definition, ownerText(found)),
      change: ({ from, to, live }) => {
        const [was, is] = [from, to].map((each) => each.find('sequences', sequence));
        if (was === undefined) {
          if (is === undefined) return [];
          const owner = giveOwner({ to, live }, 'SEQUENCE', schema, quoteQualified(is));
          return [...makeSequence(is), ...(is.ownedBy === null ? owner : [])];
        }
        if (is === undefined) return dropSequence(was, live.find('sequences', was) === undefined);
        const alter = `ALTER SEQUENCE ${quoteQualified(sequence)} ${is.options}`;
        return [
          ...(was.options === is.options ? [] : [step('sequence', alter)]),
          ...(was.unlogged === is.unlogged ? [] : [logSequence(is)]),
          ...(JSON.stringify(was.ownedBy) === JSON.stringify(is.ownedBy) ? [] : ownSequence(is)),
        ];
      },
    });
  }
}

/** As jsonb writes it. */
const ownerText = ({ ownedBy }: Sequence): string | null =>
  ownedBy === null
    ? null
    : `{"name": ${JSON.stringify(ownedBy.name)}, "column": ${JSON.stringify(ownedBy.column)}, "schema": ${JSON.stringify(ownedBy.schema)}}`;
