import type { ListedTrack, RoadmapItem, Track } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import { certainInstant, instantOf } from './instant.ts';

interface TrackRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly goal: string | null;
  readonly archived_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const columns = `t.id, t.slug, t.title, t.description, t.goal, t.archived_at, t.created_at, t.updated_at`;

function toTrack(row: TrackRow): Track {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description ?? '',
    goal: row.goal ?? '',
    archivedAt: instantOf(row.archived_at),
    createdAt: certainInstant(row.created_at),
    updatedAt: certainInstant(row.updated_at),
  };
}

/** Tracks in use, or those that were archived: first those where the learner was last, then A–Z. */
export async function listTracks(
  db: Knex,
  { archived, learnerId }: { readonly archived: boolean; readonly learnerId: string | undefined },
): Promise<readonly ListedTrack[]> {
  const { rows } = await db.raw<{
    rows: (TrackRow & { done: number; steps: number; visited_at: Date | null })[];
  }>(
    `SELECT ${columns}, s.updated_at AS visited_at, way.steps, way.done
     FROM tracks.tracks AS t
     LEFT JOIN tracks.track_sessions AS s ON s.track_id = t.id AND s.user_id = :learnerId::uuid
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS steps, count(*) FILTER (WHERE coalesce(p.done, i.done))::int AS done
       FROM tracks.track_roadmap_items AS i
       LEFT JOIN tracks.track_progress AS p ON p.item_id = i.id AND p.user_id = :learnerId::uuid
       WHERE i.track_id = t.id
     ) AS way
     WHERE (t.archived_at IS NOT NULL) = :archived
     ORDER BY s.updated_at DESC NULLS LAST, t.title COLLATE kernel.name_en, t.id`,
    { archived, learnerId: learnerId ?? null },
  );
  return rows.map((row) => ({
    ...toTrack(row),
    progress: { done: row.done, of: row.steps },
    visitedAt: instantOf(row.visited_at),
  }));
}

/** The tracks with these ids, in no order. */
export function tracksById(db: Knex, ids: readonly string[]): Promise<readonly Track[]> {
  return readTracks(db, 't.id = ANY (?::uuid[])', [[...ids]]);
}

export async function trackBySlug(db: Knex, slug: string): Promise<Track | undefined> {
  const [track] = await readTracks(db, 't.slug = ?', [slug]);
  return track;
}

async function readTracks(
  db: Knex,
  which: string,
  bindings: readonly (string | string[])[],
): Promise<readonly Track[]> {
  const { rows } = await db.raw<{ rows: TrackRow[] }>(
    `SELECT ${columns} FROM tracks.tracks AS t WHERE ${which}`,
    [...bindings],
  );
  return rows.map(toTrack);
}

/** Slugs that begin like this one and are taken. */
export async function takenSlugs(db: Knex, slug: string): Promise<ReadonlySet<string>> {
  const { rows } = await db.raw<{ rows: { slug: string }[] }>(
    'SELECT slug FROM tracks.tracks WHERE starts_with(slug, ?)',
    [slug],
  );
  return new Set(rows.map((row) => row.slug));
}

/** The way along a track in its order, as far as a learner has come on it; as the track has it for nobody. */
export async function roadmapOf(
  db: Knex,
  trackId: string,
  learnerId: string | undefined,
): Promise<readonly RoadmapItem[]> {
  const { rows } = await db.raw<{ rows: RoadmapItem[] }>(
    `SELECT i.id, i.text, coalesce(p.done, i.done) AS done
     FROM tracks.track_roadmap_items AS i
     LEFT JOIN tracks.track_progress AS p ON p.item_id = i.id AND p.user_id = :learnerId::uuid
     WHERE i.track_id = :trackId ORDER BY i.position, i.id`,
    { trackId, learnerId: learnerId ?? null },
  );
  // Older programs left gaps, and the same number twice.
  return rows.map(({ id, text, done }, position) => ({ id, position, text, done }));
}

/** The track that a step is on. */
export async function trackOfStep(db: Knex, itemId: string): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { track_id: string }[] }>(
    'SELECT track_id FROM tracks.track_roadmap_items WHERE id = ?',
    [itemId],
  );
  return rows[0]?.track_id;
}
