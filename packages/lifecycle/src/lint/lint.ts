import type { Knex } from 'knex';
import {
  type MigrationFile,
  readMigrationFiles,
  sourceMigrationsFolder,
} from '../migrate/migration-files.ts';
import type { Direction } from '../migrate/rules/direction.ts';
import { withScratchDatabase } from '../scratch/scratch-database.ts';
import { observeMigrations } from './observe-migrations.ts';
import { type Finding, lintMigrations } from './rules/lint-migrations.ts';
import type { ObservedMigration } from './rules/migration.ts';
import { type SquawkReport, squawkFindings } from './rules/squawk.ts';
import { findSquawk, runSquawk, type SquawkBinary } from './run-squawk.ts';

export interface LintOptions {
  /** Where the migration files lie; the source tree's folder unless told. */
  readonly folder?: string;
  /** Where squawk is; looked for unless told. */
  readonly squawk?: SquawkBinary;
}

export interface LintReport {
  readonly migrations: readonly LintedMigration[];
  readonly findings: readonly Finding[];
  readonly squawk: { readonly ran: true } | { readonly ran: false; readonly reason: string };
}

export interface LintedMigration {
  readonly name: string;
  /** How many the way up sends. */
  readonly statements: number;
  /** `failure`: why it does not run in the scratch database, so that not all of it was seen. */
  readonly down: { readonly statements: number; readonly failure: string | null };
  /** It decides by data: what it sends to a database that is not empty was not seen. */
  readonly readsData: boolean;
}

/**
 * Lints every migration, its way up and its way down, by the statements that it really sends: the
 * migrations run in a scratch database, all up and then all down.
 *
 * @param db a connection to the server on which the scratch database is made; nothing else is touched
 * @throws ERR_SCRATCH_DENIED, ERR_MIGRATION_FAILS, ERR_SQUAWK_FAILED
 */
export async function lint(db: Knex, options: LintOptions = {}): Promise<LintReport> {
  const files = await readMigrationFiles(options.folder ?? sourceMigrationsFolder);
  const { migrations: observed, failedDown } = await withScratchDatabase(db, 'lint', (scratch) =>
    observeMigrations(scratch.db, files),
  );
  const squawk = options.squawk ?? findSquawk();
  const reports = new Map<ObservedMigration, readonly SquawkReport[]>();
  if (squawk.found) {
    const version = await serverVersion(db);
    for (const migration of observed.filter(({ statements }) => statements.length > 0)) {
      reports.set(migration, await runSquawk(squawk.path, migration, version));
    }
  }
  const findings = lintMigrations(observed, (migration, scope) =>
    squawkFindings(migration, scope, reports.get(migration) ?? []),
  );
  const count = (file: MigrationFile, direction: Direction): number =>
    observed.find((each) => each.name === file.name && each.direction === direction)?.statements
      .length ?? 0;
  const migrations = await Promise.all(
    files.map(async (file): Promise<LintedMigration> => {
      const { name } = file;
      const { config } = await file.load();
      const failure = failedDown.get(name) ?? null;
      return {
        name,
        statements: count(file, 'up'),
        down: { statements: count(file, 'down'), failure },
        readsData: config?.readsData === true,
      };
    }),
  );
  return {
    migrations,
    findings,
    squawk: squawk.found ? { ran: true } : { ran: false, reason: squawk.reason },
  };
}

/** As squawk writes it. */
async function serverVersion(db: Knex): Promise<string> {
  const { rows } = await db.raw(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  return `${rows[0].major}.0`;
}
