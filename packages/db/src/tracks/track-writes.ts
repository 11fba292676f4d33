import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { given, type Patch } from '../kernel/patch.ts';
import { RoadmapItemModel } from './models/roadmap-item.ts';
import { TrackModel } from './models/track.ts';

export async function insertTrack(
  trx: Knex,
  track: Pick<TrackModel, 'id' | 'slug' | 'title' | 'description' | 'goal' | 'createdByUserId'>,
): Promise<void> {
  await TrackModel.query(trx).insert(track);
}

/** Waits until nobody else changes the track or its roadmap; undefined where there is none. */
export async function lockTrack(trx: Knex, id: string): Promise<TrackModel | undefined> {
  return TrackModel.query(trx).findById(id).forNoKeyUpdate();
}

export async function updateTrack(
  trx: Knex,
  id: string,
  change: Patch<Pick<TrackModel, 'slug' | 'title' | 'description' | 'goal' | 'archivedAt'>>,
): Promise<void> {
  await TrackModel.query(trx)
    .findById(id)
    .patch({ ...given(change), updatedAt: new Date() });
}

/** Steps behind each other, from a place on. Gives their ids. */
export async function insertSteps(
  trx: Knex,
  trackId: string,
  steps: readonly { readonly text: string; readonly done: boolean }[],
  from = 0,
): Promise<readonly string[]> {
  const rows = steps.map(({ text, done }, place) => ({
    ...{ id: newId(), trackId, text, done },
    position: from + place,
  }));
  if (rows.length > 0) await RoadmapItemModel.query(trx).insert(rows);
  return rows.map(({ id }) => id);
}

export async function renameStep(trx: Knex, id: string, text: string): Promise<void> {
  await RoadmapItemModel.query(trx).findById(id).patch({ text, updatedAt: new Date() });
}

export async function deleteStep(trx: Knex, id: string): Promise<void> {
  await RoadmapItemModel.query(trx).deleteById(id);
}

/** Gives the steps of a track their places in this order. */
export async function orderSteps(
  trx: Knex,
  trackId: string,
  ids: readonly string[],
): Promise<void> {
  await trx.raw(
    `UPDATE tracks.track_roadmap_items AS i SET position = o.place - 1, updated_at = now()
     FROM unnest(:ids::uuid[]) WITH ORDINALITY AS o (id, place)
     WHERE i.id = o.id AND i.track_id = :trackId AND i.position <> o.place - 1`,
    { trackId, ids: [...ids] },
  );
}
