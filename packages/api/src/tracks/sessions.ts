import { newId } from '@atelier/db/kernel/new-id.ts';
import { guestOfDevice, learnerOfDevice } from '@atelier/db/tracks/learner-reads.ts';
import { claimDevice, ensureLearner, insertDevice } from '@atelier/db/tracks/learner-writes.ts';
import { type FoundSession, sessionOn, sessionsById } from '@atelier/db/tracks/session-reads.ts';
import { ensureSession, saveProgress, touchSession } from '@atelier/db/tracks/session-writes.ts';
import { roadmapOf } from '@atelier/db/tracks/track-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { tracksError } from '@atelier/domain/tracks/errors.ts';
import type { ChatTab } from '@atelier/domain/tracks/tabs.ts';
import type { OpenTrack, TrackSession } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import { learnerOfActor, requirePerson } from './person.ts';
import { requireTrack } from './tracks.ts';

/** A track with the session that whoever asks has on it. Throws `ERR_TRACK_NOT_FOUND`. */
export async function openTrack(db: Knex, slug: string, actor: Actor): Promise<OpenTrack> {
  const track = await requireTrack(db, { slug });
  const learnerId = await learnerOfActor(db, actor);
  const found = learnerId === undefined ? undefined : await sessionOn(db, learnerId, track.id);
  const roadmap = await roadmapOf(db, track.id, learnerId);
  return { track, roadmap, session: found?.session ?? null };
}

/** The session of whoever calls on a track. Throws `ERR_TRACK_NOT_FOUND`, `ERR_TRACK_ARCHIVED`. */
export async function openSession(
  trx: Knex.Transaction,
  slug: string,
  actor: Actor,
): Promise<TrackSession> {
  return sessionOfLearner(trx, await ensureLearner(trx, requirePerson(actor)), slug);
}

/**
 * The session of a device on a track, as older programs ask for it. A browser's device is its guest's own, as its
 * signed cookie says who that is; any other name belongs to whoever says it first. Throws `ERR_DEVICE_OF_OTHERS`, and
 * as `openSession`.
 */
export async function openDeviceSession(
  trx: Knex.Transaction,
  { deviceId, trackSlug }: { readonly deviceId: string; readonly trackSlug: string },
  actor: Actor,
): Promise<TrackSession> {
  const personId = requirePerson(actor);
  return sessionOfLearner(trx, await learnerNamed(trx, deviceId, personId), trackSlug);
}

async function learnerNamed(
  trx: Knex.Transaction,
  deviceId: string,
  personId: string,
): Promise<string> {
  const guest = await guestOfDevice(trx, deviceId);
  if (guest !== undefined) {
    if (guest.id !== personId && guest.mergedIntoId !== personId) {
      throw tracksError('ERR_DEVICE_OF_OTHERS');
    }
    return ensureLearner(trx, personId);
  }
  await insertDevice(trx, { id: newId(), deviceId, personId });
  await claimDevice(trx, deviceId, personId);
  const learner = await learnerOfDevice(trx, deviceId);
  if (learner?.houseUserId !== personId) throw tracksError('ERR_DEVICE_OF_OTHERS');
  return learner.id;
}

async function sessionOfLearner(
  trx: Knex.Transaction,
  learnerId: string,
  slug: string,
): Promise<TrackSession> {
  const track = await requireTrack(trx, { slug });
  const known = await sessionOn(trx, learnerId, track.id);
  // Whoever was on the way goes on.
  if (known === undefined && track.archivedAt !== null) throw tracksError('ERR_TRACK_ARCHIVED');
  return (await requireSession(trx, await ensureSession(trx, learnerId, track.id))).session;
}

/** Throws `ERR_TRACK_SESSION_NOT_FOUND`. */
export async function requireSession(db: Knex, id: string): Promise<FoundSession> {
  const [found] = await sessionsById(db, [id]);
  if (found === undefined) throw tracksError('ERR_TRACK_SESSION_NOT_FOUND');
  return found;
}

/** What is open of a session, kept for the learner's other devices. */
export async function showSession(
  trx: Knex.Transaction,
  id: string,
  change: {
    readonly activeTab?: ChatTab | undefined;
    readonly sidebarVisible?: boolean | undefined;
  },
): Promise<TrackSession> {
  await touchSession(trx, id, change);
  return (await requireSession(trx, id)).session;
}

/** A step is done, or not yet. Throws `ERR_ROADMAP_ITEM_NOT_FOUND` for a step of another track. */
export async function setProgress(
  trx: Knex.Transaction,
  input: { readonly sessionId: string; readonly itemId: string; readonly done: boolean },
): Promise<{ readonly done: boolean }> {
  const { sessionId, itemId, done } = input;
  const { session, learnerId } = await requireSession(trx, sessionId);
  const roadmap = await roadmapOf(trx, session.trackId, learnerId);
  if (!roadmap.some(({ id }) => id === itemId)) throw tracksError('ERR_ROADMAP_ITEM_NOT_FOUND');
  await saveProgress(trx, { learnerId, itemId, done });
  await touchSession(trx, sessionId);
  return { done };
}
