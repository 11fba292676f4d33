import { collectionOverview } from '@atelier/db/miniatures/reads.ts';
import { lastMove, longestWaiting } from '@atelier/db/miniatures/waiting-reads.ts';
import type { WaitingMiniatures } from '@atelier/domain/miniatures/waiting.ts';
import type { Knex } from 'knex';

/** What waits in the collection, for the start page. */
export async function readWaiting(db: Knex): Promise<WaitingMiniatures> {
  const [overview, last, longest] = await Promise.all([
    collectionOverview(db),
    lastMove(db),
    longestWaiting(db),
  ]);
  return { ...overview, lastMove: last, longest };
}
