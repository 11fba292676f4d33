import { z } from 'zod';
import type { SealTools } from './seal-tools.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** To the microsecond, in UTC. */
const micros = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const nullable = z.string().nullable();

/** A row of the audit log, as its digest is of it. What was there before and after is the database's own text. */
const entrySchema = z.strictObject({
  id: z.string().regex(/^\d{1,19}$/),
  createdAt: micros,
  actorId: z.string(),
  action: z.string(),
  area: z.string(),
  command: z.string(),
  entityType: z.string(),
  entityId: nullable,
  projectId: nullable,
  runId: nullable,
  before: nullable,
  after: nullable,
  requestId: nullable,
  door: z.string(),
});
export type SealedEntry = z.output<typeof entrySchema>;

const place = { position: z.int().positive(), sealedAt: micros, digest: hash };

/**
 * A line of `audit.jsonl`: a row of the run with its seal, or the bare seal of somebody else's row that stands
 * between two of them in the chain.
 */
const lineSchema = z.union([
  z.strictObject({
    ...place,
    /** Counts the run's rows, from 1. */
    row: z.int().positive(),
    previous: hash,
    hash,
    entry: entrySchema,
  }),
  z.strictObject(place),
]);
export type SliceLine = z.output<typeof lineSchema>;

/** Why a line is refused. */
export type SliceFault =
  | { readonly kind: 'audit_unreadable'; readonly line: number }
  | { readonly kind: 'audit_row_missing'; readonly row: number }
  | { readonly kind: 'audit_row_moved'; readonly row: number }
  | { readonly kind: 'audit_row_added'; readonly row: number }
  | { readonly kind: 'audit_row_changed'; readonly row: number }
  | { readonly kind: 'audit_broken'; readonly position: number };

/** What the slice is said to hold, by the manifest and the anchor. */
export interface SliceClaims {
  readonly rows: number;
  readonly isWhole: boolean;
  /** Where the chain ended when it was sealed; null where nothing says so. */
  readonly head: { readonly position: number; readonly hash: string } | null;
}

/**
 * The first thing that is wrong in the lines of `audit.jsonl`: each row has the digest that was sealed, follows
 * from the one before it, none is missing, moved or added, and the last seal is where the anchor says.
 */
export async function checkSlice(
  texts: readonly string[],
  claims: SliceClaims,
  tools: SealTools,
): Promise<SliceFault | null> {
  const lines: SliceLine[] = [];
  for (const [index, text] of texts.entries()) {
    const line = parseLine(text);
    if (line === undefined) return { kind: 'audit_unreadable', line: index + 1 };
    lines.push(line);
  }
  return (
    wrongOrder(lines, claims.rows) ??
    (await wrongRow(lines, tools)) ??
    (await wrongLink(lines, claims, tools))
  );
}

function parseLine(text: string): SliceLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function wrongOrder(lines: readonly SliceLine[], rows: number): SliceFault | null {
  const found = lines.flatMap((line) => ('row' in line ? [line.row] : []));
  const twice = found.find((row, index) => found.indexOf(row) !== index);
  if (twice !== undefined) return { kind: 'audit_row_added', row: twice };
  for (const [index, row] of found.entries()) {
    const wanted = index + 1;
    if (row === wanted) continue;
    if (!found.includes(wanted)) return { kind: 'audit_row_missing', row: wanted };
    return { kind: 'audit_row_moved', row };
  }
  if (found.length < rows) return { kind: 'audit_row_missing', row: found.length + 1 };
  if (found.length > rows) return { kind: 'audit_row_added', row: rows + 1 };
  return null;
}

async function wrongRow(lines: readonly SliceLine[], tools: SealTools): Promise<SliceFault | null> {
  for (const line of lines) {
    if (!('row' in line)) continue;
    const digest = hex(await tools.sha256([recordBytes(line.entry, tools)]));
    if (digest !== line.digest) return { kind: 'audit_row_changed', row: line.row };
  }
  return null;
}

async function wrongLink(
  lines: readonly SliceLine[],
  { isWhole, head }: SliceClaims,
  tools: SealTools,
): Promise<SliceFault | null> {
  let last: { readonly position: number; readonly hash: string } | undefined;
  for (const line of lines) {
    const { position } = line;
    const broken: SliceFault = { kind: 'audit_broken', position };
    const follows = last !== undefined && position === last.position + 1;
    if (last !== undefined && (position <= last.position || (isWhole && !follows))) return broken;
    const previous = follows ? last?.hash : 'row' in line ? line.previous : undefined;
    if (previous === undefined) return broken;
    if ('row' in line && line.previous !== previous) return broken;
    const link = [fromHex(previous), int64(sinceEpoch(line.sealedAt)), fromHex(line.digest)];
    const hash = hex(await tools.sha256(link));
    if ('row' in line && line.hash !== hash) return broken;
    last = { position, hash };
  }
  if (!isWhole || head === null || last === undefined) return null;
  const isEnd = last.position === head.position && last.hash === head.hash;
  return isEnd ? null : { kind: 'audit_broken', position: last.position };
}

/** PostgreSQL's numbers of the types that a row has. */
const oid = { bigint: 20, text: 25, timestamptz: 1184, jsonb: 3802 } as const;

/**
 * A row in PostgreSQL's binary form, of which its digest is (`record_send` of its columns in this order): the number
 * of columns; of each its type, its length, or −1 for none, and its bytes.
 */
export function recordBytes(entry: SealedEntry, { encode }: Pick<SealTools, 'encode'>): Uint8Array {
  const text = (value: string | null) => column(oid.text, value === null ? null : encode(value));
  // The 1 is the version of the form.
  const json = (value: string | null) =>
    column(oid.jsonb, value === null ? null : joined([Uint8Array.of(1), encode(value)]));
  const columns = [
    column(oid.bigint, int64(BigInt(entry.id))),
    column(oid.timestamptz, int64(sinceEpoch(entry.createdAt))),
    ...[entry.actorId, entry.action, entry.area, entry.command, entry.entityType].map(text),
    ...[entry.entityId, entry.projectId, entry.runId].map(text),
    ...[entry.before, entry.after].map(json),
    ...[entry.requestId, entry.door].map(text),
  ];
  return joined([int32(columns.length), ...columns]);
}

function column(type: number, value: Uint8Array | null): Uint8Array {
  return value === null
    ? joined([int32(type), int32(-1)])
    : joined([int32(type), int32(value.length), value]);
}

/** Microseconds since the beginning of 2000, as PostgreSQL counts. */
function sinceEpoch(instant: string): bigint {
  const ms = Date.parse(`${instant.slice(0, 23)}Z`) - Date.UTC(2000, 0, 1);
  return BigInt(ms) * 1000n + BigInt(instant.slice(23, 26));
}

function int32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value);
  return bytes;
}

function int64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value);
  return bytes;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
