import type { Knex } from 'knex';
import { operatorError } from '../errors/operator-errors.ts';
import { ensureLedger } from '../migrate/ledger.ts';
import type { MigrationFile } from '../migrate/migration-files.ts';
import type { Direction } from '../migrate/rules/direction.ts';
import { interceptedConnection, type OnStatement } from '../migrate/statements.ts';
import { readSchemaState, type SeenObjects } from './read-schema-state.ts';
import type { ObservedMigration, ObservedStatement } from './rules/migration.ts';
import { rules } from './rules/rules.ts';
import { statementByStatement } from './statement-by-statement.ts';
import { watchUnboundTexts } from './unbound-texts.ts';

export interface Observation {
  /** The ways up, then the ways down, from the last migration to the first. */
  readonly migrations: readonly ObservedMigration[];
  /** Why a way down does not run there, by the migration's name. */
  readonly failedDown: ReadonlyMap<string, string>;
}

/**
 * Runs migrations up, one after the other, in an empty database, and then down again, and says what
 * each of their statements was and did.
 *
 * @throws ERR_MIGRATION_FAILS when one does not run up there
 */
export async function observeMigrations(
  scratch: Knex,
  files: readonly MigrationFile[],
): Promise<Observation> {
  // As for the runner: a fix notes there what it did.
  await ensureLedger(scratch);
  let current: OnStatement = (_statement, send) => send();
  const connection = interceptedConnection(scratch, (statement, send, query) =>
    current(statement, send, query),
  );
  const unbound = watchUnboundTexts(connection);
  const seen: SeenObjects = new Map();
  const observe = async (file: MigrationFile, direction: Direction): Promise<Run> => {
    const base = await readSchemaState(
      (text) => connection.raw(text).then((result) => result),
      seen,
    );
    const { transactional, run } = await loaded(file, direction);
    const statements: ObservedStatement[] = [];
    let before = base;
    let failure: string | null = null;
    let isUnbound = false;
    const oneByOne = statementByStatement(async ({ text, tree }, send, query) => {
      const lacksValues = isUnbound && /\$\d/.test(text);
      const result = await send().catch((error: unknown) => {
        // Taken down here: Knex puts the whole statement before the message.
        failure = messageOf(error) + (lacksValues ? unboundHint : '');
        throw error;
      });
      const after = await readSchemaState((sql) => query(sql), seen);
      statements.push({ text, tree, before, after, lacksValues });
      before = after;
      return result;
    });
    current = (statement, send, query) => {
      isUnbound = unbound.has(statement.text);
      return oneByOne(statement, send, query);
    };
    let went = false;
    try {
      await (transactional ? connection.transaction(run) : run(connection));
      went = true;
    } catch (error) {
      failure ??= messageOf(error);
    }
    current = (_statement, send) => send();
    const migration = { name: file.name, direction, transactional, base, statements };
    // A migration may catch an error of its own.
    return { migration, failure: went ? null : failure };
  };
  try {
    const migrations: ObservedMigration[] = [];
    const failedDown = new Map<string, string>();
    for (const file of files) {
      const { migration, failure } = await observe(file, 'up');
      if (failure !== null) {
        const statement = migration.statements.length + 1;
        throw operatorError('ERR_MIGRATION_FAILS', {
          name: file.name,
          statement,
          message: failure,
        });
      }
      migrations.push(migration);
    }
    for (const file of files.toReversed()) {
      const { migration, failure } = await observe(file, 'down');
      if (failure !== null) failedDown.set(file.name, failure);
      migrations.push(migration);
    }
    return { migrations, failedDown };
  } finally {
    await connection.destroy();
  }
}

const { why, fix } = rules['question-mark-as-binding'];
const unboundHint = `. ${why} ${fix}`;

interface Run {
  readonly migration: ObservedMigration;
  readonly failure: string | null;
}

async function loaded(file: MigrationFile, direction: Direction) {
  const migration = await file.load();
  return {
    transactional: migration.config?.transaction !== false,
    run: (db: Knex): Promise<void> => migration[direction](db),
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
