import type { Named, Reference, Table } from '../../catalog/catalog-types.ts';
import { ownedLike } from '../../catalog/owned-like.ts';
import { quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { bareTableSql } from '../bare-table.ts';
import type { Lookup } from '../compare/lookup.ts';
import { carryRelation } from './carried.ts';
import { ownSequence } from './make-object.ts';
import { makeTableParts } from './make-table.ts';
import { remakeDependents } from './remake.ts';
import { type Change, step, type Transition } from './transition.ts';

/**
 * Copies a table into one whose columns are in the order that they have at the end of the transition:
 * PostgreSQL has no other way to move a column. Rows, keys, whatever reads the table, its owner, privileges
 * and comments are kept. It runs after columns have been added, dropped and altered.
 */
export const rebuildInOrder =
  (name: Named): Change =>
  (transition) => {
    const [from, to] = [transition.from.table(name), transition.to.table(name)];
    if (from === undefined || to === undefined) return null;
    // Rows of a partition or a child belong to its parent too, and those of a foreign table elsewhere.
    if (to.kind !== 'table' || from.inherits.length + to.inherits.length > 0) return null;
    if ([transition.from, transition.to, transition.live].some((lookup) => hasHeirs(lookup, name)))
      return null;
    return rebuild(transition, from, to);
  };

const hasHeirs = ({ catalog }: Lookup, parent: Named): boolean =>
  catalog.tables.some(({ inherits }) =>
    inherits.some(({ schema, name }) => schema === parent.schema && name === parent.name),
  );

function rebuild(transition: Transition, from: Table, to: Table): readonly Step[] {
  const copy = { schema: to.schema, name: `${to.name}__new` };
  const [table, copied] = [quoteQualified(to), quoteQualified(copy)];
  const stored = to.columns.filter(({ generated }) => generated === null);
  const list = stored.map(({ name }) => quoteName(name)).join(', ');
  const sequences = transition.from.catalog.sequences.filter(
    ({ ownedBy }) => ownedBy?.schema === from.schema && ownedBy.name === from.name,
  );
  return [
    ...remakeDependents(transition, referencesOf(from)),
    // Late among the changes of columns: the copy is made of what they have become.
    ...sequences.map((each) =>
      step('column', `ALTER SEQUENCE ${quoteQualified(each)} OWNED BY NONE`, 8),
    ),
    step('default', bareTableSql(to, copied), 8),
    step('default', ownedLike('TABLE', copied, to), 8.05),
    step(
      'default',
      `INSERT INTO ${copied} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM ${table}`,
      8.1,
    ),
    ...to.columns.flatMap(({ name, identity }) =>
      identity === null ? [] : [step('default', goOnCounting(table, copied, name), 8.2)],
    ),
    step('default', `DROP TABLE ${table}`, 8.3),
    step('default', `ALTER TABLE ${copied} RENAME TO ${quoteName(to.name)}`, 8.4),
    ...sequences.flatMap((each) => {
      const after = transition.to.find('sequences', each);
      return after === undefined ? [] : ownSequence(after);
    }),
    ...makeTableParts(to),
    ...carryRelation(to),
  ];
}

/** The new sequence stands where the old one stood, whatever rows were deleted since. */
function goOnCounting(table: string, copied: string, column: string): string {
  const sequence = (of: string): string =>
    `pg_get_serial_sequence('${of.replaceAll("'", "''")}', '${column.replaceAll("'", "''")}')`;
  return `DO $identity$ DECLARE next record;
BEGIN
  EXECUTE format('SELECT last_value, is_called FROM %s', ${sequence(table)}) INTO next;
  PERFORM setval(${sequence(copied)}, next.last_value, next.is_called);
END $identity$`;
}

const referencesOf = ({ schema, name, columns, constraints, indexes }: Table): Reference[] => [
  ['table', schema, name, ''],
  ...columns.map((column): Reference => ['column', schema, name, column.name]),
  ...[...constraints, ...indexes].map((each): Reference => ['index', schema, each.name, '']),
];
