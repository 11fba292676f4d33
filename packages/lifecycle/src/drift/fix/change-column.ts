import type { Column, Named, Reference } from '../../catalog/catalog-types.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { identitySql, typeSql } from '../column-sql.ts';
import { foreignOptionsTo, optionsTo } from '../options.ts';
import { conversion } from '../type-conversion.ts';
import { guardComputed, guardConversion } from './guard.ts';
import { dropColumn, indexStatisticsSteps, makeColumn, notNullSql } from './make-table.ts';
import { rebuildInOrder } from './rebuild-table.ts';
import { notCarried, remakeDependents } from './remake.ts';
import { type Change, step, type Transition } from './transition.ts';

interface ColumnChange {
  readonly transition: Transition;
  readonly table: Named;
  readonly from: Column;
  readonly to: Column;
  /** `ALTER TABLE … ALTER COLUMN …`. */
  readonly alter: string;
  /** The same for this table alone: heirs may say otherwise. */
  readonly alterOnly: string;
}

type Steps = readonly Step[] | null;

/** Brings one aspect of a column from what it is to what it shall be. */
const aspect =
  (change: (change: ColumnChange) => Steps) =>
  (table: Named, column: string): Change =>
  (transition) => {
    const [from, to] = [transition.from, transition.to].map((lookup) =>
      lookup.table(table)?.columns.find(({ name }) => name === column),
    );
    if (from === undefined || to === undefined) return null;
    const alter = `ALTER TABLE ${quoteQualified(table)} ALTER COLUMN ${quoteName(column)}`;
    const alterOnly = alter.replace('ALTER TABLE ', 'ALTER TABLE ONLY ');
    return change({ transition, table, from, to, alter, alterOnly });
  };

const reference = (table: Named, { name }: Column): Reference => [
  'column',
  table.schema,
  table.name,
  name,
];

/** Type and collation; values that would not come back are refused. */
export const changeType = aspect((change) => {
  const { transition, table, from } = change;
  if (isTyped(transition, table)) return null;
  const computed = computedFrom(transition, table, from);
  const last = transition.to.table(table)?.columns.slice(-computed.length) ?? [];
  const inPlace = computed.every(({ name }) => last.some((each) => each.name === name));
  return [
    ...alterType(change),
    ...computed.flatMap((column) => computeAgain(transition, table, column)),
    // What is made again stands last; where it should not, the table is put in order.
    ...(inPlace ? [] : (rebuildInOrder(table)(transition) ?? [])),
  ];
});

/** Its columns are its type's, and change with that. */
export const isTyped = ({ from, to }: Transition, table: Named): boolean =>
  [from, to].some((lookup) => (lookup.table(table)?.ofType ?? null) !== null);

/** Columns of the same table that are computed from this one, before and after. */
function computedFrom(transition: Transition, table: Named, column: Column): readonly Column[] {
  const columns = transition.from.table(table)?.columns ?? [];
  return transition.from.dependents(reference(table, column)).flatMap(([kind, , , part]) => {
    const found = columns.find(({ name, generated }) => name === part && generated !== null);
    const after = transition.to.table(table)?.columns.find(({ name }) => name === part);
    const concerned = (kind === 'column' || kind === 'default') && after?.generated !== null;
    return found !== undefined && after !== undefined && concerned ? [found] : [];
  });
}

/** PostgreSQL does not change the type of a column while another is computed from it. */
function computeAgain(transition: Transition, table: Named, column: Column): readonly Step[] {
  const after = transition.to.table(table)?.columns.find(({ name }) => name === column.name);
  return [
    ...remakeDependents(transition, [reference(table, column)]),
    ...dropColumn(table, column),
    ...(after === undefined ? [] : makeColumn(table, after, 5)),
  ];
}

/** PostgreSQL makes indexes and statistics objects again of itself, but without their numbers. */
function statisticsAgain(transition: Transition, table: Named): readonly Step[] {
  const { indexes = [], constraints = [] } = transition.to.table(table) ?? {};
  const numbers = transition.to.catalog.others
    .filter(({ kind, ...on }) => kind === 'statistics object' && on.table === table.name)
    .flatMap(({ definition }) => /ALTER STATISTICS .*$/.exec(definition) ?? []);
  return [
    ...[...indexes, ...constraints].flatMap((each) => indexStatisticsSteps(table.schema, each)),
    ...numbers.map((sql) => step('index', sql, 1)),
  ];
}

