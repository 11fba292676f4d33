import { messageStates } from '@atelier/db/tracks/message-reads.ts';
import { progressOfSession, sessionsById } from '@atelier/db/tracks/session-reads.ts';
import { findSynopsis, synopsisVersions } from '@atelier/db/tracks/synopsis-reads.ts';
import { roadmapOf, tracksById } from '@atelier/db/tracks/track-reads.ts';
import { tracksError } from '@atelier/domain/tracks/errors.ts';
import type { ResourceKind } from '../kernel/authorize.ts';
import type { AuditedThing, Entity } from '../kernel/effect.ts';

/** Things that not everybody may reach: what somebody does on a track is theirs alone. */
export const kinds = {
  session: {
    name: 'tracks.session',
    async load(db, id) {
      const [found] = await sessionsById(db, [id]);
      return found === undefined ? null : { ownerId: found.personId ?? undefined };
    },
    missing: () => tracksError('ERR_TRACK_SESSION_NOT_FOUND'),
  },
} as const satisfies Record<string, ResourceKind>;

/** What commands work on, as the audit log shows it: of what somebody says and writes it keeps that, and not what. */
export const entities = {
  /** With the texts of its roadmap. */
  track: {
    name: 'track',
    read: async (db, ids) =>
      Promise.all(
        (await tracksById(db, ids)).map(
          async ({ id, slug, title, description, goal, archivedAt }) => ({
            id,
            state: {
              ...{ slug, title, description, goal, isArchived: archivedAt !== null },
              roadmap: (await roadmapOf(db, id, undefined)).map(({ text }) => text),
            },
          }),
        ),
      ),
  },
  session: {
    name: 'session',
    read: async (db, ids) =>
      (await sessionsById(db, ids)).map(({ session, learnerId, personId }) => ({
        id: session.id,
        state: { track: session.trackSlug, learnerId, personId },
      })),
  },
  /** A session by how far its learner has come. */
  progress: {
    name: 'progress',
    read: (db, ids) =>
      Promise.all(
        ids.map(
          async (id): Promise<AuditedThing> => ({
            id,
            state: { steps: await progressOfSession(db, id) },
          }),
        ),
      ),
  },
  message: {
    name: 'message',
    read: async (db, ids) =>
      (await messageStates(db, ids)).map(({ id, sessionId, tab, role }) => ({
        id,
        state: { sessionId, tab, role },
      })),
  },
  /** The synopsis of a session, by its live version and how many there are. */
  synopsis: {
    name: 'synopsis',
    read: (db, ids) =>
      Promise.all(
        ids.map(async (id): Promise<AuditedThing> => {
          const live = await findSynopsis(db, id);
          const versions = await synopsisVersions(db, id);
          return {
            id,
            state: { live: live?.versionNumber ?? null, versions: versions.length },
          };
        }),
      ),
  },
} as const satisfies Record<string, Entity>;
