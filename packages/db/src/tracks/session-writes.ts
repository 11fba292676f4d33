import { chatTabs } from '@atelier/domain/tracks/tabs.ts';
import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { given, type Patch } from '../kernel/patch.ts';
import { TrackSessionModel } from './models/track-session.ts';

/** The session of a learner on a track with its three threads; what is missing is made. Gives its id. */
export async function ensureSession(
  trx: Knex,
  learnerId: string,
  trackId: string,
): Promise<string> {
  await trx.raw(
    `INSERT INTO tracks.track_sessions (id, user_id, track_id) VALUES (?, ?, ?)
     ON CONFLICT (user_id, track_id) DO NOTHING`,
    [newId(), learnerId, trackId],
  );
  const { id } = await TrackSessionModel.query(trx)
    .findOne({ userId: learnerId, trackId })
    .throwIfNotFound();
  const threads = chatTabs.flatMap((tab) => [newId(), id, tab]);
  await trx.raw(
    `INSERT INTO tracks.chat_threads (id, session_id, tab)
     VALUES ${chatTabs.map(() => '(?, ?, ?)').join(', ')}
     ON CONFLICT (session_id, tab) DO NOTHING`,
    threads,
  );
  return id;
}

/** The learner is there: now, and with these things open. */
export async function touchSession(
  trx: Knex,
  id: string,
  change: Patch<Pick<TrackSessionModel, 'activeTab' | 'sidebarVisible'>> = {},
): Promise<void> {
  await TrackSessionModel.query(trx)
    .findById(id)
    .patch({ ...given(change), updatedAt: new Date() });
}

export async function saveProgress(
  trx: Knex,
  progress: { readonly learnerId: string; readonly itemId: string; readonly done: boolean },
): Promise<void> {
  await trx.raw(
    `INSERT INTO tracks.track_progress (user_id, item_id, done) VALUES (:learnerId, :itemId, :done)
     ON CONFLICT (user_id, item_id) DO UPDATE SET done = excluded.done, updated_at = now()`,
    progress,
  );
}
