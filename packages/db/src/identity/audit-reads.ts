import type { AuditState } from '@atelier/domain/identity/audit.ts';
import {
  type AuditFilter,
  auditEntryInput,
  type FullEntry,
  type ListAuditInput,
  type ShownEntry,
} from '@atelier/domain/identity/audit-schemas.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { UserModel } from './models/user.ts';

export interface AuditPage {
  readonly items: readonly ShownEntry[];
  readonly nextCursor: string | null;
}

/** The newest entries first, a page at a time; what is written meanwhile does not move the pages. */
export async function listAudit(db: Knex, input: ListAuditInput): Promise<AuditPage> {
  const { limit, cursor, ...filter } = input;
  const rows: EntryRow[] = await matching(db, filter, cursor ? idOf(cursor) : undefined, limit + 1);
  const shown = rows.slice(0, limit);
  const names = await actorNames(
    db,
    shown.map(({ actorId }) => actorId),
  );
  const last = shown.at(-1);
  return {
    items: shown.map((row) => toShown(row, names)),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

/** The entry with what it tells and where it is sealed; undefined where there is none. */
export async function findAuditEntry(db: Knex, id: string): Promise<FullEntry | undefined> {
  const row: (EntryRow & StateRow & SealRow) | undefined = await entries(db)
    .where('l.id', id)
    .leftJoin('identity.audit_chain as c', 'c.entryId', 'l.id')
    .select('l.beforeJson', 'l.afterJson', 'c.chain', 'c.position', 'c.hash')
    .first();
  if (row === undefined) return undefined;
  const { chain, position, hash, beforeJson: before, afterJson: after } = row;
  const isSealed = chain !== null && hash !== null;
  return {
    ...toShown(row, await actorNames(db, [row.actorId])),
    before,
    after,
    seal: isSealed ? { chain, position: Number(position), hash: hash.toString('hex') } : null,
  };
}

/** Entries that fit a filter, the newest first, below an id. */
export function matching(db: Knex, filter: AuditFilter, below: string | undefined, limit: number) {
  const { actorId, area, entityType, entityId, projectId } = filter;
  const { actor, action, thing, from, to, text } = filter;
  const query = entries(db).orderBy('l.id', 'desc').limit(limit);
  if (below !== undefined) query.where('l.id', '<', below);
  const equal = { actorId, area, entityType, entityId, projectId };
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) query.where(`l.${column}`, value);
  }
  if (action !== undefined) query.whereIn('l.action', action);
  if (thing !== undefined) query.whereRaw('? IN (l.entity_type, l.entity_id)', [thing]);
  if (actor !== undefined) {
    query.whereRaw(
      `l.actor_id IN (SELECT id::text FROM ${UserModel.tableName} WHERE strpos(lower(display_name), lower(?)) > 0)`,
      [actor],
    );
  }
  if (from !== undefined) query.whereRaw('l.created_at >= ?::timestamptz', [from]);
  if (to !== undefined) query.whereRaw('l.created_at < ?::timestamptz', [to]);
  if (text !== undefined) query.whereRaw('strpos(lower(l.command), lower(?)) > 0', [text]);
  return query;
}

/** What users with these ids are called. Who is no user, such as the house itself, has no name. */
export async function actorNames(
  db: Knex,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const users = [...new Set(ids)].filter((id) => uuid.test(id));
  if (users.length === 0) return new Map();
  const rows = await UserModel.query(db).findByIds(users).select('id', 'displayName');
  return new Map(rows.map(({ id, displayName }) => [id, displayName]));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface EntryRow extends Omit<ShownEntry, 'actor'> {
  readonly actorId: string;
}

interface StateRow {
  readonly beforeJson: AuditState | null;
  readonly afterJson: AuditState | null;
}

interface SealRow {
  readonly chain: string | null;
  readonly position: string | null;
  readonly hash: Buffer | null;
}

/** To the microsecond, and the same whatever zone the server is set to. */
const instantText = `to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

function entries(db: Knex) {
  return db('identity.audit_log as l').select(
    'l.id',
    db.raw(`${instantText} AS created_at`),
    'l.actorId',
    'l.action',
    'l.area',
    'l.command',
    'l.entityType',
    'l.entityId',
    'l.projectId',
    'l.runId',
    'l.requestId',
    'l.door',
  );
}

function toShown(row: EntryRow, names: ReadonlyMap<string, string>): ShownEntry {
  const { id, createdAt, action, area, command, entityType, entityId } = row;
  const { actorId, projectId, runId, requestId, door } = row;
  const actor = { id: actorId, name: names.get(actorId) ?? null };
  return {
    ...{ id, createdAt, actor, action, area, command, entityType, entityId },
    ...{ projectId, runId, requestId, door },
  };
}

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (auditEntryInput.safeParse({ id }).success) return String(id);
  throw kernelError('ERR_VALIDATION', { field: 'cursor' });
}
