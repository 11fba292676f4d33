import type { Named, Publishing, Table } from '../catalog/catalog-types.ts';
import { quoteName, quoteQualified } from '../catalog/quote.ts';
import type { Step } from '../catalog/rules/difference.ts';
import { step } from './fix/transition.ts';

/** What CREATE TABLE does not say of a table as a whole. */
export function tableMarks(table: Table): readonly Step[] {
  return [
    ...rowSecuritySteps(table),
    ...(table.replicaIdentity === 'DEFAULT' || table.kind === 'foreign table'
      ? []
      : [replicaIdentityStep(table)]),
    ...(table.clusteredOn === null ? [] : [clusterStep(table)]),
    ...table.publications.map((each) => publishStep(table, each)),
  ];
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

/** Names the table in a publication. */
export const publishStep = (table: Named, { name, what }: Publishing): Step =>
  step(
    'trigger',
    `ALTER PUBLICATION ${quoteName(name)} ADD TABLE ${quoteQualified(table)} ${what}`,
    4,
  );

/** The publication may go too, and then goes after. */
export const unpublishStep = (table: Named, { name }: Publishing): Step =>
  step(
    'drop policy',
    `ALTER PUBLICATION ${quoteName(name)} DROP TABLE ${quoteQualified(table)}`,
    -1,
  );
