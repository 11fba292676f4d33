import type { AuditDoor, AuditEntry } from '@atelier/domain/identity/audit.ts';
import type { Knex } from 'knex';
import {
  type PreparedStatement,
  type RunStatement,
  statementsOn,
} from '../kernel/prepared-query.ts';

/** Who did it, and how they came in: the same for all entries of a command. */
export interface AuditOrigin {
  readonly actorId: string;
  /** `<area>.<command>`. */
  readonly command: string;
  readonly requestId: string | null;
  readonly door: AuditDoor;
}

const columns =
  'actor_id, area, command, request_id, door, action, entity_type, entity_id, project_id, run_id, before_json, after_json';

/** Adds entries to the log, in the transaction of what they tell of. */
export async function writeAudit(
  trx: Knex,
  origin: AuditOrigin,
  entries: readonly AuditEntry[],
): Promise<void> {
  const [first, ...others] = entries;
  if (first === undefined) return;
  const run = statementsOn(trx);
  if (others.length === 0) await run(insertEntry, [...originValues(origin), ...entryValues(first)]);
  else await run(insertEntries, [...originValues(origin), JSON.stringify(entries.map(rowOf))]);
}

/** Nearly every command has one entry: to take it out of an array of JSON takes longer than to write it. */
const insertEntry: PreparedStatement = {
  name: 'identity_write_audit_entry',
  parts: `written AS (
      INSERT INTO identity.audit_log (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      RETURNING id
    )`,
  done: 'written',
  answer: 'SELECT FROM written',
  values: 12,
};

const insertEntries: PreparedStatement = {
  name: 'identity_write_audit',
  parts: `written AS (
      INSERT INTO identity.audit_log (${columns})
      SELECT $1, $2, $3, $4, $5, entry.*
      FROM jsonb_to_recordset($6) AS entry
        (action text, entity text, id text, project text, run text, before jsonb, after jsonb)
      RETURNING id
    )`,
  done: 'written',
  answer: 'SELECT FROM written',
  values: 6,
};

/**
 * Runs statements that each write their own entry of the log as well, if they do what they are for: one round
 * trip, and no transaction but the statement's.
 */
export function auditedStatements(db: Knex, origin: AuditOrigin, entry: AuditEntry): RunStatement {
  const run = statementsOn(db);
  const added = [...originValues(origin), ...entryValues(entry)];
  return (statement, values) => run(withEntry(statement), [...values, ...added]);
}

const audited = new WeakMap<PreparedStatement, PreparedStatement>();

function withEntry(statement: PreparedStatement): PreparedStatement {
  const known = audited.get(statement);
  if (known !== undefined) return known;
  const { name, parts, done, values } = statement;
  const casts = ['', '', '', '', '', '', '', '', '', '', '::jsonb', '::jsonb'];
  const places = casts.map((cast, index) => `$${values + 1 + index}${cast || '::text'}`);
  const made: PreparedStatement = {
    ...statement,
    name: `${name}_audited`,
    parts: `${parts}, entered AS (
      INSERT INTO identity.audit_log (${columns}) SELECT ${places.join(', ')} FROM ${done}
    )`,
    values: values + casts.length,
  };
  audited.set(statement, made);
  return made;
}

function originValues({ actorId, command, requestId, door }: AuditOrigin): unknown[] {
  return [actorId, command.slice(0, command.indexOf('.')), command, requestId, door];
}

function entryValues({ action, entity, id, projectId, runId, before, after }: AuditEntry) {
  return [action, entity, id, projectId ?? null, runId ?? null, jsonText(before), jsonText(after)];
}

/** In the order of the columns. */
function rowOf({ action, entity, id, projectId, runId, before, after }: AuditEntry) {
  return { action, entity, id, project: projectId ?? null, run: runId ?? null, before, after };
}

function jsonText(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
