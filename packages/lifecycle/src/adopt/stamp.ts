import type { Knex } from 'knex';
import { readCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog-types.ts';
import { placeExtensions } from '../catalog/place-extensions.ts';
import { shapeOfConversions } from '../convert/repeat-conversions.ts';
import { compareCatalogs } from '../drift/drift.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { ensureLedger, readLedger, recordApplied, removeApplied } from '../migrate/ledger.ts';
import {
  type MigrationFile,
  readMigrationFiles,
  sourceMigrationsFolder,
} from '../migrate/migration-files.ts';
import { readMigrationName } from '../migrate/rules/migration-name.ts';
import { migrationNamed } from '../migrate/rules/migration-plan.ts';
import type { RunnerLockOptions } from '../migrate/runner-lock.ts';
import { type LockRetryOptions, withRunnerSession } from '../migrate/runner-session.ts';
import { buildShadow } from '../migrate/shadow.ts';
import { readAdoptions } from '../records/adoption-record.ts';
import { builtOnce } from '../scratch/recall.ts';
import { withScratchDatabase } from '../scratch/scratch-database.ts';
import { type FoundDifference, withIds } from './adoption-plan.ts';

/** What stamping a revision would write. */
export interface StampPlan {
  readonly revision: string;
  /** Written to the ledger as applied. */
  readonly added: readonly string[];
  /** Taken out of it. */
  readonly removed: readonly string[];
  /** Between the database and what the migrations up to the revision build. */
  readonly differences: readonly FoundDifference[];
  /** Names of differences that an adoption accepted. */
  readonly accepted: ReadonlySet<string>;
  readonly files: readonly MigrationFile[];
  readonly shadow: Catalog;
}

/**
 * Compares the database with what the migrations up to a revision build in a scratch database; changes
 * nothing. What an adoption stamped counts as applied wherever it is in the order, and ids that were
 * converted are converted in the scratch database too.
 *
 * @param typed the revision, or an unambiguous beginning of it
 * @throws ERR_MIGRATION_UNKNOWN, ERR_NAME_AMBIGUOUS, ERR_SCRATCH_DENIED
 */
export async function planStamp(
  db: Knex,
  typed: string,
  folder: string = sourceMigrationsFolder,
): Promise<StampPlan> {
  const files = await readMigrationFiles(folder);
  const revision = migrationNamed(files, typed);
  const adoptions = await readAdoptions(db);
  const adopted = new Set(adoptions.flatMap(({ facts }) => facts.stamped));
  const target = files.filter(({ name }) => name <= revision || adopted.has(name));
  const shape = await shapeOfConversions(db);
  const made = [areasOf(files), target.map(({ name, checksum }) => [name, checksum]), shape.key];
  const shadow = await builtOnce<Catalog>(db, ['stamp', ...made], () =>
    withScratchDatabase(db, 'stamp', async (scratch) => {
      const places = await placeExtensions(scratch.db, db, areasOf(files));
      await buildShadow(scratch.db, target);
      await shape.apply(scratch.db);
      const built = await readCatalog(scratch.db);
      return { ...built, schemas: built.schemas.filter((name) => !places.includes(name)) };
    }),
  );
  const applied = await readLedger(db);
  const names = new Set(target.map(({ name }) => name));
  return {
    revision,
    added: [...names].filter((name) => !applied.some((row) => row.name === name)),
    removed: applied.map(({ name }) => name).filter((name) => !names.has(name)),
    differences: await compareWithShadow(db, shadow, files),
    accepted: new Set(adoptions.flatMap(({ facts }) => facts.accepted)),
    files,
    shadow,
  };
}

/**
 * Writes to the ledger that a revision is applied, when the database has its schema.
 *
 * @throws ERR_STAMP_DIFFERS
 */
export async function stamp(
  db: Knex,
  plan: StampPlan,
  options: RunnerLockOptions & LockRetryOptions = {},
): Promise<void> {
  return withRunnerSession(db, options, async ({ connection, retryingLocks }) => {
    await ensureLedger(connection);
    await retryingLocks(plan.revision, () =>
      connection.transaction(async (trx) => {
        const differences = await compareWithShadow(trx, plan.shadow, plan.files);
        const open = differences.filter(({ id }) => !plan.accepted.has(id));
        if (open.length > 0) {
          throw operatorError('ERR_STAMP_DIFFERS', {
            revision: plan.revision,
            differences: open.length,
            first: open[0]?.id ?? '',
          });
        }
        for (const name of plan.removed) await removeApplied(trx, name);
        for (const file of plan.files.filter(({ name }) => plan.added.includes(name))) {
          // As if it had been applied by hand: its tables are what it builds, and can be taken back.
          await recordApplied(trx, file, 0, 'script');
        }
      }),
    );
  });
}

async function compareWithShadow(
  db: Knex,
  shadow: Catalog,
  files: readonly MigrationFile[],
): Promise<readonly FoundDifference[]> {
  const live = await readCatalog(db);
  const schemas = [...new Set([...shadow.schemas, ...areasOf(files)])].filter(
    (name) => name !== 'lifecycle',
  );
  const needed = new Set(shadow.extensions.map(({ name }) => name));
  const extensions = live.extensions.filter(({ name }) => needed.has(name));
  return withIds(compareCatalogs(shadow, { ...live, extensions }, { schemas }));
}

const areasOf = (files: readonly MigrationFile[]): readonly string[] =>
  files.map(({ name }) => readMigrationName(name).area);
