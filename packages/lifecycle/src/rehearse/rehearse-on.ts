import type { Knex } from 'knex';
import { statementByStatement } from '../lint/statement-by-statement.ts';
import { ensureLedger } from '../migrate/ledger.ts';
import type { Migration, MigrationFile } from '../migrate/migration-files.ts';
import { interceptedConnection, type OnStatement } from '../migrate/statements.ts';
import { type HeldLock, heldLocks, type StatementTime, worstLock } from './rules/locks.ts';
import { type LockWatch, standingRelations, watchLocks } from './watch-locks.ts';

/** A migration that was run for trying, and what it took. Times in milliseconds. */
export interface RehearsedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly transactional: boolean;
  readonly durationMs: number;
  readonly statements: readonly RehearsedStatement[];
  readonly worstLock: HeldLock | null;
  /** What the server said when it failed; null when it went through. */
  readonly failure: string | null;
}

export interface RehearsedStatement {
  readonly sql: string;
  readonly durationMs: number;
  /** Taken by this statement, the strongest first. */
  readonly locks: readonly HeldLock[];
}

/** Between two looks at the locks, while a statement runs. */
const pauses = {
  /** Locks stay until the commit: the look after each statement sees them all. */
  transactional: 20,
  /** Locks go with the statement; what is shorter than this may not be seen. */
  loose: 2,
};

/**
 * Runs migrations up on a database made for it, and watches each statement from a second connection: how
 * long it takes, and which locks it takes on relations that existed before the first migration: nobody
 * waits yet for what another pending migration has made. Stops after the first migration that fails.
 *
 * @param db a pool for that database, with room for two connections; the database is changed
 * @param onMigration called before each, for a progress line
 */
export async function rehearseOn(
  db: Knex,
  files: readonly MigrationFile[],
  onMigration: (name: string) => void = () => {},
): Promise<readonly RehearsedMigration[]> {
  // As for the runner: a fix notes there what it did.
  await ensureLedger(db);
  let current: OnStatement = (_statement, send) => send();
  const connection = interceptedConnection(db, (statement, send, query) =>
    current(statement, send, query),
  );
  try {
    const { rows } = await connection.raw('SELECT pg_backend_pid() AS pid');
    const before = await standingRelations(db);
    const rehearsed: RehearsedMigration[] = [];
    for (const file of files) {
      onMigration(file.name);
      const migration = await file.load();
      const transactional = migration.config?.transaction !== false;
      const beganAt = performance.now();
      const clock = () => performance.now() - beganAt;
      const pause = transactional ? pauses.transactional : pauses.loose;
      const names = new Map([...(await standingRelations(db))].filter(([id]) => before.has(id)));
      const watch = watchLocks(db, rows[0].pid, clock, pause, names);
      const recording = recordStatements(watch, clock);
      current = recording.onStatement;
      const startMs = clock();
      const error = await run(connection, migration, transactional);
      const failure = error === null ? null : (recording.refusal() ?? error);
      const durationMs = clock() - startMs;
      current = (_statement, send) => send();
      await watch.look();
      rehearsed.push({
        name: file.name,
        checksum: file.checksum,
        transactional,
        durationMs,
        ...recording.result(),
        failure,
      });
      if (failure !== null) break;
    }
    return rehearsed;
  } finally {
    await connection.destroy();
  }
}

async function run(
  connection: Knex,
  migration: Migration,
  transactional: boolean,
): Promise<string | null> {
  try {
    if (transactional) await connection.transaction((trx) => migration.up(trx));
    else await migration.up(connection);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

function recordStatements(watch: LockWatch, clock: () => number) {
  const texts: string[] = [];
  const times: StatementTime[] = [];
  let refusal: string | undefined;
  const onStatement = statementByStatement(async ({ text }, send) => {
    const startMs = clock();
    const place = texts.push(text) - 1;
    times[place] = { startMs, endMs: startMs };
    return watch.during(async () => {
      try {
        return await send();
      } catch (error) {
        // Taken down here: Knex puts the whole statement before the message.
        refusal = messageOf(error);
        throw error;
      } finally {
        times[place] = { startMs, endMs: clock() };
      }
    });
  });
  return {
    onStatement,
    /** What the server said when it last refused a statement. */
    refusal: () => refusal,
    result: () => {
      const locks = heldLocks(times, watch.samples);
      const statements = texts.map(
        (sql, place): RehearsedStatement => ({
          sql,
          durationMs: (times[place]?.endMs ?? 0) - (times[place]?.startMs ?? 0),
          locks: locks.filter(({ statement }) => statement === place),
        }),
      );
      return { statements, worstLock: worstLock(locks) };
    },
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
