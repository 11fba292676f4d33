import { type ExportedEntry, exportedEntries } from '@atelier/db/identity/audit-export-reads.ts';
import type { AuditFilter } from '@atelier/domain/identity/audit-schemas.ts';
import { csvLine } from '@atelier/domain/identity/csv.ts';
import type { FastifyReply } from 'fastify';
import type { Knex } from 'knex';
import pLimit from 'p-limit';
import { sendText } from '../kernel/streams/send-text.ts';

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Each holds a database session for as long as it is read; more than this many wait. */
const exportsAtOnce = pLimit(2);

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

/** Streams the entries that fit a filter, the newest first, as a table or as an object a line. */
export function sendAudit(
  db: Knex,
  reply: FastifyReply,
  format: ExportFormat,
  filter: AuditFilter,
): Promise<undefined> {
  return exportsAtOnce(() => {
    const day = new Date().toISOString().slice(0, 10);
    reply.header('content-disposition', `attachment; filename="audit-${day}.${format}"`);
    reply.header('cache-control', 'no-store');
    return sendText(reply, contentTypes[format], () => textOf(exportedEntries(db, filter), format));
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
