import type { Collation, Type } from '../../catalog/catalog-types.ts';
import { quoteQualified } from '../../catalog/quote.ts';
import type { DriftClass, DriftObject } from '../../catalog/rules/difference.ts';
import { changeCollation, changeDomain, changeEnum, changeWholeType } from '../fix/change-type.ts';
import { giveOwner } from '../fix/give-owner.ts';
import { dropCollation, dropType, makeCollation, makeType } from '../fix/make-object.ts';
import type { Change } from '../fix/transition.ts';
import { type Collector, comparePair, note, pairs, qualifiedName } from './collector.ts';
import { collationIs, hasCollation, typeIs } from './probe.ts';

export function compareTypes(
  collector: Collector,
  expected: readonly Type[],
  actual: readonly Type[],
): void {
  for (const [wanted, found] of pairs(expected, actual, qualifiedName)) {
    if (wanted === undefined || found === undefined) {
      noteExistence(collector, wanted, found);
    } else {
      comparePair(collector, objectOf(wanted), wanted, found, () =>
        compareType(collector, wanted, found),
      );
    }
  }
}

const objectOf = ({ kind, schema, name }: Type): DriftObject => ({
  kind,
  schema,
  name,
  part: null,
});

function noteExistence(collector: Collector, wanted: Type | undefined, found: Type | undefined) {
  const type = wanted ?? found;
  if (type === undefined) return;
  note(collector, {
    class: wanted === undefined ? 'extra' : 'missing',
    object: objectOf(type),
    expected: wanted?.definition ?? null,
    actual: found?.definition ?? null,
    stands: typeIs(type, found?.definition ?? null),
    change: ({ from, to, live }) => {
      const [was, is] = [from.find('types', type), to.find('types', type)];
      if (is !== undefined) {
        const kind = is.kind === 'domain' ? 'DOMAIN' : 'TYPE';
        return [...makeType(is), ...giveOwner({ to, live }, kind, is.schema, quoteQualified(is))];
      }
      return was === undefined ? [] : dropType(was);
    },
  });
}

function compareType(collector: Collector, wanted: Type, found: Type): void {
  const differs = (
    kind: DriftClass,
    expected: string | null,
    actual: string | null,
    change: Change,
  ): void => {
    if (expected === actual) return;
    note(collector, {
      class: kind,
      object: objectOf(wanted),
      expected,
      actual,
      stands: typeIs(wanted, found.definition),
      change,
    });
  };
  if (wanted.kind !== found.kind || wanted.kind === 'composite' || wanted.kind === 'range') {
    differs('type', wanted.definition, found.definition, changeWholeType(wanted));
  } else if (wanted.kind === 'enum') {
    const sameValues =
      JSON.stringify(wanted.values.toSorted()) === JSON.stringify(found.values.toSorted());
    const words = ({ values }: Type): string => values.join(', ');
    differs(
      sameValues ? 'order-only' : 'enum-values',
      words(wanted),
      words(found),
      changeEnum(wanted),
    );
  } else {
    const change = changeDomain(wanted);
    const checks = ({ constraints }: Type): string =>
      constraints.map(({ name, definition }) => `${name} ${definition}`).join(', ');
    const nullability = ({ notNull }: Type): string => (notNull ? 'NOT NULL' : 'NULL');
    differs('type', wanted.base, found.base, change);
    differs('default', wanted.default, found.default, change);
    differs('nullability', nullability(wanted), nullability(found), change);
    const onlyValidity = unchecked(checks(wanted)) === unchecked(checks(found));
    differs(onlyValidity ? 'not-valid' : 'check', checks(wanted), checks(found), change);
  }
}

const unchecked = (checks: string): string => checks.replaceAll(' NOT VALID', '');

export function compareCollations(
  collector: Collector,
  expected: readonly Collation[],
  actual: readonly Collation[],
): void {
  const words = (each: Collation | undefined): string | null =>
    each === undefined
      ? null
      : `${each.provider} ${each.locale}${each.deterministic ? '' : ', not deterministic'}`;
  for (const [wanted, found] of pairs(expected, actual, qualifiedName)) {
    const collation = wanted ?? found;
    if (collation === undefined || words(wanted) === words(found)) continue;
    const { schema, name } = collation;
    note(collector, {
      class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'collation',
      object: { kind: 'collation', schema, name, part: null },
      expected: words(wanted),
      actual: words(found),
      stands:
        wanted === undefined || found === undefined
          ? hasCollation(collation, found !== undefined)
          : collationIs(
              collation,
              "concat(c.collprovider, ' ', coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate), ' ', c.collisdeterministic)",
              `${found.provider.charAt(0) === 'l' ? 'c' : found.provider.charAt(0)} ${found.locale} ${found.deterministic ? 't' : 'f'}`,
            ),
      change: (transition) => {
        const [was, is] = [transition.from, transition.to].map((each) =>
          each.find('collations', collation),
        );
        if (was === undefined) return is === undefined ? [] : makeCollation(is);
        return is === undefined ? dropCollation(was) : changeCollation(collation)(transition);
      },
    });
  }
}
