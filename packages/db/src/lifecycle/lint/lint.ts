import { type Finding, lintMigrations } from '@atelier/domain/lifecycle/lint/lint-migrations.ts';
import { squawkFindings } from '@atelier/domain/lifecycle/lint/squawk.ts';
import type { Knex } from 'knex';
import {
  type MigrationFile,
  readMigrationFiles,
  sourceMigrationsFolder,
} from '../migration-files.ts';
import { withScratchDatabase } from '../scratch-database.ts';
import { observeMigrations } from './observe-migrations.ts';
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
  readonly statements: number;
  /** It decides by data: what it sends to a database that is not empty was not seen. */
  readonly readsData: boolean;
}

/**
 * Lints every migration's way up, in the form in which its statements are sent: they run in a scratch
 * database, from the first one on.
 *
 * @param db where the scratch database is made; nothing else is touched
 * @throws ERR_SCRATCH_DENIED, ERR_MIGRATION_FAILS, ERR_SQUAWK_FAILED
 */
export async function lint(db: Knex, options: LintOptions = {}): Promise<LintReport> {
  const files = await readMigrationFiles(options.folder ?? sourceMigrationsFolder);
  const observed = await withScratchDatabase(db, 'lint', (scratch) =>
    observeMigrations(scratch.db, files),
  );
  const squawk = options.squawk ?? findSquawk();
  const reports = new Map<string, Awaited<ReturnType<typeof runSquawk>>>();
  if (squawk.found) {
    const version = await serverVersion(db);
    for (const migration of observed.filter(({ statements }) => statements.length > 0)) {
      reports.set(migration.name, await runSquawk(squawk.path, migration, version));
    }
  }
  const findings = lintMigrations(observed, (migration) =>
    squawkFindings(migration, reports.get(migration.name) ?? []),
  );
  const migrations = await Promise.all(
    files.map(async (file, index) => linted(file, observed[index]?.statements.length ?? 0)),
  );
  return {
    migrations,
    findings,
    squawk: squawk.found ? { ran: true } : { ran: false, reason: squawk.reason },
  };
}

async function linted(file: MigrationFile, statements: number): Promise<LintedMigration> {
  const { config } = await file.load();
  return { name: file.name, statements, readsData: config?.readsData === true };
}

/** As squawk writes it. */
async function serverVersion(db: Knex): Promise<string> {
  const { rows } = await db.raw(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  return `${rows[0].major}.0`;
}
