import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { Knex } from 'knex';
import type { Checkpoint } from './checkpoint.ts';
import type { FinishedRun } from './handler.ts';
import type { Queue } from './queue.ts';
import { type Saved, type Saver, save } from './save.ts';

/** Where checkpoints are written, and by whom. */
export interface Desk {
  readonly db: Knex;
  readonly queue: Queue;
  readonly saver: Saver;
}

/** Writes checkpoints in one statement, and what belongs to them in the same transaction. */
export async function writeTogether(
  { db, queue, saver }: Desk,
  batch: readonly Checkpoint[],
): Promise<readonly Saved[]> {
  const saves = batch.map(({ run, write }) => run.toSave(write));
  const onFinished = batch[0]?.onFinished;
  const hasMore = onFinished !== undefined || batch.some(({ also }) => also !== undefined);
  if (!hasMore) return save(db, queue, saver, saves);
  return inTransaction(db, async (trx) => {
    const saved = await save(trx, queue, saver, saves);
    const isSaved = new Set(saved.map(({ id }) => id));
    for (const { run, also } of batch) {
      if (isSaved.has(run.id)) await also?.(trx);
    }
    const finished = finishedRuns(batch, isSaved);
    if (finished.length > 0) await onFinished?.(trx, finished);
    crashPoint('engine.before-commit');
    return saved;
  });
}

/** Those of a batch that were written, as their handler is told of them. */
function finishedRuns(
  batch: readonly Checkpoint[],
  isSaved: ReadonlySet<string>,
): readonly FinishedRun[] {
  return batch.flatMap(({ run: { id, kind }, write: { status, error } }) => {
    const isEnd = status === 'PASSED' || status === 'FAILED' || status === 'CANCELLED';
    if (!isEnd || !isSaved.has(id)) return [];
    return { id, kind, status, error: error === null ? null : JSON.parse(error) };
  });
}
