import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { lockTimeout } from '@atelier/db/kernel/settle-session.ts';
import type { Knex } from 'knex';
import { quoteLiteral, quoteQualified } from '../../catalog/quote.ts';
import type { ConversionRow } from '../conversions.ts';
import { mapPartStatements } from '../groups.ts';
import { sequenceStatements } from '../keys.ts';
import { byTable, type ConversionPlan, inReadableNames } from '../plan.ts';
import { conversionError } from '../rules/errors.ts';
import { rowsOf, run } from '../sql.ts';
import { type BackfillProgress, backfill } from './backfill.ts';
import { type ConstraintClone, planClones } from './clones.ts';
import { retryingLocks } from './lock-retry.ts';
import { shadowStatements } from './shadow.ts';

export interface PrepareProgress {
  readonly onStage?: (title: string) => void;
  readonly onBackfill?: (progress: BackfillProgress) => void;
}

/** Everything before the swap; each step is done once, and again only as far as a kill left it open. */
export async function prepare(
  connection: Knex,
  row: ConversionRow,
  plan: ConversionPlan,
  { onStage = () => {}, onBackfill = () => {} }: PrepareProgress,
): Promise<void> {
  onStage('Add columns and triggers');
  await once(connection, row, 'map', async (trx) => {
    for (const statement of mapPartStatements(plan)) await run(trx, statement);
    if (row.target !== 'uuid') return;
    for (const key of plan.keys) {
      if (key.sequenceIsOurs) for (const each of sequenceStatements(key)) await run(trx, each);
      await run(
        trx,
        `INSERT INTO lifecycle.conversion_keys VALUES (${quoteLiteral(key.name)}, ${quoteLiteral(key.partition)},
          ${quoteLiteral(key.sequence)}::regclass, ${key.sequenceIsOurs})
          ON CONFLICT (table_name) DO UPDATE SET sequence = excluded.sequence`,
      );
    }
  });
  for (const ofTable of byTable(plan.columns)) {
    const [first] = ofTable;
    if (first === undefined) continue;
    const { table } = first;
    await once(connection, row, `columns ${table.schema}.${table.name}`, async (trx) => {
      await run(trx, shadowStatements(ofTable, table, row.target).join(';\n'));
    });
  }
  crashPoint('conversion.columns-added');
  onStage('Fill the new columns');
  for (const ofTable of byTable(plan.columns)) {
    const [first] = ofTable;
    if (first) await backfill(connection, row.id, plan, ofTable, first.table, onBackfill);
  }
  crashPoint('conversion.backfilled');
  const clones = await inReadableNames(connection, (trx) => planClones(trx, plan));
  onStage(`Build ${clones.indexes.length} indexes`);
  for (const { row: index, name, create } of clones.indexes) {
    await buildIndex(connection, { schema: index.schema, name }, create);
    crashPoint('conversion.index-built');
  }
  onStage('Add and validate constraints');
  await addConstraints(connection, [...clones.notNull, ...clones.checks]);
  await addConstraints(connection, clones.foreignKeys);
  for (const [first] of byTable(plan.columns)) {
    if (first) await run(connection, `ANALYZE ${quoteQualified(first.table)}`);
  }
  crashPoint('conversion.prepared');
}

/** A step in one short transaction with its mark. */
async function once(
  connection: Knex,
  { id }: ConversionRow,
  step: string,
  work: (trx: Knex.Transaction) => Promise<void>,
): Promise<void> {
  const steps = connection('lifecycle.conversion_steps').where({ conversionId: id, step });
  if ((await steps.first()) !== undefined) return;
  await retryingLocks(connection, async (trx) => {
    await work(trx);
    await trx('lifecycle.conversion_steps').insert({
      conversionId: id,
      step,
      finishedAt: trx.fn.now(),
    });
  });
}

/** One that a kill left invalid is built anew. */
async function buildIndex(
  connection: Knex,
  index: { readonly schema: string; readonly name: string },
  create: string,
): Promise<void> {
  const name = quoteQualified(index);
  for (let attempt = 1; ; attempt += 1) {
    const [state] = await rowsOf<{ valid: boolean }>(
      connection,
      `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass(${quoteLiteral(name)})`,
    );
    if (state?.valid) return;
    if (state !== undefined) await run(connection, `DROP INDEX CONCURRENTLY ${name}`);
    if (attempt > 3) throw conversionError('ERR_CONVERSION_LOCKED', { object: name });
    // It waits for everybody's transactions, and blocks nobody.
    await run(connection, 'SET lock_timeout = 0');
    try {
      await run(connection, create);
    } finally {
      await run(connection, `SET lock_timeout = '${lockTimeout}'`);
    }
  }
}

async function addConstraints(
  connection: Knex,
  constraints: readonly ConstraintClone[],
): Promise<void> {
  for (const { table, name, add, validate } of constraints) {
    const own = quoteLiteral(quoteQualified(table));
    const [state] = await rowsOf<{ validated: boolean }>(
      connection,
      `SELECT convalidated AS validated FROM pg_constraint
       WHERE conrelid = ${own}::regclass AND conname = ${quoteLiteral(name)}`,
    );
    if (state === undefined) await retryingLocks(connection, (trx) => run(trx, add));
    if (validate !== undefined && !state?.validated) {
      await retryingLocks(connection, (trx) => run(trx, validate));
    }
    crashPoint('conversion.constraint-added');
  }
}
