import type { ChainHead } from '@atelier/domain/identity/audit-anchor.ts';
import type { SliceLine } from '@atelier/domain/runs/seal/audit-slice.ts';
import type { Knex } from 'knex';
import { genesisOf } from '../identity/audit-hashes.ts';

/** The rows of the log that tell of a run: its own, and those of its items' results and files. */
const ofRun = `l.project_id = :projectId AND (
  l.run_id = :runId OR (l.entity_type = 'run' AND l.entity_id = :runId) OR
  (l.entity_type = 'result' AND split_part(l.entity_id, '.', 1) = ANY (:itemIds)))`;

interface Wanted {
  readonly runId: string;
  readonly projectId: string;
  readonly itemIds: readonly string[];
}

const bindings = ({ itemIds, ...wanted }: Wanted) => ({ ...wanted, itemIds: [...itemIds] });

/** How many rows that tell of a run have no seal yet. */
export async function unsealedRows(db: Knex, wanted: Wanted): Promise<number> {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    `SELECT count(*)::int AS count FROM identity.audit_log AS l
     WHERE ${ofRun} AND NOT EXISTS (SELECT FROM identity.audit_chain AS c WHERE c.entry_id = l.id)`,
    bindings(wanted),
  );
  return rows[0]?.count ?? 0;
}

/** Where the rows of a run are in their chain, and where that ends. */
export interface SliceExtent {
  readonly chain: string;
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  readonly head: ChainHead | null;
}

export async function sliceExtent(db: Knex, wanted: Wanted, chain: string): Promise<SliceExtent> {
  const { rows } = await db.raw<{ rows: { rows: number; first: string; last: string }[] }>(
    `SELECT count(*)::int AS rows, coalesce(min(c.position), 0) AS first, coalesce(max(c.position), 0) AS last
     FROM identity.audit_log AS l JOIN identity.audit_chain AS c ON c.entry_id = l.id AND c.chain = :chain
     WHERE ${ofRun}`,
    { ...bindings(wanted), chain },
  );
  const ends = await db.raw<{ rows: { position: string; hash: string }[] }>(
    `SELECT position, encode(hash, 'hex') AS hash FROM identity.audit_chain
     WHERE chain = ? ORDER BY position DESC LIMIT 1`,
    [chain],
  );
  const [head] = ends.rows;
  return {
    chain,
    rows: rows[0]?.rows ?? 0,
    first: Number(rows[0]?.first ?? 0),
    last: Number(rows[0]?.last ?? 0),
    head: head ? { chain, position: Number(head.position), hash: head.hash } : null,
  };
}

const micros = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

interface LineRow {
  readonly position: string;
  readonly sealed_at: string;
  readonly digest: string;
  readonly hash: string;
  readonly previous: string | null;
  readonly entry: SliceEntryRow | null;
}
type SliceEntryRow = Extract<SliceLine, { readonly row: number }>['entry'];

/** So many lines are held at a time. */
const perPage = 1_000;

/**
 * The rows of a run with their seals in the order of the chain, and, where `isWhole`, the bare seals of all others
 * up to its end.
 */
export async function* sliceLines(
  db: Knex,
  wanted: Wanted,
  { chain, first, head }: SliceExtent,
  isWhole: boolean,
): AsyncGenerator<readonly SliceLine[]> {
  let row = 0;
  for (let from = first; head !== null && from > 0 && from <= head.position; ) {
    const { rows } = await db.raw<{ rows: LineRow[] }>(
      `SELECT c.position, ${micros('c.sealed_at')} AS sealed_at, encode(c.digest, 'hex') AS digest,
         encode(c.hash, 'hex') AS hash,
         (SELECT encode(p.hash, 'hex') FROM identity.audit_chain AS p
           WHERE p.chain = c.chain AND p.position = c.position - 1) AS previous,
         CASE WHEN ${ofRun} THEN json_build_object('id', l.id::text, 'createdAt', ${micros('l.created_at')},
           'actorId', l.actor_id, 'action', l.action, 'area', l.area, 'command', l.command,
           'entityType', l.entity_type, 'entityId', l.entity_id, 'projectId', l.project_id, 'runId', l.run_id,
           'before', l.before_json::text, 'after', l.after_json::text, 'requestId', l.request_id,
           'door', l.door) END AS entry
       FROM identity.audit_chain AS c LEFT JOIN identity.audit_log AS l ON l.id = c.entry_id
       WHERE c.chain = :chain AND c.position BETWEEN :from AND :to ${isWhole ? '' : `AND ${ofRun}`}
       ORDER BY c.position LIMIT ${perPage}`,
      { ...bindings(wanted), chain, from, to: head.position },
    );
    const lines = rows.map(({ position, sealed_at, digest, hash, previous, entry }): SliceLine => {
      const place = { position: Number(position), sealedAt: sealed_at, digest };
      if (entry === null) return place;
      row += 1;
      return { ...place, row, previous: previous ?? genesisOf(chain).toString('hex'), hash, entry };
    });
    yield lines;
    if (lines.length < perPage) return;
    from = (lines.at(-1)?.position ?? 0) + 1;
  }
}
