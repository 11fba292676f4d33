import type { TracksWaiting } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';

/** How many tracks are named. */
const named = 4;

/** The tracks that a learner is on, each with its next step, and how many there are. */
export async function readWaiting(db: Knex, learnerId: string | undefined): Promise<TracksWaiting> {
  const { rows } = await db.raw<{ rows: { tracks: number }[] }>(
    'SELECT count(*)::int AS tracks FROM tracks.tracks WHERE archived_at IS NULL',
  );
  const tracks = rows[0]?.tracks ?? 0;
  if (learnerId === undefined) return { tracks, begun: [] };
  const begun = await db.raw<{
    rows: { slug: string; title: string; done: number; steps: number; next: string | null }[];
  }>(
    `SELECT t.slug, t.title, way.* FROM tracks.track_sessions AS s
     JOIN tracks.tracks AS t ON t.id = s.track_id AND t.archived_at IS NULL
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS steps, count(*) FILTER (WHERE coalesce(p.done, i.done))::int AS done,
         (array_agg(i.text ORDER BY i.position, i.id) FILTER (WHERE NOT coalesce(p.done, i.done)))[1] AS next
       FROM tracks.track_roadmap_items AS i
       LEFT JOIN tracks.track_progress AS p ON p.item_id = i.id AND p.user_id = s.user_id
       WHERE i.track_id = t.id
     ) AS way
     WHERE s.user_id = :learnerId AND way.done < way.steps
     ORDER BY s.updated_at DESC, s.id LIMIT :named`,
    { learnerId, named },
  );
  return {
    tracks,
    begun: begun.rows.map(({ slug, title, done, steps, next }) => ({
      ...{ slug, title, next },
      progress: { done, of: steps },
    })),
  };
}
