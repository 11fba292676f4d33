import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Catalog } from '@atelier/lifecycle/catalog/catalog-types.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { writeFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { expect } from 'vitest';
import type { PlantedDrift } from './planted-drift.ts';
import { type MigrationsFolder, migrationsOf, runPlain } from './shop.ts';

/** What stands, as SQL: the area's schema, and some rows in it. */
export interface Planted {
  readonly area: string;
  readonly schemaSql: string;
  readonly rowsSql: string;
}

/**
 * After so many fixes the database is looked at whole, and a new one is made. The look runs all fixes on a
 * database that never had a drift, so that one look does for all of them.
 */
const fixesKept = 10;

/**
 * A database in which drifts are planted one after the other. A fix stays among the migrations, which are
 * also run on a database that never had the drift: the shadow of `findDrift`.
 */
export class PlantedDatabase {
  readonly #planted: Planted;
  #migrations: MigrationsFolder | undefined;
  #database: TestDatabase | undefined;
  #revision = '';
  /** As the migrations build it. */
  #whole: Catalog | undefined;
  #fixes = 0;

  constructor(planted: Planted) {
    this.#planted = planted;
  }

  async start(): Promise<void> {
    await this.stop();
    this.#fixes = 0;
    this.#migrations = await migrationsOf(this.#planted.area, this.#planted.schemaSql);
    this.#database = await createTestDatabase({ empty: true });
    const report = await migrateUp(this.database.db, { folder: this.folder });
    this.#revision = report.revision ?? '';
    await this.database.db.raw(this.#planted.rowsSql);
    this.#whole = await readCatalog(this.database.db);
  }

  async stop(): Promise<void> {
    await this.#database?.drop();
    await this.#migrations?.remove();
    this.#database = undefined;
    this.#migrations = undefined;
  }

  get database(): TestDatabase {
    if (this.#database === undefined) throw new Error('Not started');
    return this.#database;
  }

  get folder(): string {
    return this.#migrations?.folder ?? '';
  }

  async find() {
    return (await findDrift(this.database.db, { folder: this.folder })).differences;
  }

  /** Plants a drift, finds it, fixes it by its own migration, plants it again by the way back. */
  async fixAndBack(drift: PlantedDrift): Promise<void> {
    const startsAnew = drift.unfixed !== undefined && this.#fixes > 0;
    if (startsAnew || this.#fixes === fixesKept) {
      expect(await this.find()).toEqual([]);
      await this.start();
    }
    const { folder, database, whole } = this;
    const { db } = database;
    await this.#plant(drift);
    const differences = await this.#driftFrom(whole);
    const found = differences.map(({ class: kind, object }) => [kind, object.part ?? object.name]);
    expect(found.toSorted()).toEqual(drift.found.map((each) => [...each]).toSorted());

    const planted = await readCatalog(db);
    const rows = await this.#rowHashes();
    this.#fixes += 1;
    const name = `20260102${String(this.#fixes).padStart(6, '0')}_${this.#planted.area}_fix`;
    const text = writeFix(differences, name);
    if (drift.unfixed !== undefined) {
      const unfixed = differences.filter(({ fix }) => fix === null);
      expect(unfixed.map(({ object }) => object.part ?? object.name).toSorted()).toEqual(
        [...drift.unfixed].toSorted(),
      );
      expect(text).toContain('Not fixed here, because no statement does it');
      await this.start();
      return;
    }
    await this.#migrations?.write(name, text);
    await migrateUp(db, { folder });
    expect(await this.#driftFrom(whole)).toEqual([]);

    if (drift.irreversible) {
      await expect(migrateDown(db, { folder, to: this.#revision })).rejects.toThrow(
        'There is no way back from',
      );
    } else {
      await migrateDown(db, { folder, to: this.#revision });
      // Nobody wants an invalid index back.
      const left = differences.some((each) => each.class === 'invalid-index') ? ['index'] : [];
      expect((await this.#driftFrom(planted)).map((each) => each.class)).toEqual(left);
      expect(await this.#rowHashes()).toEqual(rows);
      await migrateUp(db, { folder });
      expect(await this.#driftFrom(whole)).toEqual([]);
    }
    this.#revision = name;
  }

  get whole(): Catalog {
    if (this.#whole === undefined) throw new Error('Not started');
    return this.#whole;
  }

  async #driftFrom(expected: Catalog) {
    const schemas = [this.#planted.area];
    return compareCatalogs(expected, await readCatalog(this.database.db), { schemas });
  }

  async #plant({ plant: statements, failing = false }: PlantedDrift): Promise<void> {
    const failures: unknown[] = [];
    const onFailure = failing ? (error: unknown) => failures.push(error) : undefined;
    await runPlain(this.database.connectionString, statements, onFailure);
    expect(failures).toHaveLength(failing ? 1 : 0);
  }

  async #rowHashes() {
    const all = await tableFingerprints(this.database.db);
    return all.filter(({ schema }) => schema === this.#planted.area);
  }
}
