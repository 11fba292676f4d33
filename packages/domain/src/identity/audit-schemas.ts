import { z } from 'zod';
import { formatMicros, parseInstant } from '../kernel/instant.ts';
import { storableText } from '../kernel/text.ts';
import { type AuditAction, type AuditDoor, type AuditState, auditActions } from './audit.ts';

/** In an address a list is one text. */
function parts(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',') : value;
}

const word = storableText.min(1).max(200);
/** A `bigint` of PostgreSQL that is above zero, as text. */
const entryId = z
  .string()
  .refine(
    (text) => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n,
    'is no id of an entry',
  );
/** ISO 8601; without a zone it is UTC, and a date alone is its beginning. Given on as `…Z`. */
const instant = z
  .string()
  .max(40)
  .transform((text, { addIssue }) => {
    const at = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : text);
    if (at !== null) return formatMicros(at);
    addIssue('is no date and time');
    return z.NEVER;
  });

/** What is shown of the audit log: all that fits each of these. */
export const auditFilterFields = {
  actorId: word.optional(),
  /** A part of what the actor is called, small or capital. */
  actor: word.optional(),
  /** Any of these; in an address with commas between. */
  action: z.preprocess(parts, z.array(z.enum(auditActions)).min(1).max(30)).optional(),
  area: word.optional(),
  entityType: word.optional(),
  entityId: word.optional(),
  /** What it was done to: its kind, or its id. */
  thing: word.optional(),
  projectId: word.optional(),
  /** From this instant on. */
  from: instant.optional(),
  /** Before this one. */
  to: instant.optional(),
  /** A part of the command's name, small or capital. */
  text: word.optional(),
} as const;

export const auditFilterSchema = z.strictObject(auditFilterFields);
export type AuditFilter = z.output<typeof auditFilterSchema>;

export const listAuditInput = z.strictObject({
  ...auditFilterFields,
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(200).nullish(),
});
export type ListAuditInput = z.output<typeof listAuditInput>;

export const auditEntryInput = z.strictObject({ id: entryId });

/** An entry of the audit log as it is shown. */
export interface ShownEntry {
  /** A whole number as text. */
  readonly id: string;
  /** ISO 8601 in UTC, to the microsecond. */
  readonly createdAt: string;
  readonly actor: {
    readonly id: string;
    /** Null for the house itself, and for who is gone. */
    readonly name: string | null;
  };
  readonly action: AuditAction;
  readonly area: string;
  readonly command: string;
  readonly entityType: string;
  readonly entityId: string | null;
  readonly projectId: string | null;
  readonly runId: string | null;
  readonly requestId: string | null;
  readonly door: AuditDoor;
}

/** An entry with what was there before, and after. */
export interface FullEntry extends ShownEntry {
  readonly before: AuditState | null;
  readonly after: AuditState | null;
  /** Where it is sealed; null in the moment before it is. */
  readonly seal: {
    readonly chain: string;
    readonly position: number;
    readonly hash: string;
  } | null;
}
