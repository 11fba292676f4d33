import { findExtensions, liftLimits } from '@atelier/db/kernel/settle-session.ts';
import { quoteLiteral } from '../../catalog/quote.ts';
import { type LedgerRow, ledgerStatements } from '../ledger.ts';
import type { Direction } from '../rules/direction.ts';
import { runnerLockKey } from '../runner-lock.ts';
import type { Statement } from '../statements.ts';
import type { RecordedMigration } from './record.ts';

export interface ScriptFacts {
  readonly direction: Direction;
  /** What must be applied where the script runs, exactly. */
  readonly applied: readonly Pick<LedgerRow, 'name' | 'checksum'>[];
  readonly migrations: readonly RecordedMigration[];
}

/**
 * The migrations as a script for `psql`: it takes the runner's lock, refuses to run on any other
 * revision, and writes the ledger, so that afterwards nobody can tell the difference.
 */
export function writeScript({ direction, applied, migrations }: ScriptFacts): string {
  const names = migrations.map(({ file }) => file.name);
  return [
    `-- Atelier: ${direction} ${names.join(', ')}`,
    '-- Apply it with: psql -X -f <this file> "$DATABASE_URL"',
    '\\set ON_ERROR_STOP on',
    "SET client_encoding = 'UTF8';",
    'SET standard_conforming_strings = on;',
    `${liftLimits};`,
    `${findExtensions};`,
    `SELECT pg_advisory_lock(${runnerLockKey});`,
    '',
    'BEGIN;',
    'SET LOCAL client_min_messages = warning;',
    ...ledgerStatements.map(ended),
    'COMMIT;',
    '',
    revisionGuard(applied),
    ...migrations.flatMap((migration) => ['', migrationText(migration, direction)]),
    '',
    `SELECT pg_advisory_unlock(${runnerLockKey});`,
    '',
  ].join('\n');
}

function revisionGuard(applied: ScriptFacts['applied']): string {
  const wanted = applied.map(({ name, checksum }) => `${name} ${checksum}`).join('\n');
  const revision = applied.at(-1)?.name ?? 'an empty ledger';
  return `-- The revision guard: this script fits one revision, and no other.
DO $guard$
BEGIN
  IF (SELECT coalesce(string_agg(name || ' ' || checksum, E'\\n' ORDER BY name COLLATE "C"), '')
      FROM lifecycle.schema_migrations) <> ${quoteLiteral(wanted)} THEN
    RAISE EXCEPTION 'This script fits %, and the database is at %.',
      ${quoteLiteral(revision)},
      coalesce((SELECT max(name COLLATE "C") FROM lifecycle.schema_migrations), 'an empty ledger');
  END IF;
END
$guard$;`;
}

function migrationText(migration: RecordedMigration, direction: Direction): string {
  const { file, transactional, statements, readsData } = migration;
  const name = quoteLiteral(file.name);
  const ledger =
    direction === 'up'
      ? `INSERT INTO lifecycle.schema_migrations (name, checksum, duration_ms, origin)
VALUES (${name}, ${quoteLiteral(file.checksum)}, 0, 'script');`
      : `DELETE FROM lifecycle.schema_migrations WHERE name = ${name};`;
  return [
    `-- ${file.name}`,
    ...(readsData ? ['-- It decides by data: written down as it ran on an empty database.'] : []),
    ...(transactional
      ? ['BEGIN;']
      : ['-- Outside of a transaction: if it stops here, look at what was done before going on.']),
    ...statements.map(statementText),
    ledger,
    ...(transactional ? ['COMMIT;'] : []),
  ].join('\n');
}

/** A statement with values becomes a prepared one, so that each value keeps the type of its place. */
function statementText({ text, values }: Statement, place: number): string {
  if (values.length === 0) return ended(text);
  const name = `atelier_${place}`;
  return [
    `PREPARE ${name} AS ${ended(text)}`,
    `EXECUTE ${name} (${values.map(literal).join(', ')});`,
    `DEALLOCATE ${name};`,
  ].join('\n');
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return quoteLiteral(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return quoteLiteral(String(value));
  }
  if (value instanceof Date) return quoteLiteral(value.toISOString());
  if (Buffer.isBuffer(value)) return quoteLiteral(`\\x${value.toString('hex')}`);
  return quoteLiteral(JSON.stringify(value));
}

/** A comment at the end of a statement must not swallow its semicolon. */
const ended = (statement: string): string => {
  const text = statement.trim();
  if (text.endsWith(';')) return text;
  return /--[^\n]*$/.test(text) ? `${text}\n;` : `${text};`;
};
