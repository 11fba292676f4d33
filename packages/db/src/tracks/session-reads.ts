import { type ChatTab, tabOf } from '@atelier/domain/tracks/tabs.ts';
import type { TrackSession } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import { certainInstant } from './instant.ts';

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly house_user_id: string | null;
  readonly track_id: string;
  readonly slug: string;
  readonly active_tab: string;
  readonly sidebar_visible: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** A session with whose it is. */
export interface FoundSession {
  readonly session: TrackSession;
  readonly learnerId: string;
  /** Null for a device of an older program that nobody has named yet. */
  readonly personId: string | null;
}

export async function sessionsById(
  db: Knex,
  ids: readonly string[],
): Promise<readonly FoundSession[]> {
  return read(db, 's.id = ANY (?::uuid[])', [[...ids]]);
}

export async function sessionOn(
  db: Knex,
  learnerId: string,
  trackId: string,
): Promise<FoundSession | undefined> {
  const [found] = await read(db, 's.user_id = ? AND s.track_id = ?', [learnerId, trackId]);
  return found;
}

async function read(
  db: Knex,
  which: string,
  bindings: readonly (string | string[])[],
): Promise<readonly FoundSession[]> {
  const { rows } = await db.raw<{ rows: SessionRow[] }>(
    `SELECT s.*, t.slug, u.house_user_id FROM tracks.track_sessions AS s
     JOIN tracks.tracks AS t ON t.id = s.track_id JOIN tracks.users AS u ON u.id = s.user_id
     WHERE ${which}`,
    [...bindings],
  );
  return rows.map((row) => ({
    session: {
      id: row.id,
      trackId: row.track_id,
      trackSlug: row.slug,
      activeTab: tabOf(row.active_tab),
      sidebarVisible: row.sidebar_visible,
      createdAt: certainInstant(row.created_at),
      updatedAt: certainInstant(row.updated_at),
    },
    learnerId: row.user_id,
    personId: row.house_user_id,
  }));
}

/** The thread of a tab; undefined where an older program made none. */
export async function threadOf(
  db: Knex,
  sessionId: string,
  tab: ChatTab,
): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    'SELECT id FROM tracks.chat_threads WHERE session_id = ? AND tab = ?::tracks.chat_tab',
    [sessionId, tab],
  );
  return rows[0]?.id;
}

/** The steps that a learner has said something of, and what. */
export async function progressOfSession(
  db: Knex,
  sessionId: string,
): Promise<Readonly<Record<string, boolean>>> {
  const { rows } = await db.raw<{ rows: { item_id: string; done: boolean }[] }>(
    `SELECT p.item_id, p.done FROM tracks.track_sessions AS s
     JOIN tracks.track_roadmap_items AS i ON i.track_id = s.track_id
     JOIN tracks.track_progress AS p ON p.item_id = i.id AND p.user_id = s.user_id
     WHERE s.id = ? ORDER BY i.position, i.id`,
    [sessionId],
  );
  return Object.fromEntries(rows.map(({ item_id, done }) => [item_id, done]));
}
