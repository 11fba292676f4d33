import { readItems } from '@atelier/domain/tracks/synopsis.ts';
import type { Synopsis, SynopsisVersion, VersionKind } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import { certainInstant } from './instant.ts';

interface VersionRow {
  readonly version_num: number;
  readonly kind: VersionKind;
  readonly title: string;
  readonly is_live: boolean;
  readonly created_at: Date;
}

const columns = `v.version_num, v.kind, coalesce(v.title, s.title) AS title,
  v.id IS NOT DISTINCT FROM s.current_version_id AS is_live, v.created_at`;
const tables = `tracks.synopses AS s JOIN tracks.synopsis_versions AS v ON v.synopsis_id = s.id`;

/** Its versions without what is in them, the newest first. */
export async function synopsisVersions(
  db: Knex,
  sessionId: string,
): Promise<readonly SynopsisVersion[]> {
  const { rows } = await db.raw<{ rows: (VersionRow & { items: number })[] }>(
    `SELECT ${columns},
       CASE jsonb_typeof(v.items_json) WHEN 'array' THEN jsonb_array_length(v.items_json) ELSE 1 END AS items
     FROM ${tables} WHERE s.session_id = ? ORDER BY v.version_num DESC`,
    [sessionId],
  );
  return rows.map((row) => ({ ...versionOf(row), items: row.items }));
}

/** The version with this number, or the live one. */
export async function findSynopsis(
  db: Knex,
  sessionId: string,
  versionNumber?: number | undefined,
): Promise<Synopsis | undefined> {
  const which =
    versionNumber === undefined ? 'v.id = s.current_version_id' : 'v.version_num = :versionNumber';
  const { rows } = await db.raw<{ rows: (VersionRow & { items_json: unknown })[] }>(
    `SELECT ${columns}, v.items_json FROM ${tables} WHERE s.session_id = :sessionId AND ${which}`,
    { sessionId, ...(versionNumber === undefined ? {} : { versionNumber }) },
  );
  const [row] = rows;
  return row && { ...versionOf(row), items: readItems(row.items_json) };
}

function versionOf(row: VersionRow): Omit<SynopsisVersion, 'items'> {
  return {
    versionNumber: row.version_num,
    kind: row.kind,
    title: row.title,
    isLive: row.is_live,
    createdAt: certainInstant(row.created_at),
  };
}
