import { brokenConstraint } from '@atelier/db/kernel/database-errors.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import {
  roadmapOf,
  takenSlugs,
  trackBySlug,
  trackOfStep,
  tracksById,
} from '@atelier/db/tracks/track-reads.ts';
import {
  deleteStep,
  insertSteps,
  insertTrack,
  lockTrack,
  orderSteps,
  renameStep,
  updateTrack,
} from '@atelier/db/tracks/track-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { tracksError } from '@atelier/domain/tracks/errors.ts';
import {
  type ExportedFile,
  type ExportFormat,
  exportTrack,
} from '@atelier/domain/tracks/export-track.ts';
import { moved, roadmapLength } from '@atelier/domain/tracks/roadmap.ts';
import { freeSlug, slugOf } from '@atelier/domain/tracks/slug.ts';
import type { TrackFile } from '@atelier/domain/tracks/track-file.ts';
import type { RoadmapItem, Track } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import { personOf } from './person.ts';

/** One track. Throws `ERR_TRACK_NOT_FOUND`. */
export async function requireTrack(
  db: Knex,
  which: { readonly id: string } | { readonly slug: string },
): Promise<Track> {
  const track =
    'id' in which ? (await tracksById(db, [which.id]))[0] : await trackBySlug(db, which.slug);
  if (track === undefined) throw tracksError('ERR_TRACK_NOT_FOUND');
  return track;
}

/**
 * A track with its roadmap. A slug that is asked for is taken or refused with `ERR_TRACK_SLUG_TAKEN`; else the title
 * suggests one, with a number where that is taken.
 */
export async function createTrack(
  trx: Knex.Transaction,
  file: TrackFile,
  actor: Actor,
): Promise<Track> {
  const { title, description, goal, roadmap } = file;
  const suggested = slugOf(title);
  const slug = file.slug ?? freeSlug(suggested, await takenSlugs(trx, suggested));
  const id = newId();
  const createdByUserId = personOf(actor);
  await refusingTaken(insertTrack(trx, { id, slug, title, description, goal, createdByUserId }));
  await insertSteps(trx, id, roadmap);
  return requireTrack(trx, { id });
}

/** The same as of a file, whose slug is a wish: another track may have it here. */
export async function importTrack(
  trx: Knex.Transaction,
  file: TrackFile,
  actor: Actor,
): Promise<Track> {
  const wished = file.slug ?? slugOf(file.title);
  const slug = freeSlug(wished, await takenSlugs(trx, wished));
  return createTrack(trx, { ...file, slug }, actor);
}

/** A track of its own with the same roadmap. Throws `ERR_TRACK_NOT_FOUND`. */
export async function copyTrack(
  trx: Knex.Transaction,
  { trackId, title }: { readonly trackId: string; readonly title: string },
  actor: Actor,
): Promise<Track> {
  const { description, goal } = await requireTrack(trx, { id: trackId });
  const roadmap = await roadmapOf(trx, trackId, undefined);
  return createTrack(trx, { title, description, goal, roadmap }, actor);
}

/** Throws `ERR_TRACK_NOT_FOUND`, `ERR_TRACK_SLUG_TAKEN`. */
export async function editTrack(
  trx: Knex.Transaction,
  { trackId, ...change }: { readonly trackId: string } & Parameters<typeof updateTrack>[2],
): Promise<Track> {
  await lock(trx, trackId);
  await refusingTaken(updateTrack(trx, trackId, change));
  return requireTrack(trx, { id: trackId });
}

/** A file of a track as everybody has it. Throws `ERR_TRACK_NOT_FOUND`. */
export async function trackAsFile(
  db: Knex,
  trackId: string,
  format: ExportFormat,
): Promise<ExportedFile> {
  const track = await requireTrack(db, { id: trackId });
  const roadmap = (await roadmapOf(db, trackId, undefined)).map(({ text, done }) => ({
    text,
    done,
  }));
  return exportTrack({ ...track, roadmap }, format);
}

/** One more step at the end. Throws `ERR_TRACK_NOT_FOUND`, `ERR_ROADMAP_TOO_LONG`. */
export async function addStep(
  trx: Knex.Transaction,
  { trackId, text }: { readonly trackId: string; readonly text: string },
): Promise<{ readonly trackId: string; readonly itemId: string }> {
  const ids = await lockRoadmap(trx, trackId);
  if (ids.length >= roadmapLength)
    throw tracksError('ERR_ROADMAP_TOO_LONG', { limit: roadmapLength });
  await orderSteps(trx, trackId, ids);
  const [itemId = ''] = await insertSteps(trx, trackId, [{ text, done: false }], ids.length);
  return { trackId, itemId };
}

/** Changes a step, and gives the track that it is on. Throws `ERR_ROADMAP_ITEM_NOT_FOUND`. */
export async function changeStep(
  trx: Knex.Transaction,
  itemId: string,
  change: { readonly text: string } | { readonly position: number } | 'remove',
): Promise<{ readonly trackId: string }> {
  const trackId = await trackOfStep(trx, itemId);
  if (trackId === undefined) throw tracksError('ERR_ROADMAP_ITEM_NOT_FOUND');
  const ids = await lockRoadmap(trx, trackId);
  if (!ids.includes(itemId)) throw tracksError('ERR_ROADMAP_ITEM_NOT_FOUND');
  if (change === 'remove') {
    await deleteStep(trx, itemId);
    await orderSteps(
      trx,
      trackId,
      ids.filter((id) => id !== itemId),
    );
  } else if ('text' in change) {
    await renameStep(trx, itemId, change.text);
  } else {
    await orderSteps(trx, trackId, moved(ids, itemId, change.position));
  }
  return { trackId };
}

/** The ids of its steps in their order, which nobody else changes meanwhile. */
async function lockRoadmap(trx: Knex.Transaction, trackId: string): Promise<readonly string[]> {
  await lock(trx, trackId);
  const roadmap: readonly RoadmapItem[] = await roadmapOf(trx, trackId, undefined);
  return roadmap.map(({ id }) => id);
}

async function lock(trx: Knex.Transaction, trackId: string): Promise<void> {
  if ((await lockTrack(trx, trackId)) === undefined) throw tracksError('ERR_TRACK_NOT_FOUND');
}

async function refusingTaken(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (brokenConstraint(error) !== 'tracks_slug_key') throw error;
    throw tracksError('ERR_TRACK_SLUG_TAKEN', { field: 'slug' });
  }
}