function alterType({ transition, table, from, to, alter }: ColumnChange): readonly Step[] {
  const change = conversion(from.type, to.type);
  const sameType = from.type === to.type;
  const carried = sameType || change.sameFamily;
  const computed = from.generated !== null;
  const using =
    change.assigned || sameType || computed ? '' : ` USING ${change.there(quoteName(from.name))}`;
  const dropDefault = from.default !== null && !computed && !sameType;
  return [
    ...(change.lossless || sameType || computed
      ? []
      : [guardConversion(table, from, to.type, change)]),
    ...remakeDependents(transition, [reference(table, from)], carried ? notCarried : undefined),
    ...(dropDefault ? [step('drop default', `${alter} DROP DEFAULT`)] : []),
    step('column', `${alter} TYPE ${typeSql(to)}${using}`),
    ...(dropDefault && to.default !== null && to.generated === null
      ? [step('default', `${alter} SET DEFAULT ${to.default}`)]
      : []),
    ...statisticsAgain(transition, table),
  ];
}

export const changeNullability = aspect(({ table, from, to, alter }) => {
  if (!to.notNull) return [step('column', `${alter} DROP NOT NULL`, 1)];
  const { notNullValid, notNullForHeirs } = to;
  return [
    // One that stands otherwise has to go first: SET NOT NULL would leave it as it is.
    ...(from.notNull ? [step('column', `${alter} DROP NOT NULL`, 1)] : []),
    notNullValid && notNullForHeirs
      ? step('column', `${alter} SET NOT NULL`, 2)
      : step(
          'column',
          `ALTER TABLE ${quoteQualified(table)} ADD ${notNullSql(quoteName(to.name), notNullValid, notNullForHeirs)}`,
          2,
        ),
  ];
});

/** What the foreign-data wrapper is told of a column. */
export const changeForeignOptions = aspect(({ table, from, to }) => {
  const options = foreignOptionsTo(from.foreignOptions, to.foreignOptions);
  const alter = `ALTER FOREIGN TABLE ${quoteQualified(table)} ALTER COLUMN ${quoteName(to.name)}`;
  return options === '' ? [] : [step('column', `${alter} ${options}`)];
});

export const changeDefault = aspect(({ to, alterOnly }) =>
  to.default === null
    ? [step('drop default', `${alterOnly} DROP DEFAULT`)]
    : [step('default', `${alterOnly} SET DEFAULT ${to.default}`)],
);

/** Into a computed column and out of it; values that are not computed are not lost. */
export const changeGenerated = aspect(({ transition, table, from, to, alter }) => {
  if (to.generated === null && from.generated === 'stored') {
    return [
      step('drop default', `${alter} DROP EXPRESSION`),
      ...(to.default === null ? [] : [step('default', `${alter} SET DEFAULT ${to.default}`)]),
    ];
  }
  const guard = from.generated === null ? guardComputed(table, from, to) : undefined;
  const rebuilt = rebuildInOrder(table)(transition);
  return rebuilt === null ? null : [...(guard === undefined ? [] : [guard]), ...rebuilt];
});

/** A new identity column goes on behind its highest value. */
export const changeIdentity = aspect(({ table, from, to, alter }) => {
  if (to.identity === null) {
    return [
      step('drop default', `${alter} DROP IDENTITY IF EXISTS`),
      ...(to.default === null ? [] : [step('default', `${alter} SET DEFAULT ${to.default}`)]),
    ];
  }
  if (from.identity !== null) {
    const options = (to.identityOptions ?? '')
      .trim()
      .replaceAll(/(START|INCREMENT|MINVALUE|MAXVALUE|CACHE|NO CYCLE|(?<!NO )CYCLE)/g, 'SET $1');
    return [step('column', `${alter} SET GENERATED ${to.identity} ${options}`, 3)];
  }
  const sequence = `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(to.name)})`;
  return [
    ...(from.default === null ? [] : [step('drop default', `${alter} DROP DEFAULT`)]),
    step('default', `${alter} ADD ${identitySql(to)}`),
    step(
      'default',
      `DO $identity$ BEGIN
  PERFORM setval(${sequence}, max(${quoteName(to.name)})) FROM ${quoteQualified(table)} HAVING count(*) > 0;
END $identity$`,
      1,
    ),
  ];
});

/** What the planner is told of a column. */
export const changePlanning = aspect(({ from, to, alterOnly: alter }) => [
  ...(from.statistics === to.statistics
    ? []
    : [step('constraint', `${alter} SET STATISTICS ${to.statistics ?? -1}`)]),
  ...optionsTo(from.options, to.options).map((change, rank) =>
    step('constraint', `${alter} ${change}`, rank),
  ),
]);

/** How long values are kept; null where the type's own way has no name on this server. */
export const changeStorage = aspect(({ from, to, alterOnly: alter }) => {
  const steps: Step[] = [];
  if (from.storage !== to.storage) {
    if (to.storage === null) return null;
    steps.push(step('column', `${alter} SET STORAGE ${to.storage}`));
  }
  if (from.compression !== to.compression) {
    steps.push(step('column', `${alter} SET COMPRESSION ${to.compression ?? 'default'}`));
  }
  return steps;
});
