import type { Knex } from 'knex';
import { withRunnerLock } from '../../migrate/runner-lock.ts';
import { type ConversionRow, runningConversion } from '../conversions.ts';
import { keyPlans } from '../keys.ts';
import { conversionError } from '../rules/errors.ts';
import { run } from '../sql.ts';
import { retryingLocks } from './lock-retry.ts';
import { undoStatements } from './swap-statements.ts';

/**
 * Takes back an online conversion that has not reached its swap: its columns, indexes, constraints and
 * triggers are dropped. The map stays, so that the next conversion gives the same ids again.
 *
 * @throws ERR_CONVERSION_NONE_RUNNING, ERR_CONVERSION_LOCKED
 */
export async function abandonOnline(db: Knex): Promise<ConversionRow> {
  return withRunnerLock(db, {}, async (connection) => {
    const row = await runningConversion(connection);
    if (row === undefined) throw conversionError('ERR_CONVERSION_NONE_RUNNING');
    for (const statements of undoStatements(row.columns.columns)) {
      await retryingLocks(connection, (trx) => run(trx, statements.join(';\n')));
    }
    if (row.target === 'uuid') await forgetKeys(connection, row);
    await connection('lifecycle.conversions')
      .where({ id: row.id })
      .update({ status: 'abandoned', finishedAt: connection.fn.now() });
    return row;
  });
}

/** Sequences that were made for keys without one, and what is known of all keys. */
async function forgetKeys(connection: Knex, { columns }: ConversionRow): Promise<void> {
  for (const { name, sequence, sequenceIsOurs } of keyPlans(columns.columns)) {
    await connection('lifecycle.conversion_keys').where({ tableName: name }).delete();
    if (sequenceIsOurs) await run(connection, `DROP SEQUENCE IF EXISTS ${sequence}`);
  }
}
