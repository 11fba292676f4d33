import type { Collation, Named, Reference, Type } from '../../catalog/catalog-types.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { carryType } from './carried.ts';
import { makeCollation, makeType } from './make-object.ts';
import { remakeDependents } from './remake.ts';
import { type Change, step, type Transition } from './transition.ts';

/** New values are added; a value that goes, or another order, needs the type to be made again. */
export const changeEnum =
  (name: Named): Change =>
  (transition) => {
    const [from, to] = [transition.from, transition.to].map((lookup) => lookup.find('types', name));
    if (from === undefined || to === undefined) return null;
    const kept = to.values.filter((value) => from.values.includes(value));
    if (JSON.stringify(kept) !== JSON.stringify(from.values))
      return rebuildType(transition, from, to);
    return to.values.flatMap((value, place) => {
      if (from.values.includes(value)) return [];
      const before = to.values[place - 1];
      const next = from.values[0];
      const where =
        before === undefined
          ? next === undefined
            ? ''
            : ` BEFORE ${quoteLiteral(next)}`
          : ` AFTER ${quoteLiteral(before)}`;
      const sql = `ALTER TYPE ${quoteQualified(name)} ADD VALUE ${quoteLiteral(value)}${where}`;
      return [step('type', sql, place)];
    });
  };

/** A domain keeps its columns; a new base type needs all of them written again. */
export const changeDomain =
  (name: Named): Change =>
  (transition) => {
    const [from, to] = [transition.from, transition.to].map((lookup) => lookup.find('types', name));
    if (from === undefined || to === undefined) return null;
    if (from.base !== to.base) return rebuildType(transition, from, to);
    const alter = `ALTER DOMAIN ${quoteQualified(name)}`;
    const definitionOf = (type: Type, constraint: string) =>
      type.constraints.find((each) => each.name === constraint)?.definition;
    return [
      ...(from.default === to.default
        ? []
        : [
            step(
              'type',
              `${alter} ${to.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${to.default}`}`,
            ),
          ]),
      ...(from.notNull === to.notNull
        ? []
        : [step('type', `${alter} ${to.notNull ? 'SET' : 'DROP'} NOT NULL`)]),
      ...from.constraints
        .filter((each) => definitionOf(to, each.name) !== each.definition)
        .map((each) => step('type', `${alter} DROP CONSTRAINT ${quoteName(each.name)}`)),
      ...to.constraints
        .filter((each) => definitionOf(from, each.name) !== each.definition)
        .map((each) =>
          step('type', `${alter} ADD CONSTRAINT ${quoteName(each.name)} ${each.definition}`, 1),
        ),
    ];
  };

/** For types that cannot be altered. */
export const changeWholeType =
  (name: Named): Change =>
  (transition) => {
    const [from, to] = [transition.from, transition.to].map((lookup) => lookup.find('types', name));
    return from === undefined || to === undefined ? null : rebuildType(transition, from, to);
  };

/**
 * Makes a type again under its name, and writes its columns with the new one. A value that the new type
 * does not have stops everything.
 */
function rebuildType(transition: Transition, from: Type, to: Type): readonly Step[] | null {
  // A table of the type would have to go with it.
  const typed = [transition.from, transition.to].some(({ catalog }) =>
    catalog.tables.some(({ ofType }) => ofType === `${from.schema}.${from.name}`),
  );
  if (typed) return null;
  if (from.kind === 'range' || to.kind === 'range') return rebuildRange(transition, from, to);
  const old = { schema: from.schema, name: `${from.name}__old` };
  const kind = from.kind === 'domain' ? 'DOMAIN' : 'TYPE';
  return [
    step('rename', `ALTER ${kind} ${quoteQualified(from)} RENAME TO ${quoteName(old.name)}`),
    ...makeType(to),
    ...rewriteColumns(transition, ['type', from.schema, from.name, '']),
    step('drop type', `DROP ${kind} ${quoteQualified(old)}`),
    ...carryType(to),
  ];
}

/** What makes its values is called as it is, so it cannot stand beside the new one. */
function rebuildRange(transition: Transition, from: Type, to: Type): readonly Step[] | null {
  const used = transition.from
    .dependents(['type', from.schema, from.name, ''])
    .some(
      ([kind, schema, name]) =>
        kind !== 'function' || transition.from.find('functions', { schema, name }),
    );
  if (used) return null;
  const kind = from.kind === 'domain' ? 'DOMAIN' : 'TYPE';
  return [
    step('rename', `DROP ${kind} ${quoteQualified(from)}`),
    ...makeType(to),
    ...carryType(to),
  ];
}

/** A collation cannot be altered either. */
export const changeCollation =
  (name: Named): Change =>
  (transition) => {
    const [from, to] = [transition.from, transition.to].map((lookup) =>
      lookup.find('collations', name),
    );
    if (from === undefined || to === undefined) return null;
    return rebuildCollation(transition, from, to);
  };

function rebuildCollation(transition: Transition, from: Collation, to: Collation): readonly Step[] {
  const old = { schema: from.schema, name: `${from.name}__old` };
  return [
    step('rename', `ALTER COLLATION ${quoteQualified(from)} RENAME TO ${quoteName(old.name)}`),
    ...makeCollation(to),
    ...rewriteColumns(transition, ['collation', from.schema, from.name, '']),
    step('drop collation', `DROP COLLATION ${quoteQualified(old)}`),
  ];
}

/** Every column that uses the object is written with the one of that name which is made anew. */
function rewriteColumns(transition: Transition, used: Reference): readonly Step[] {
  const columns = [...transition.from.dependents(used), ...transition.live.dependents(used)].filter(
    ([kind], place, all) =>
      kind === 'column' &&
      all.findIndex((each) => JSON.stringify(each) === JSON.stringify(all[place])) === place,
  );
  return [
    ...remakeDependents(transition, [used, ...columns]),
    ...columns.flatMap(([, schema, name, part]) =>
      rewriteColumn(transition, { schema, name }, part),
    ),
  ];
}

function rewriteColumn(transition: Transition, table: Named, name: string): readonly Step[] {
  const ours = transition.isOurs(table.schema);
  const [from, to] = [
    ours ? transition.from : transition.live,
    ours ? transition.to : transition.live,
  ].map((lookup) => lookup.table(table)?.columns.find((each) => each.name === name));
  // What goes away by itself is not written again.
  if (from === undefined || to === undefined) return [];
  const alter = `ALTER TABLE ${quoteQualified(table)} ALTER COLUMN ${quoteName(name)}`;
  const hasDefault = from.default !== null && from.generated === null;
  const collate = to.collation === null ? '' : ` COLLATE ${to.collation}`;
  const using = from.generated === null ? ` USING ${quoteName(name)}::text::${to.type}` : '';
  return [
    ...(hasDefault ? [step('drop default', `${alter} DROP DEFAULT`)] : []),
    step('column', `${alter} TYPE ${to.type}${collate}${using}`),
    ...(hasDefault && to.default !== null
      ? [step('default', `${alter} SET DEFAULT ${to.default}`)]
      : []),
  ];
}
