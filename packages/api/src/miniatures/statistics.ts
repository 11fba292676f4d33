import { inSnapshot } from '@atelier/db/kernel/transaction.ts';
import {
  readDailySums,
  type StatisticsQuery,
  startDays,
  sumCounts,
} from '@atelier/db/miniatures/statistics-reads.ts';
import { gatherStatistics, type Statistics } from '@atelier/domain/miniatures/statistics.ts';
import type { Knex } from 'knex';
import { requireType } from './commands.ts';

/** What the charts show, of one type or of all types in use. Throws `ERR_TYPE_NOT_FOUND`. */
export function readStatistics(db: Knex, query: StatisticsQuery): Promise<Statistics> {
  return inSnapshot(db, async (trx) => {
    if (query.id !== undefined) await requireType(trx, { id: query.id });
    const gathered = gatherStatistics(await startDays(trx, query));
    for await (const ofType of readDailySums(trx, query)) gathered.add(ofType);
    return gathered.result(await sumCounts(trx, query));
  });
}
