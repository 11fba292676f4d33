import type { Step } from '@atelier/domain/lifecycle/drift/difference.ts';
import type { Column, Constraint, Index, Named, Table, Trigger } from '../catalog/catalog-types.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../catalog/quote.ts';
import { columnSql } from './column-sql.ts';
import { guardRows, guardValues } from './guard.ts';
import { step } from './way.ts';

/**
 * A table with all its parts; null for a foreign one, whose server is not ours to name.
 *
 * @param depth below the tables that inherit from none
 */
export function makeTable(table: Table, depth: number): readonly Step[] | null {
  if (table.kind === 'foreign table') return null;
  const bare = step('table', bareTableSql(table, quoteQualified(table)), depth);
  return [bare, ...makeTableParts(table)];
}

/** What is added to a table when its columns stand. */
export function makeTableParts(table: Table): readonly Step[] {
  return [
    ...table.columns.flatMap((column) => makeColumnParts(table, column)),
    ...table.constraints.flatMap((each) => makeConstraint(table, each)),
    ...table.indexes.flatMap((each) => makeIndex(table.schema, each)),
    ...rowSecuritySteps(table),
    ...(table.replicaIdentity === 'DEFAULT' ? [] : [replicaIdentityStep(table)]),
    ...(table.clusteredOn === null ? [] : [clusterStep(table)]),
    ...table.triggers.flatMap((each) => makeTrigger(table, each)),
  ];
}

/** CREATE TABLE with its columns and storage, and nothing else. */
export function bareTableSql(table: Table, name: string): string {
  const [parent] = table.inherits;
  const with_ = table.options.length > 0 ? ` WITH (${table.options.join(', ')})` : '';
  const kind = table.unlogged ? 'UNLOGGED TABLE' : 'TABLE';
  const partition = table.partitionKey === null ? '' : ` PARTITION BY ${table.partitionKey}`;
  if (table.partitionBound !== null && parent !== undefined) {
    return `CREATE ${kind} ${name} PARTITION OF ${quoteQualified(parent)} ${table.partitionBound}${partition}${with_}`;
  }
  const columns = table.columns.map((column) => `  ${columnSql(column)}`);
  const parents =
    table.inherits.length === 0
      ? ''
      : ` INHERITS (${table.inherits.map(quoteQualified).join(', ')})`;
  return `CREATE ${kind} ${name} (\n${columns.join(',\n')}\n)${parents}${partition}${with_}`;
}

export function dropTable(table: Table, depth: number): readonly Step[] {
  const kind = table.kind === 'foreign table' ? 'FOREIGN TABLE' : 'TABLE';
  return [guardRows(table), step('drop table', `DROP ${kind} ${quoteQualified(table)}`, -depth)];
}

/** @param rank of the statement, among those that change columns */
export function makeColumn(table: Named, column: Column, rank = 0): readonly Step[] {
  const sql = `ALTER TABLE ${quoteQualified(table)} ADD COLUMN ${columnSql(column)}`;
  return [step('column', sql, rank), ...makeColumnParts(table, column)];
}

/** What a column cannot be made with. */
function makeColumnParts(
  table: Named,
  { name, storage, notNull, notNullValid, statistics, options }: Column,
): readonly Step[] {
  const alter = `ALTER TABLE ${quoteQualified(table)}`;
  const column = quoteName(name);
  const set = (what: string): Step =>
    step('constraint', `${alter} ALTER COLUMN ${column} SET ${what}`);
  return [
    ...(storage === null ? [] : [set(`STORAGE ${storage}`)]),
    ...(statistics === null ? [] : [set(`STATISTICS ${statistics}`)]),
    ...(options.length === 0 ? [] : [set(`(${options.join(', ')})`)]),
    ...(notNull && !notNullValid
      ? [step('constraint', `${alter} ADD NOT NULL ${column} NOT VALID`)]
      : []),
  ];
}

export function dropColumn(table: Named, column: Column): readonly Step[] {
  const guard = guardValues(table, column);
  return [
    ...(guard === undefined ? [] : [guard]),
    step(
      'drop column',
      `ALTER TABLE ${quoteQualified(table)} DROP COLUMN ${quoteName(column.name)}`,
    ),
  ];
}

export function makeConstraint(table: Named, constraint: Constraint): readonly Step[] {
  if (constraint.inherited) return [];
  const { name, kind, definition, indexBody, statistics, triggers } = constraint;
  const options =
    indexBody === null ? undefined : / WITH \(([a-z_]+=[^()]*)\)/.exec(indexBody)?.[1];
  const index = quoteQualified({ schema: table.schema, name });
  return [
    step(
      kind === 'foreign key' ? 'foreign key' : 'constraint',
      `ALTER TABLE ${quoteQualified(table)} ADD CONSTRAINT ${quoteName(name)} ${definition}`,
      // Keys first: a check may stand on a function, but nothing needs a check.
      kind === 'primary key' ? 0 : 1,
    ),
    // Its definition does not tell these.
    ...(options === undefined
      ? []
      : [step('constraint', `ALTER INDEX ${index} SET (${options})`, 2)]),
    ...indexStatisticsSteps(table.schema, { name, statistics }),
    ...(triggers === null ? [] : [constraintTriggersStep(table, constraint)]),
  ];
}

