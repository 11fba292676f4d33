import type { SynopsisItem } from '@atelier/domain/tracks/synopsis.ts';
import type { VersionKind } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';

/** A synopsis that nobody else writes to meanwhile. */
export interface LockedSynopsis {
  readonly id: string;
  /** The number of its live version; null where there is none. */
  readonly live: number | null;
  /** The highest number of a version; 0 where there is none. */
  readonly newest: number;
}

/** Waits until nobody else writes to the synopsis of a session; it is made where there is none. */
export async function lockSynopsis(trx: Knex, sessionId: string): Promise<LockedSynopsis> {
  await trx.raw(
    `INSERT INTO tracks.synopses (id, session_id, title) VALUES (?, ?, '')
     ON CONFLICT (session_id) DO NOTHING`,
    [newId(), sessionId],
  );
  const { rows: locked } = await trx.raw<{
    rows: { id: string; current_version_id: string | null }[];
  }>('SELECT id, current_version_id FROM tracks.synopses WHERE session_id = ? FOR NO KEY UPDATE', [
    sessionId,
  ]);
  const [synopsis] = locked;
  if (synopsis === undefined) throw new Error(`session ${sessionId} has no synopsis`);
  const { rows } = await trx.raw<{ rows: { live: number | null; newest: number }[] }>(
    `SELECT max(version_num) FILTER (WHERE id = :current::uuid) AS live,
       coalesce(max(version_num), 0) AS newest
     FROM tracks.synopsis_versions WHERE synopsis_id = :id`,
    { id: synopsis.id, current: synopsis.current_version_id },
  );
  return { id: synopsis.id, live: rows[0]?.live ?? null, newest: rows[0]?.newest ?? 0 };
}

/** One more version, which becomes the live one unless it is kept apart. */
export async function insertVersion(
  trx: Knex,
  synopsis: LockedSynopsis,
  version: {
    readonly title: string;
    readonly items: readonly SynopsisItem[];
    readonly kind: VersionKind;
    readonly isLive: boolean;
  },
): Promise<number> {
  const { title, items, kind, isLive } = version;
  const [id, versionNumber] = [newId(), synopsis.newest + 1];
  await trx.raw(
    `INSERT INTO tracks.synopsis_versions (id, synopsis_id, version_num, items_json, kind, title, created_at)
     VALUES (:id, :synopsisId, :versionNumber, :items::jsonb, :kind::tracks.synopsis_version_kind, :title, clock_timestamp())`,
    { id, synopsisId: synopsis.id, versionNumber, items: JSON.stringify(items), kind, title },
  );
  if (isLive) {
    await trx.raw(
      `UPDATE tracks.synopses SET current_version_id = :id, title = :title, updated_at = now()
       WHERE id = :synopsisId`,
      { id, title, synopsisId: synopsis.id },
    );
  }
  return versionNumber;
}
