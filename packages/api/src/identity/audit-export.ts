import { type ExportedEntry, exportedEntries } from '@atelier/db/identity/audit-export-reads.ts';
import type { AuditFilter } from '@atelier/domain/identity/audit-schemas.ts';
import { csvLine } from '@atelier/domain/identity/csv.ts';
import type { FastifyReply } from 'fastify';
import type { Context } from '../kernel/context.ts';
import { createLimiter } from '../kernel/streams/limiter.ts';
import type { ReaderPace } from '../kernel/streams/reader-pace.ts';
import { sendText } from '../kernel/streams/send-text.ts';

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Each holds a database session, and its snapshot, for as long as it is read. */
const limited = createLimiter({ atOnce: 6, waiting: 24, waitMs: 60_000 });

/** Half a megabit a second: a million entries take no longer than two hours. */
const pace: ReaderPace = { graceMs: 60_000, unitsPerSecond: 64 * 1024 };

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

/**
 * Streams the entries that fit a filter, the newest first, as a table or as an object a line. It breaks off when
 * its caller's session ends, or when it is read too slowly. Throws `ERR_TOO_MANY_REQUESTS` when too many others
 * read.
 */
export async function sendAudit(
  { db, untilEnd }: Pick<Context, 'db' | 'untilEnd'>,
  reply: FastifyReply,
  format: ExportFormat,
  filter: AuditFilter,
): Promise<undefined> {
  const { raw } = reply;
  const closed = new AbortController();
  raw.once('close', () => closed.abort());
  const over = untilEnd(closed.signal);
  const breakOff = () => {
    if (!raw.writableFinished) raw.destroy();
  };
  over.addEventListener('abort', breakOff, { once: true });
  if (over.aborted) breakOff();
  // A session that ends is no refusal: nobody reads it any more.
  const left = closed.signal;
  return limited(left, () => {
    const day = new Date().toISOString().slice(0, 10);
    reply.header('content-disposition', `attachment; filename="audit-${day}.${format}"`);
    reply.header('cache-control', 'no-store');
    const begin = () => textOf(exportedEntries(db, filter), format);
    return sendText(reply, contentTypes[format], begin, pace);
  }).catch((error: unknown) => {
    if (!left.aborted) throw error;
    return void reply.hijack();
  });
}

async function* textOf(
  pages: AsyncIterable<readonly ExportedEntry[]>,
  format: ExportFormat,
): AsyncGenerator<string> {
  // Excel takes a file without the mark for one in the code page of its country.
  if (format === 'csv') yield `\uFEFF${csvLine(columns.map(([name]) => name))}`;
  const lineOf = format === 'csv' ? toCsv : toJson;
  for await (const entries of pages) yield entries.map(lineOf).join('');
}

const columns: readonly (readonly [name: string, of: (entry: ExportedEntry) => string | null])[] = [
  ['id', ({ id }) => id],
  ['created_at', ({ createdAt }) => createdAt],
  ['actor_id', ({ actorId }) => actorId],
  ['actor_name', ({ actorName }) => actorName],
  ['action', ({ action }) => action],
  ['area', ({ area }) => area],
  ['command', ({ command }) => command],
  ['entity_type', ({ entityType }) => entityType],
  ['entity_id', ({ entityId }) => entityId],
  ['project_id', ({ projectId }) => projectId],
  ['run_id', ({ runId }) => runId],
  ['door', ({ door }) => door],
  ['request_id', ({ requestId }) => requestId],
  ['before', ({ before }) => before],
  ['after', ({ after }) => after],
];

function toCsv(entry: ExportedEntry): string {
  return csvLine(columns.map(([, of]) => of(entry)));
}

/** What was there before and after is JSON as it comes from the database. */
function toJson(entry: ExportedEntry): string {
  const { before, after } = entry;
  const fields = columns
    .filter(([name]) => name !== 'before' && name !== 'after')
    .map(([name, of]) => `"${name}":${JSON.stringify(of(entry))}`);
  return `{${fields.join(',')},"before":${before ?? 'null'},"after":${after ?? 'null'}}\n`;
}
