import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Catalog } from '@atelier/lifecycle/catalog/catalog-types.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { writeFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlantedDrift } from './planted-drift.ts';
import { plantedDrifts } from './planted-drifts.ts';
import { type MigrationsFolder, runPlain, shopMigrations, shopRows } from './shop.ts';

const schemas = ['shop'];
const created = '20260101000000_shop_create';
let migrations: MigrationsFolder;
let database: TestDatabase;
let whole: Catalog;
let run = 0;

beforeAll(async () => {
  migrations = await shopMigrations();
  database = await createTestDatabase({ empty: true });
  await migrateUp(database.db, { folder: migrations.folder });
  await database.db.raw(shopRows);
  whole = await readCatalog(database.db);
});
afterAll(async () => {
  await database?.drop();
  await migrations?.remove();
});

// What one fix takes away for its own sake another one may need; each statement stands once.
proof('combined-drifts', { short: 3, long: 60 }, ({ rounds, seed, passed }) => {
  test('several drifts at once are fixed by one migration, and planted again by its way back', async () => {
    const fixable = plantedDrifts.filter(
      ({ irreversible, failing, plant }) =>
        !irreversible &&
        !failing &&
        // There is no way back to an heir of a table that is changed too.
        !plant.some(
          (each) => each.startsWith('DROP TABLE') || each.includes('INHERITS (shop.orders)'),
        ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...fixable), { minLength: 2, maxLength: 6 }),
        async (drifts) => {
          const planted = await plantAll(drifts);
          const before = await readCatalog(database.db);
          const rows = await rowHashes();
          const { folder } = migrations;
          // A new name each time, for Node keeps a module that it has read.
          run += 1;
          const name = `20260102${String(run).padStart(6, '0')}_shop_fix`;
          await migrations.write(name, writeFix(driftFrom(whole, before), name));
          try {
            await migrateUp(database.db, { folder });
          } catch (error) {
            throw new Error(planted.join('\n'), { cause: error });
          }
          // A column that was added again stands last; the order is fixed when the column is there.
          const left = driftFrom(whole, await readCatalog(database.db));
          expect(left.filter((each) => each.class !== 'order-only')).toEqual([]);
          await migrateDown(database.db, { folder, to: created });
          expect(driftFrom(before, await readCatalog(database.db))).toEqual([]);
          expect(await rowHashes()).toEqual(rows);
          await migrateUp(database.db, { folder });
          await migrateDown(database.db, { folder, to: created });
          await migrations.erase(name);
          await startAgain();
          passed();
        },
      ),
      { numRuns: rounds, seed, endOnFailure: true },
    );
  });
});

const driftFrom = (expected: Catalog, actual: Catalog) =>
  compareCatalogs(expected, actual, { schemas });

/** Those whose statements still run after the ones before them. */
async function plantAll(drifts: readonly PlantedDrift[]): Promise<string[]> {
  const planted: string[] = [];
  const { rows } = await database.db.raw('SHOW server_version_num');
  for (const { what, plant, from = 0 } of drifts) {
    if (Number(rows[0].server_version_num) < from * 10_000) continue;
    try {
      await runPlain(database.connectionString, ['BEGIN', ...plant, 'COMMIT']);
      planted.push(what);
    } catch {
      // Another one has taken away what this one changes.
    }
  }
  return planted;
}

async function startAgain(): Promise<void> {
  await database.drop();
  database = await createTestDatabase({ empty: true });
  await migrateUp(database.db, { folder: migrations.folder });
  await database.db.raw(shopRows);
}

const rowHashes = async () =>
  (await tableFingerprints(database.db)).filter(({ schema }) => schema === 'shop');