/** Enables and disables the triggers by which a constraint is kept; only a superuser may. */
export function constraintTriggersStep(table: Named, { name, triggers }: Constraint): Step {
  const states = quoteLiteral(triggers ?? '').trim();
  return step(
    'trigger',
    `DO $triggers$ DECLARE change text;
BEGIN
  FOR change IN SELECT format('ALTER TABLE %s %s TRIGGER %I', g.tgrelid::regclass,
      CASE WHEN strpos(${states}, p.proname || ' D') > 0 THEN 'DISABLE'
        WHEN strpos(${states}, p.proname || ' R') > 0 THEN 'ENABLE REPLICA'
        WHEN strpos(${states}, p.proname || ' A') > 0 THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, g.tgname)
    FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_constraint k ON k.oid = g.tgconstraint
    WHERE g.tgisinternal AND k.conrelid = to_regclass(${nameLiteral(table)})
      AND k.conname = ${quoteLiteral(name).trim()}
  LOOP
    EXECUTE change;
  END LOOP;
END $triggers$`,
    2,
  );
}

export function dropConstraint(
  table: Named,
  { name, kind, inherited }: Constraint,
): readonly Step[] {
  if (inherited) return [];
  return [
    step(
      kind === 'foreign key' ? 'drop foreign key' : 'drop constraint',
      `ALTER TABLE ${quoteQualified(table)} DROP CONSTRAINT ${quoteName(name)}`,
    ),
  ];
}

export function makeIndex(
  schema: string,
  { name, definition, statistics, inherited }: Index,
): readonly Step[] {
  // On a partitioned table with its partitions', which are left out here: without them it is not valid.
  const sql = definition.replace(/^(CREATE (?:UNIQUE )?INDEX .*?) ON ONLY /, '$1 ON ');
  return [
    ...(inherited ? [] : [step('index', sql)]),
    ...indexStatisticsSteps(schema, { name, statistics }),
  ];
}

/** Of an index, or of the one behind a constraint. */
export function indexStatisticsSteps(
  schema: string,
  { name, statistics }: Pick<Index, 'name' | 'statistics'>,
): readonly Step[] {
  const alter = `ALTER INDEX ${quoteQualified({ schema, name })}`;
  return statistics.map((each) => step('index', `${alter} ${each}`, 1));
}

export function dropIndex(schema: string, { name, inherited }: Index): readonly Step[] {
  return inherited ? [] : [step('drop index', `DROP INDEX ${quoteQualified({ schema, name })}`)];
}

const enabling: Readonly<Record<string, string>> = {
  O: 'ENABLE',
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
};

export function makeTrigger(table: Named, trigger: Trigger): readonly Step[] {
  return [
    step('trigger', trigger.definition),
    ...(trigger.enabled === 'O' ? [] : [enableTrigger(table, trigger)]),
  ];
}

export function enableTrigger(table: Named, { name, enabled }: Trigger): Step {
  const word = enabling[enabled] ?? 'ENABLE';
  return step(
    'trigger',
    `ALTER TABLE ${quoteQualified(table)} ${word} TRIGGER ${quoteName(name)}`,
    1,
  );
}

export function dropTrigger(table: Named, { name }: Trigger): readonly Step[] {
  return [step('drop trigger', `DROP TRIGGER ${quoteName(name)} ON ${quoteQualified(table)}`)];
}

function rowSecuritySteps(table: Table): readonly Step[] {
  return table.rowSecurity || table.rowSecurityForced ? rowSecurityTo(table) : [];
}

/** Sets row security as the table has it. */
export function rowSecurityTo(table: Table): readonly Step[] {
  const name = quoteQualified(table);
  const { rowSecurity, rowSecurityForced } = table;
  return [
    step('policy', `ALTER TABLE ${name} ${rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`),
    step('policy', `ALTER TABLE ${name} ${rowSecurityForced ? '' : 'NO '}FORCE ROW LEVEL SECURITY`),
  ];
}

/** Sets the replica identity as the table has it. */
export function replicaIdentityStep(table: Table): Step {
  const { replicaIdentity } = table;
  return step(
    'trigger',
    `ALTER TABLE ${quoteQualified(table)} REPLICA IDENTITY ${replicaIdentity}`,
  );
}

/** Marks the index by which CLUSTER sorts, as the table has it. */
export function clusterStep(table: Table): Step {
  const { clusteredOn } = table;
  const mark =
    clusteredOn === null ? 'SET WITHOUT CLUSTER' : `CLUSTER ON ${quoteName(clusteredOn)}`;
  return step('trigger', `ALTER TABLE ${quoteQualified(table)} ${mark}`);
}

/** What a table says of one of its indexes, and loses when the index is made again. */
export function indexMarks(table: Table | undefined, index: string): readonly Step[] {
  if (table === undefined) return [];
  return [
    ...(table.clusteredOn === index ? [clusterStep(table)] : []),
    ...(table.replicaIdentity === `USING INDEX ${quoteName(index)}`
      ? [replicaIdentityStep(table)]
      : []),
  ];
}

/** As text for a probe or a message. */
export const nameLiteral = (name: Named): string => quoteLiteral(quoteQualified(name)).trim();
