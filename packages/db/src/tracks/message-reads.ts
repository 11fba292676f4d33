import type { ChatTab, MessageRole } from '@atelier/domain/tracks/tabs.ts';
import {
  hitEnd,
  hitStart,
  type Message,
  type MessageHit,
  type MessagePage,
  type Meta,
} from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import { certainInstant } from './instant.ts';

interface MessageRow {
  readonly id: string;
  readonly role: MessageRole;
  readonly content: string;
  readonly meta_json: unknown;
  readonly created_at: Date;
}

/** Messages of a thread, the newest first; those before one, where a cursor names it. */
export async function listMessages(
  db: Knex,
  {
    threadId,
    limit,
    cursor,
  }: {
    readonly threadId: string;
    readonly limit: number;
    readonly cursor?: string | null | undefined;
  },
): Promise<MessagePage> {
  const before =
    cursor == null
      ? ''
      : `AND (created_at, id) < (SELECT created_at, id FROM tracks.chat_messages
           WHERE thread_id = :threadId AND id = :cursor)`;
  const { rows } = await db.raw<{ rows: MessageRow[] }>(
    `SELECT id, role, content, meta_json, created_at FROM tracks.chat_messages
     WHERE thread_id = :threadId ${before}
     ORDER BY created_at DESC, id DESC LIMIT :limit`,
    { threadId, limit: limit + 1, ...(cursor == null ? {} : { cursor }) },
  );
  const items = rows.slice(0, limit).map(toMessage);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function messageById(db: Knex, id: string): Promise<Message | undefined> {
  const { rows } = await db.raw<{ rows: MessageRow[] }>(
    'SELECT id, role, content, meta_json, created_at FROM tracks.chat_messages WHERE id = ?',
    [id],
  );
  return rows[0] && toMessage(rows[0]);
}

/** What is told of messages in the audit log: where they are and whose, and not what they say. */
export async function messageStates(
  db: Knex,
  ids: readonly string[],
): Promise<
  readonly {
    readonly id: string;
    readonly sessionId: string;
    readonly tab: ChatTab;
    readonly role: MessageRole;
  }[]
> {
  const { rows } = await db.raw<{
    rows: { id: string; session_id: string; tab: ChatTab; role: MessageRole }[];
  }>(
    `SELECT m.id, m.role, h.session_id, h.tab FROM tracks.chat_messages AS m
     JOIN tracks.chat_threads AS h ON h.id = m.thread_id WHERE m.id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return rows.map(({ id, session_id: sessionId, tab, role }) => ({ id, sessionId, tab, role }));
}

function toMessage(row: MessageRow): Message {
  const meta = row.meta_json;
  return {
    id: row.id,
    role: row.role,
    content: row.content,
    meta: typeof meta === 'object' && meta !== null && !Array.isArray(meta) ? (meta as Meta) : {},
    createdAt: certainInstant(row.created_at),
  };
}

/** Words of a search; more of them find nothing else. */
const maxWords = 8;

/** Messages with all of these words, each from its beginning, in all sessions of a person; the newest first. */
export async function searchMessages(
  db: Knex,
  personId: string,
  { words, limit }: { readonly words: string; readonly limit: number },
): Promise<readonly MessageHit[]> {
  const found = words.match(/[\p{L}\p{N}]+/gu)?.slice(0, maxWords) ?? [];
  if (found.length === 0) return [];
  const { rows } = await db.raw<{
    rows: {
      id: string;
      slug: string;
      title: string;
      tab: ChatTab;
      role: MessageRole;
      excerpt: string;
      created_at: Date;
    }[];
  }>(
    `WITH query AS MATERIALIZED (
       SELECT to_tsquery('russian', :query) AS words
     ), hits AS MATERIALIZED (
       SELECT m.id, m.role, m.content, m.created_at, h.tab, s.track_id
       FROM tracks.users AS u
       JOIN tracks.track_sessions AS s ON s.user_id = u.id
       JOIN tracks.chat_threads AS h ON h.session_id = s.id
       JOIN tracks.chat_messages AS m ON m.thread_id = h.id, query
       WHERE u.house_user_id = :personId
         AND to_tsvector('russian', left(m.content, 100000)) @@ query.words
       ORDER BY m.created_at DESC, m.id DESC LIMIT :limit
     )
     SELECT h.id, h.role, h.tab, h.created_at, t.slug, t.title,
       ts_headline('russian', translate(left(h.content, 20000), :marks, ''), query.words, :part) AS excerpt
     FROM hits AS h JOIN tracks.tracks AS t ON t.id = h.track_id, query
     ORDER BY h.created_at DESC, h.id DESC`,
    {
      ...{ personId, limit, marks: hitStart + hitEnd },
      query: found.map((word) => `${word}:*`).join(' & '),
      part: `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=18, MinWords=8, FragmentDelimiter=" … "`,
    },
  );
  return rows.map((row) => ({
    id: row.id,
    trackSlug: row.slug,
    trackTitle: row.title,
    tab: row.tab,
    role: row.role,
    excerpt: row.excerpt,
    createdAt: certainInstant(row.created_at),
  }));
}
